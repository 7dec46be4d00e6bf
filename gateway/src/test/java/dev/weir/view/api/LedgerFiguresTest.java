package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.money.Money;
import dev.weir.base.stats.Confidence;
import dev.weir.base.store.Database;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.price.Charge;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.flow.projection.WrittenCalls;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.view.report.GateSums;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What gates ask the ledger for, of attempts written down here, against figures worked out by
/// hand.
@Timeout(60)
class LedgerFiguresTest {
  private static final Asked ASKED =
      new Asked("claims", SeededCalls.START, SeededCalls.START.plus(Duration.ofDays(1)));

  private final WrittenCalls calls = new WrittenCalls();
  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// @param useCase empty = it names none
  private CallId reserved(String useCase, String user, boolean quarantined) {
    Map<String, String> tags =
        useCase.isEmpty() ? Map.of("user", user) : Map.of("use_case", useCase, "user", user);
    return calls.reserved(tags, true, quarantined);
  }

  /// A dollar of each input token.
  private void settled(CallId call, long usd, Ending ending, Timing timing) {
    Money one = Money.usd("1");
    Charge charge =
        new Charge(
            one.times(usd),
            List.of(new Charge.Line(Meter.INPUT, usd, one, one.times(usd))),
            List.of(),
            "p1");
    calls.settled(
        call, new Usage(usd, 0, 0, 0, 0, 0, Map.of(), Provenance.REPORTED), charge, ending, timing);
  }

  private static Timing firstTokenAfter(long millis) {
    return new Timing(1, millis * 1_000, millis * 1_000, 1, 1, 9_000_000, 9);
  }

  private Figure.Known figure(Metric metric) {
    calls.loadInto(database);
    Figure figure = new LedgerFigures(new GateSums(database)).at(ASKED).of(metric, Confidence.P95);
    assertThat(figure).isInstanceOf(Figure.Known.class);
    return (Figure.Known) figure;
  }

  @Test
  void theTimeToTheFirstTokenIsThatOfNineteenStreamsInTwenty() {
    for (int i = 1; i <= 18; i++) {
      settled(reserved("claims", "kim", false), 1, Ending.COMPLETE, firstTokenAfter(10L * i));
    }
    settled(reserved("claims", "kim", false), 1, Ending.PROVIDER_ERROR, Timing.NONE);
    settled(reserved("claims", "kim", true), 1, Ending.COMPLETE, firstTokenAfter(9_000));
    settled(reserved("other", "kim", false), 1, Ending.COMPLETE, firstTokenAfter(9_000));

    // Between the 17th and the 18th: 0.95 × 17 = 16.15.
    Figure.Known ttft = figure(Metric.TTFT_P95_MILLIS);
    assertThat(ttft.value()).isEqualByComparingTo("171.5");
    assertThat(ttft.n()).isEqualTo(18);
  }

  @Test
  void errorsAreAttemptsThatFailedOfThoseThatEnded() {
    for (int i = 0; i < 18; i++) {
      settled(reserved("claims", "kim", false), 1, Ending.COMPLETE, Timing.NONE);
    }
    settled(reserved("claims", "kim", false), 1, Ending.CALLER_LEFT, Timing.NONE);
    for (Ending failed :
        List.of(Ending.PROVIDER_ERROR, Ending.CUT, Ending.TIMED_OUT, Ending.NOT_SENT)) {
      settled(reserved("claims", "kim", false), 1, failed, Timing.NONE);
    }
    settled(reserved("other", "kim", false), 1, Ending.CUT, Timing.NONE);
    reserved("claims", "kim", false);

    Figure.Known errors = figure(Metric.ERROR_SHARE);
    assertThat(errors.value()).isEqualByComparingTo("0.173913043478");
    assertThat(errors.n()).isEqualTo(23);
    // Clopper and Pearson, of 4 in 23.
    Figure.Bounds bounds = errors.bounds().orElseThrow();
    assertThat(bounds.low())
        .isCloseTo(new BigDecimal("0.061676"), within(new BigDecimal("0.000001")));
    assertThat(bounds.high())
        .isCloseTo(new BigDecimal("0.354932"), within(new BigDecimal("0.000001")));
  }

  @Test
  void attributedIsTheCostThatAUseCaseAnswersFor() {
    settled(reserved("claims", "kim", false), 6, Ending.COMPLETE, Timing.NONE);
    settled(reserved("other", "lee", false), 4, Ending.COMPLETE, Timing.NONE);
    settled(reserved("", "lee", false), 1, Ending.COMPLETE, Timing.NONE);
    settled(reserved("claims", "lee", true), 5, Ending.COMPLETE, Timing.NONE);

    Figure.Known attributed = figure(Metric.ATTRIBUTED_SHARE);
    assertThat(attributed.value()).isEqualByComparingTo("0.625");
    assertThat(attributed.n()).isEqualTo(4);
    assertThat(figure(Metric.COST_USD).value()).isEqualByComparingTo("6");
    assertThat(figure(Metric.CALLS).value()).isEqualByComparingTo("1");
    assertThat(figure(Metric.USERS).value()).isEqualByComparingTo("1");
  }
}
