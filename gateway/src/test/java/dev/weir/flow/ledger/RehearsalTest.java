package dev.weir.flow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.ledger.Rehearsal.Fate;
import dev.weir.flow.policy.Attempted;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final Budget TEN =
      Budget.of("ten", Scope.EVERY_CALL, Window.TOTAL, Total.of(Money.usd("10")))
          .with(Budget.Terms.USUAL.withStop(new Share(1000)));

  private static Rehearsal of(Budget budget) {
    return new Rehearsal(RuleBook.of(List.of(budget), List.of()), List.of());
  }

  /// The first and only attempt of a call.
  private static Attempted call(String name, int from, int to, String bound, String cost) {
    return attempt(name, from, to, bound, cost, true, false, true);
  }

  private static Attempted attempt(
      String name,
      int from,
      int to,
      String bound,
      String cost,
      boolean begins,
      boolean goesOn,
      boolean proven) {
    return new Attempted(
        name,
        begins,
        goesOn,
        START.plusSeconds(from),
        START.plusSeconds(to),
        "",
        new Attempted.Bound(Money.usd(bound), 100, false, proven),
        Money.usd(cost),
        10);
  }

  @Test
  void whatIsHeldByCallsUnderWayLeavesNoRoomAndIsGivenBackAtTheirEnd() {
    Rehearsal tried = of(TEN);

    assertThat(tried.take(call("a", 0, 10, "6", "1"))).isEqualTo(Fate.PASSES);
    assertThat(tried.take(call("b", 5, 20, "6", "1"))).as("6 + 6 > 10").isEqualTo(Fate.NO_ROOM);
    assertThat(tried.take(call("c", 10, 30, "9", "1"))).as("1 + 9").isEqualTo(Fate.PASSES);
    assertThat(tried.take(call("d", 30, 40, "8.01", "1"))).isEqualTo(Fate.NO_ROOM);
    assertThat(tried.take(call("e", 31, 40, "8", "8"))).as("to the stop").isEqualTo(Fate.PASSES);
  }

  @Test
  void aStoppedCallMakesNoFurtherAttempt() {
    Rehearsal tried = of(TEN);

    assertThat(tried.take(attempt("a", 0, 1, "11", "1", true, true, true))).isEqualTo(Fate.NO_ROOM);
    assertThat(tried.take(attempt("a", 1, 2, "1", "1", false, true, true)))
        .isEqualTo(Fate.NEVER_MADE);
    assertThat(tried.take(attempt("a", 2, 3, "1", "1", false, false, true)))
        .isEqualTo(Fate.NEVER_MADE);
    assertThat(tried.take(call("b", 4, 5, "10", "1")))
        .as("nothing was spent")
        .isEqualTo(Fate.PASSES);
  }

  @Test
  void aLaterAttemptMayBeTheOneThatIsStopped() {
    Rehearsal tried = of(TEN);

    assertThat(tried.take(attempt("a", 0, 1, "6", "6", true, true, true))).isEqualTo(Fate.PASSES);
    assertThat(tried.take(attempt("a", 2, 3, "6", "6", false, false, true)))
        .isEqualTo(Fate.NO_ROOM);
  }

  @Test
  void whatNothingBoundsNeedsAnAllowanceAndHoldsIt() {
    assertThat(of(TEN).take(attempt("a", 0, 9, "1", "1", true, false, false)))
        .isEqualTo(Fate.UNBOUNDED);

    Rehearsal granted = of(TEN.with(TEN.terms().withAllowance(Money.usd("7"))));
    assertThat(granted.take(attempt("a", 0, 9, "1", "1", true, false, false)))
        .isEqualTo(Fate.PASSES);
    assertThat(granted.take(call("b", 1, 2, "4", "1"))).as("7 is held").isEqualTo(Fate.NO_ROOM);
    assertThat(granted.take(call("c", 9, 10, "4", "1"))).isEqualTo(Fate.PASSES);
  }

  @Test
  void countsWhatWasBeforeAndLetsThroughWhatCostsNothing() {
    Rehearsal tried =
        new Rehearsal(
            RuleBook.of(List.of(TEN), List.of()),
            List.of(
                new Standing(
                    new BalanceKey(TEN.counter(), "", 0),
                    Measure.MONEY,
                    Total.of(Money.usd("10")),
                    0)));
    Attempted free =
        new Attempted(
            "b",
            true,
            false,
            START,
            START,
            "",
            new Attempted.Bound(Money.ZERO, 5, true, true),
            Money.ZERO,
            5);

    assertThat(tried.take(call("a", 0, 1, "0.01", "0.01"))).isEqualTo(Fate.NO_ROOM);
    assertThat(tried.take(free)).isEqualTo(Fate.PASSES);
  }

  @Test
  void countsCallsAtOnce() {
    Limit two = Limit.of("two", Scope.EVERY_CALL, Measure.CONCURRENT, Window.TOTAL, 2);
    Rehearsal tried = new Rehearsal(RuleBook.of(List.of(), List.of(two)), List.of());

    assertThat(tried.take(call("a", 0, 10, "1", "1"))).isEqualTo(Fate.PASSES);
    assertThat(tried.take(call("b", 1, 3, "1", "1"))).isEqualTo(Fate.PASSES);
    assertThat(tried.take(call("c", 2, 9, "1", "1"))).isEqualTo(Fate.NO_ROOM);
    assertThat(tried.take(call("d", 3, 9, "1", "1"))).isEqualTo(Fate.PASSES);
  }
}
