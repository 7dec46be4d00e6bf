package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A month priced anew by the command line, killed in between, then closed; added up here.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestatedMonthTest {
  private static final int RECORDS = 9_000;
  private static final long SEED = 20_261_123;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal OUTPUT = new BigDecimal("10");
  private static final BigDecimal READ = new BigDecimal("1.25");
  private static final BigDecimal WRONG = new BigDecimal("2.50");
  private static final BigDecimal RIGHT = new BigDecimal("3.125");

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  /// Of all records.
  private long plain;

  private long read;
  private long output;

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void aMonthPricedAnewIsRightToTheLastDecimalWhateverIsKilledAndThenItIsClosed()
      throws IOException, InterruptedException {
    weir("usage", "import", month().toString(), "--source", "october");
    assertThat(spent()).as("seed %d", SEED).isEqualByComparingTo(cost(WRONG));
    dearer();

    JsonNode preview = weir("rerate", "preview", "--month", "2026-10", "--format", "json").json();
    assertThat(preview.path("changed").asInt()).isEqualTo(RECORDS);
    assertThat(usd(preview, "now_usd")).isEqualByComparingTo(cost(RIGHT));
    assertThat(spent()).isEqualByComparingTo(cost(WRONG));

    killedInBetween();
    Said again = weir("rerate", "run", "--month", "2026-10", "--why", "a wrong price");
    assertThat(again.err()).contains("priced ").contains(" of " + RECORDS + " by book sha256:");
    assertThat(spent()).as("seed %d", SEED).isEqualByComparingTo(cost(RIGHT));
    assertThat(changedInAll()).isEqualTo(RECORDS);

    closed();
  }

  /// Some days are done when the gateway is killed.
  private void killedInBetween() throws InterruptedException {
    Thread run =
        Thread.startVirtualThread(() ->
            stage.gateway().weir("rerate", "run", "--month", "2026-10", "--why", "a wrong price"));
    Await.until(Duration.ofSeconds(60), "a day is priced anew", () -> changedInAll() > 0);
    stage.gateway().kill();
    run.join();
    stage.gateway().restart();
    assertThat(changedInAll()).as("not all of it was done").isBetween(1L, RECORDS - 1L);
  }

  private void closed() throws IOException {
    Map<String, String> figure =
        weir("periods", "close", "2026-10", "--why", "month end", "--format", "csv")
            .csv()
            .getFirst();
    assertThat(new BigDecimal(figure.get("accrued"))).isEqualByComparingTo(cost(RIGHT));

    Path late =
        Files.writeString(
            folder.resolve("late.csv"),
            "id,at,provider,model,input,output\nlate-1,2026-10-09,openai,gpt-4o,1000000,0\n");
    Said refused = stage.gateway().weir("usage", "import", late.toString(), "--source", "october");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("late-1", "2026-10, which is closed");
    weir("usage", "import", late.toString(), "--source", "october", "--restate");

    JsonNode page = weir("periods", "show", "2026-10", "--format", "json").json();
    assertThat(usd(page.path("restatements").path(0), "usd")).isEqualByComparingTo(RIGHT);
    assertThat(usd(page, "now_usd")).isEqualByComparingTo(cost(RIGHT).add(RIGHT));
    Said twice = stage.gateway().weir("periods", "close", "2026-10", "--why", "again");
    assertThat(twice.code()).isEqualTo(1);
    assertThat(twice.err()).contains("2026-10 is closed already");
  }

  private Path month() throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,cache_read,output,use_case");
    for (int i = 0; i < RECORDS; i++) {
      int cached = random.nextInt(3) * 100;
      int fresh = 1 + random.nextInt(4_000);
      int answer = random.nextInt(900);
      plain += fresh;
      read += cached;
      output += answer;
      lines.add(
          "m-%d,2026-10-%02dT%02d:00:00Z,openai,gpt-4o,%d,%d,%d,uc%d"
              .formatted(i, 1 + i % 31, i % 24, fresh + cached, cached, answer, i % 5));
    }
    return Files.write(folder.resolve("october.csv"), lines);
  }

  /// By the prices of this test, not Weir's.
  private BigDecimal cost(BigDecimal input) {
    return input
        .multiply(BigDecimal.valueOf(plain))
        .add(READ.multiply(BigDecimal.valueOf(read)))
        .add(OUTPUT.multiply(BigDecimal.valueOf(output)))
        .divide(MILLION);
  }

  private void dearer() throws IOException {
    String catalogue = stage.prices().catalogue().replace("\"2.50\"", "\"3.125\"");
    Path file = Files.writeString(folder.resolve("prices.json"), catalogue);
    weir("prices", "import", file.toString(), "--why", "read wrong");
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line).expect(0);
  }

  private static BigDecimal usd(JsonNode node, String member) {
    return new BigDecimal(node.path(member).asText());
  }

  private long changedInAll() {
    long changed = 0;
    for (JsonNode each :
        stage.control().send("GET", "reratings", "").expect(200).json().path("reratings")) {
      changed += each.path("changed").asLong();
    }
    return changed;
  }

  /// All that is booked: a report does not wait long for it.
  private BigDecimal spent() {
    Await.until(
        Duration.ofSeconds(60),
        "the ledger database has what is booked",
        () ->
            stage.control().send("GET", "status", "").json().findPath("bytes_behind").asLong(1)
                == 0);
    JsonNode total =
        stage
            .control()
            .send("GET", "report?from=2026-10-01&to=2026-11-01", "")
            .expect(200)
            .json()
            .path("total");
    return usd(total, "cost_usd");
  }
}
