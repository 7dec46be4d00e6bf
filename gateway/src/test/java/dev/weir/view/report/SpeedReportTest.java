package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.store.Database;
import dev.weir.exchange.reconcile.Confirmed;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.price.Charge;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.flow.projection.WrittenCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Figures of known attempts: 101 streams, whose times are multiples of their number.
@Timeout(60)
class SpeedReportTest {
  private static final int STREAMS = 101;

  private final WrittenCalls calls = new WrittenCalls();
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void attempt(boolean stream, Usage usage, Ending ending, Timing timing) {
    CallId call = calls.reserved(Map.of("use_case", "claims"), stream, false);
    calls.settled(call, usage, Charge.none("p1"), ending, timing);
  }

  /// From 0 to 100: queue i ms, admit 2i, connect 3i, first token 10i, completion 20i, end 40i + 1
  /// s.
  private void streams() {
    for (int i = 0; i < STREAMS; i++) {
      long milli = i * 1_000L;
      attempt(
          true,
          new Usage(900 + i, 100, 0, 0, 300, 200, Map.of(), Provenance.REPORTED),
          Ending.COMPLETE,
          new Timing(
              milli,
              10 * milli,
              20 * milli,
              4 * milli,
              5 * milli,
              40 * milli + 1_000_000,
              30,
              milli,
              2 * milli,
              3 * milli));
    }
  }

  private Report report(String... by) {
    calls.loadInto(database);
    return new Reports(database)
        .report(
            new ReportQuery(
                Subject.SPEED,
                Arrays.stream(by).map(Dimension::parse).toList(),
                range(),
                List.of(),
                100,
                Confirmed.NOTHING,
                Optional.empty()));
  }

  private static ReportRange range() {
    return new ReportRange(
        SeededCalls.START.minus(Duration.ofDays(1)),
        SeededCalls.START.plus(Duration.ofDays(1)),
        ZoneOffset.UTC);
  }

  private static void assertSpread(Speeds.Spread spread, double p50, double p95) {
    assertThat(spread.p50()).hasValue(p50);
    assertThat(spread.p95()).hasValue(p95);
  }

  @Test
  void percentilesAreThoseOfTheAttempts() {
    streams();
    Speeds total = report().total().speeds();

    assertThat(total.attempts()).isEqualTo(STREAMS);
    assertThat(total.streams()).isEqualTo(STREAMS);
    assertSpread(total.firstToken(), 500, 950);
    assertSpread(total.firstCompletion(), 1_000, 1_900);
    assertSpread(total.frameGap(), 200, 380);
    assertSpread(total.queue(), 50, 95);
    assertSpread(total.admit(), 100, 190);
    assertSpread(total.connect(), 150, 285);
    assertSpread(total.total(), 3_000, 4_800);
  }

  @Test
  void aRateIsOfTheTimeInWhichItsTokensCame() {
    attempt(
        true,
        new Usage(10, 0, 0, 0, 300, 200, Map.of(), Provenance.REPORTED),
        Ending.COMPLETE,
        new Timing(1, 1_000_000, 3_000_000, -1, -1, 4_000_000, 5));
    Speeds total = report().total().speeds();

    assertThat(total.outputPerSecond().p50()).as("300 in 3 s").hasValue(100);
    assertThat(total.completionPerSecond().p5()).as("100 in 1 s").hasValue(100);
  }

  @Test
  void aTornStreamAndAWholeAnswerHaveNoRate() {
    Usage usage = new Usage(10, 0, 0, 0, 300, 200, Map.of(), Provenance.REPORTED);
    attempt(true, usage, Ending.CUT, new Timing(1, 1_000_000, 3_000_000, -1, -1, 4_000_000, 5));
    attempt(false, usage, Ending.COMPLETE, new Timing(1, 1, 1, -1, -1, 4_000_000, 0));
    Speeds total = report().total().speeds();

    assertThat(total.attempts()).isEqualTo(2);
    assertThat(total.streams()).isEqualTo(1);
    assertThat(total.outputPerSecond()).isEqualTo(Speeds.Pace.NONE);
    assertThat(total.queue()).isEqualTo(Speeds.Spread.NONE);
  }

  @Test
  void theSizeOfAPromptIncludesItsCachedPart() {
    streams(); // input from 900 to 1,000 tokens, 100 of them read from a cache
    attempt(
        true,
        new Usage(4_001, 4_000, 0, 0, 1, 0, Map.of(), Provenance.REPORTED),
        Ending.COMPLETE,
        Timing.NONE);

    assertThat(report("prompt_size", "use_case").rows())
        .extracting(row -> row.group() + " " + row.measures().speeds().attempts())
        .containsExactly("[0-1k, claims] 101", "[4k-16k, claims] 1");
  }

  @Test
  void nothingIsAbsentAndNotZero() {
    Report report = report();

    assertThat(report.total().speeds()).isEqualTo(Speeds.NONE);
    assertThat(ReportFormat.CSV.write(report)).startsWith("attempts,streams,ttft_p50_ms");
    assertThat(ReportFormat.JSON.write(report))
        .contains("\"ttft_p50_ms\":null")
        .doesNotContain("cost");
    assertThat(ReportFormat.TABLE.write(report)).startsWith("Speed of settled attempts");
  }

  @Test
  void aReportAboutCostHasNoPromptSize() {
    assertThatThrownBy(() ->
            new ReportQuery(
                Subject.COST,
                List.of(Dimension.parse("prompt_size")),
                range(),
                List.of(),
                100,
                Confirmed.NOTHING,
                Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prompt_size");
  }
}
