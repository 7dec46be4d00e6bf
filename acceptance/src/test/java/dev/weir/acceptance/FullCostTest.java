package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two months of use told by the API, pools by a file; what the command line says of them is added
/// up here again.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FullCostTest {
  private static final String MODEL = "gpt-4o";
  private static final long SEED = 20_261_123;
  private static final int RECORDS = 1_200;
  private static final List<String> MONTHS = List.of("2026-09", "2026-10");
  private static final List<String> USE_CASES = List.of("claims", "labs", "support");
  private static final BigDecimal PLATFORM = new BigDecimal("1000.01");
  private static final BigDecimal CLOUD = new BigDecimal("299.99");

  private final Stage stage = Stage.open();

  /// Exact cost and calls, by month and use case.
  private final Map<String, SortedMap<String, BigDecimal>> spent = new TreeMap<>();

  private final Map<String, SortedMap<String, Integer>> calls = new TreeMap<>();

  @BeforeAll
  void spend(@TempDir Path place) throws IOException {
    Random random = new Random(SEED);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String month = MONTHS.get(random.nextInt(MONTHS.size()));
      String useCase = USE_CASES.get(random.nextInt(USE_CASES.size()));
      int input = random.nextInt(9_000) + (month.equals("2026-10") ? 5_000 : 1_000);
      int output = random.nextInt(900);
      records.add(
          """
          {"id":"r-%d","at":"%s-%02dT12:00:00Z","provider":"openai","model":"%s",
           "usage":{"input":%d,"output":%d},"tags":{"use_case":"%s","user":"u-%d","team":"red",
           "prompt":"%s/v%d"}}
          """
              .formatted(
                  i,
                  month,
                  1 + random.nextInt(30),
                  MODEL,
                  input,
                  output,
                  useCase,
                  random.nextInt(40),
                  useCase,
                  month.equals("2026-10") ? 2 : 1));
      spent
          .computeIfAbsent(month, _ -> new TreeMap<>())
          .merge(useCase, stage.prices().cost(MODEL, input, output), BigDecimal::add);
      calls.computeIfAbsent(month, _ -> new TreeMap<>()).merge(useCase, 1, Integer::sum);
    }
    Web.Answer told =
        stage
            .control()
            .send(
                "POST",
                "usage",
                "{\"source\":\"books\",\"records\":[" + String.join(",", records) + "]}");
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    Path pools = place.resolve("pools.csv");
    Files.writeString(
        pools,
        """
        pool,category,amount_usd,from,until,months,basis,serves,source,evidence
        platform,platform,1000.01,2026-10,,,calls,,payroll,time sheets
        cloud,tooling,3599.88,2026-10,,12,even,platform=0.5,invoice 7,pdf
        """);
    assertThat(weir("costs", "import", pools.toString(), "--why", "plan").out())
        .isEqualTo("2 pools set, 0 as they were\n");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }

  private BigDecimal spent(String month, String useCase) {
    return spent.getOrDefault(month, new TreeMap<>()).getOrDefault(useCase, BigDecimal.ZERO);
  }

  private int calls(String month, String useCase) {
    return calls.getOrDefault(month, new TreeMap<>()).getOrDefault(useCase, 0);
  }

  private static BigDecimal sum(List<Map<String, String>> rows, String column) {
    return rows.stream()
        .map(row -> new BigDecimal(row.getOrDefault(column, "")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<Map<String, String>> of(
      List<Map<String, String>> rows, String column, String value) {
    return rows.stream().filter(row -> value.equals(row.get(column))).toList();
  }

  /// Cloud serves platform with one half first; the rest is even. Platform goes by calls. Each
  /// share is within a cent of its exact value, and the sums are exact.
  @Test
  void everyPoolIsBorneToTheCentAndByWhatItsDriverSays() {
    List<Map<String, String>> lines =
        weir("costs", "allocate", "--month", "2026-10", "--format", "csv").csv();

    assertThat(sum(of(lines, "pool", "platform"), "USD")).isEqualByComparingTo(PLATFORM);
    assertThat(sum(of(lines, "pool", "cloud"), "USD")).isEqualByComparingTo(CLOUD);
    assertThat(weir("costs", "allocate", "--month", "2026-09", "--format", "csv").csv()).isEmpty();
    int all = USE_CASES.stream().mapToInt(each -> calls("2026-10", each)).sum();
    for (String useCase : USE_CASES) {
      BigDecimal byCalls =
          BigDecimal.valueOf(calls("2026-10", useCase))
              .divide(BigDecimal.valueOf(all), 20, RoundingMode.HALF_EVEN);
      BigDecimal half = CLOUD.divide(BigDecimal.TWO);
      BigDecimal cloud =
          half.multiply(byCalls)
              .add(half.divide(BigDecimal.valueOf(3), 20, RoundingMode.HALF_EVEN));
      List<Map<String, String>> its = of(lines, "use case", useCase);
      requireWithinACent(of(its, "pool", "platform"), PLATFORM.multiply(byCalls), useCase);
      requireWithinACent(of(its, "pool", "cloud"), cloud, useCase);
    }
  }

  private static void requireWithinACent(
      List<Map<String, String>> lines, BigDecimal exact, String useCase) {
    assertThat(sum(lines, "USD").subtract(exact).abs())
        .as("seed %d, %s", SEED, useCase)
        .isLessThan(new BigDecimal("0.01"));
  }

  @Test
  void theUnitCostIsLedgerAndPoolsOverCalls() {
    List<Map<String, String>> lines =
        weir("costs", "allocate", "--month", "2026-10", "--format", "csv").csv();
    for (Map<String, String> row :
        weir("costs", "unit", "--month", "2026-10", "--format", "csv").csv()) {
      String useCase = row.getOrDefault("use case", "");
      BigDecimal ledger = spent("2026-10", useCase);
      BigDecimal loaded = ledger.add(sum(of(lines, "use case", useCase), "USD"));
      assertThat(new BigDecimal(row.getOrDefault("ledger USD", "")))
          .as("seed %d, %s", SEED, useCase)
          .isEqualByComparingTo(ledger);
      assertThat(new BigDecimal(row.getOrDefault("USD per call", "")))
          .as("seed %d, %s", SEED, useCase)
          .isEqualByComparingTo(
              loaded.divide(
                  BigDecimal.valueOf(calls("2026-10", useCase)), 12, RoundingMode.HALF_EVEN));
    }
  }

  @Test
  void theBridgeGoesFromOneMonthsCostToTheOthersAndNamesThePrompt() {
    for (String useCase : USE_CASES) {
      JsonNode bridge =
          Web.json(
              weir(
                      "costs",
                      "why",
                      useCase,
                      "--from",
                      "2026-09",
                      "--to",
                      "2026-10",
                      "--format",
                      "json")
                  .out());
      BigDecimal effects = BigDecimal.ZERO;
      for (JsonNode effect : bridge.path("effects")) {
        effects = effects.add(new BigDecimal(effect.path("per_unit_usd").asText()));
      }
      BigDecimal before = perCall("2026-09", useCase, BigDecimal.ZERO);
      BigDecimal after = perCall("2026-10", useCase, pools(useCase));
      assertThat(new BigDecimal(bridge.path("before_usd").asText()))
          .as("seed %d, %s", SEED, useCase)
          .isEqualByComparingTo(before);
      assertThat(effects)
          .as("seed %d, %s", SEED, useCase)
          .isEqualByComparingTo(after.subtract(before));
    }
    assertThat(weir("costs", "why", "support", "--from", "2026-09", "--to", "2026-10").out())
        .contains("shared cost per call began")
        .contains("USD per call, before");
  }

  private BigDecimal perCall(String month, String useCase, BigDecimal pools) {
    return spent(month, useCase)
        .add(pools)
        .divide(BigDecimal.valueOf(calls(month, useCase)), 12, RoundingMode.HALF_UP);
  }

  private BigDecimal pools(String useCase) {
    return sum(
        of(
            weir("costs", "allocate", "--month", "2026-10", "--format", "csv").csv(),
            "use case",
            useCase),
        "USD");
  }
}
