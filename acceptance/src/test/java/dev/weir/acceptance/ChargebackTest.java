package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two months of spend of some cost centres, told by the command line, charged back by it and added
/// up here.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChargebackTest {
  private static final String MODEL = "gpt-4o";
  private static final long SEED = 20_261_009;
  private static final int RECORDS = 2_000;
  private static final List<String> MONTHS = List.of("2026-09", "2026-10");

  /// The last one would be a formula; no cost centre at all is one of them too.
  private static final List<String> COST_CENTRES =
      List.of("", "care", "claims, north", "labs", "=SUM(A1:A9)");

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  /// Exact cost by payer, by month.
  private final Map<String, Map<String, BigDecimal>> spent = new TreeMap<>();

  @BeforeAll
  void spend(@TempDir Path place) throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,output,purpose,use_case,cost_centre");
    for (int i = 0; i < RECORDS; i++) {
      String month = MONTHS.get(random.nextInt(MONTHS.size()));
      String costCentre = COST_CENTRES.get(random.nextInt(COST_CENTRES.size()));
      boolean judged = random.nextInt(9) == 0;
      int input = random.nextInt(90_000);
      int output = random.nextInt(9_000);
      lines.add(
          "r-%d,%s-%02dT23:59:59Z,openai,%s,%d,%d,%s,use-%d,\"%s\""
              .formatted(
                  i,
                  month,
                  1 + random.nextInt(30),
                  MODEL,
                  input,
                  output,
                  judged ? "judge" : "primary",
                  i % 4,
                  costCentre));
      spent
          .computeIfAbsent(month, _ -> new TreeMap<>())
          .merge(
              payer(costCentre, judged),
              stage.prices().cost(MODEL, input, output),
              BigDecimal::add);
    }
    Path file = Files.write(place.resolve("spend.csv"), lines);
    weir("usage", "import", file.toString(), "--source", "books");
  }

  private static String payer(String costCentre, boolean judged) {
    if (judged) {
      return "shared=judges";
    }
    return costCentre.isEmpty() ? "unattributed" : "cost_centre=" + costCentre;
  }

  @AfterAll
  void close() {
    stage.close();
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }

  private static BigDecimal sum(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> new BigDecimal(row.getOrDefault(column, "")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal total(String month) {
    return spent.getOrDefault(month, Map.of()).values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void setAccounts() throws IOException {
    Path table = folder.resolve("accounts.csv");
    Files.writeString(
        table,
        """
        cost_centre,account,owner,mode
        care,6401,ada,chargeback
        "claims, north",6402,bob,
        labs,,cleo,showback
        =SUM(A1:A9),6404,dan,chargeback
        """);
    weir("accounts", "import", table.toString(), "--why", "chart of accounts");
    weir(
        "accounts",
        "set",
        "shared=judges",
        "--where",
        "purpose=judge",
        "--account",
        "6500",
        "--owner",
        "eve",
        "--cost-centre",
        "platform");
    weir("accounts", "set", "unattributed", "--account", "6999", "--owner", "finance");
  }

  @Test
  void linesPostingsAndReportAreTheSameMoneyAndSurviveAKill() throws IOException {
    setAccounts();
    Said refused = stage.gateway().weir("chargeback", "--month", "2026-10", "--postings");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("need an account of: platform");
    weir("accounts", "set", "platform", "--account", "4900", "--owner", "frank");
    for (String month : MONTHS) {
      requireLines(month);
      requirePostings(month);
    }
    String before = postings("2026-10").out();

    stage.gateway().kill();
    stage.gateway().restart();

    assertThat(postings("2026-10").out()).isEqualTo(before);
  }

  private void requireLines(String month) {
    Map<String, BigDecimal> expected = spent.getOrDefault(month, Map.of());
    List<Map<String, String>> lines = chargeback(month).csv();

    Map<String, BigDecimal> costs = new TreeMap<>();
    for (Map<String, String> line : lines) {
      costs.put(line.getOrDefault("payer", ""), new BigDecimal(line.getOrDefault("cost_usd", "")));
    }
    assertThat(plain(costs)).as("seed %d, %s", SEED, month).isEqualTo(plain(expected));
    BigDecimal cents = total(month).setScale(2, RoundingMode.HALF_UP);
    assertThat(sum(lines, "due_usd")).as("seed %d, %s", SEED, month).isEqualByComparingTo(cents);
    assertThat(sum(chargeback(month, "--by", "use_case,model").csv(), "due_usd"))
        .as("seed %d, %s", SEED, month)
        .isEqualByComparingTo(cents);
    assertThat(weir("chargeback", "--month", month).out()).contains("due %s USD".formatted(cents));
    assertThat(reported(month)).as("seed %d", SEED).isEqualByComparingTo(total(month));
  }

  private static Map<String, BigDecimal> plain(Map<String, BigDecimal> amounts) {
    Map<String, BigDecimal> plain = new TreeMap<>(amounts);
    plain.replaceAll((_, amount) -> amount.stripTrailingZeros());
    return plain;
  }

  private Said chargeback(String month, String... more) {
    List<String> line = new ArrayList<>(List.of("chargeback", "--month", month));
    line.addAll(List.of("--format", "csv"));
    line.addAll(List.of(more));
    return weir(line.toArray(String[]::new));
  }

  private Said postings(String month) {
    return chargeback(month, "--postings");
  }

  private BigDecimal reported(String month) {
    String next = month.equals("2026-09") ? "2026-10" : "2026-11";
    return sum(
        weir("report", "--from", month + "-01", "--to", next + "-01", "--format", "csv").csv(),
        "cost_usd");
  }

  private void requirePostings(String month) {
    List<Map<String, String>> postings = postings(month).csv();
    BigDecimal shown =
        sum(
            chargeback(month).csv().stream()
                .filter(line -> "informational".equals(line.get("treatment")))
                .toList(),
            "due_usd");

    assertThat(sum(postings, "debit"))
        .as("seed %d, %s", SEED, month)
        .isEqualByComparingTo(sum(postings, "credit"))
        .isEqualByComparingTo(total(month).setScale(2, RoundingMode.HALF_UP).subtract(shown));
    assertThat(postings)
        .extracting(posting -> posting.get("account"))
        .containsExactlyInAnyOrder("6401", "6402", "6404", "6500", "6999", "4900");
    assertThat(postings)
        .extracting(posting -> posting.get("cost_centre"))
        .contains("'=SUM(A1:A9)", "claims, north", "platform");
  }

  @Test
  void plannedAndSpentStandSideBySide() throws IOException {
    Path table = folder.resolve("envelopes.csv");
    Files.writeString(
        table,
        """
        cost_centre,2026-09,2026-10
        care,10,10.50
        "claims, north",1000,
        idle,5,5
        """);
    weir(
        "accounts",
        "set",
        "shared=judges",
        "--where",
        "purpose=judge",
        "--account",
        "6500",
        "--owner",
        "eve");

    assertThat(weir("envelopes", "import", table.toString()).out())
        .isEqualTo("2026: 5 envelopes, 1030.50 USD; version 1, 5 added, 0 altered, 0 removed\n");
    assertThat(weir("envelopes", "import", table.toString()).out())
        .endsWith("version 1 is the same, nothing changed\n");

    List<Map<String, String>> rows =
        weir("envelopes", "compare", "--month", "2026-10", "--format", "csv").csv();
    for (Map<String, String> row : rows) {
      BigDecimal cost =
          spent
              .getOrDefault("2026-10", Map.of())
              .getOrDefault("cost_centre=" + row.get("cost centre"), BigDecimal.ZERO);
      assertThat(new BigDecimal(row.getOrDefault("ledger cost USD", "")))
          .as("seed %d, %s", SEED, row)
          .isEqualByComparingTo(cost);
    }
    assertThat(rows)
        .extracting(row -> row.get("cost centre"), row -> row.get("standing"))
        .containsExactlyInAnyOrder(
            tuple("care", "compared"),
            tuple("claims, north", "no_envelope"),
            tuple("labs", "no_envelope"),
            tuple("=SUM(A1:A9)", "no_envelope"),
            tuple("idle", "no_cost"));
    assertThat(weir("envelopes", "compare", "--month", "2026-10").out())
        .contains("beside cost centres, shared=judges:", "pools 0.00 USD");
  }
}
