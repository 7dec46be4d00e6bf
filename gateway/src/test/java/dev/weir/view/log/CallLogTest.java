package dev.weir.view.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.log.LogKey;
import dev.weir.base.log.LogLine;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLogTest {
  private static final CallId CALL =
      CallId.create(Instant.parse("2026-11-21T10:00:00Z"), new Random(1));

  private final Lines lines = new Lines();
  private final CallLog log = new CallLog(lines, Runnable::run, () -> 0);

  /// A logger that keeps its lines.
  private static final class Lines implements System.Logger {
    private final List<LogLine> all = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, Object line) {
      all.add((LogLine) line);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      throw new AssertionError("not a line: " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... params) {
      throw new AssertionError("not a line: " + format);
    }
  }

  @Test
  void aRefusalNamesItsCallAndRuleAndNothingTheCallerSent() {
    log.refused(
        CALL,
        Refusal.byRule(Refusal.Kind.BUDGET_SPENT, "team", "quoted", Duration.ofSeconds(1)),
        true);

    assertThat(lines.all).hasSize(1);
    assertThat(lines.all.getFirst().facts())
        .isEqualTo(
            Map.of(
                LogKey.CALL, CALL.toString(),
                LogKey.REFUSAL, "budget_spent",
                LogKey.RULE, "team"));
    assertThat(lines.all.getFirst().toString()).doesNotContain("quoted");
  }

  @Test
  void aRefusalThatNoRuleMadeNamesNone() {
    log.refused(CALL, Refusal.of(Refusal.Kind.BODY_INVALID, "quoted"), false);

    assertThat(lines.all.getFirst().facts()).doesNotContainKey(LogKey.RULE);
    assertThat(lines.all.getFirst().level()).isEqualTo(System.Logger.Level.WARNING);
  }

  @Test
  void whatIsNoCallIsFoundByTheIdOfItsAnswer() {
    log.unknownKey(CALL);
    log.turnedAway(CALL, Refusal.Kind.ROUTE_UNKNOWN);

    assertThat(lines.all)
        .extracting(line -> line.facts().get(LogKey.CALL))
        .containsExactly(CALL.toString(), CALL.toString());
  }
}
