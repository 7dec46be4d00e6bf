package dev.weir.flow.health;

import java.time.Instant;

/// How a target stands. Immutable; each transition is a pure function.
sealed interface Circuit {

  /// It is asked.
  ///
  /// @param since when the younger half of the window began
  /// @param now calls since then
  /// @param before calls of the half before
  /// @param inARow failures without a good call between
  record Closed(Instant since, Tally now, Tally before, int inARow) implements Circuit {
    static Closed fresh(Instant at) {
      return new Closed(at, Tally.NONE, Tally.NONE, 0);
    }

    private Closed slid(Instant at, CircuitRules rules) {
      if (at.isBefore(since.plus(rules.window()))) {
        return this;
      }
      boolean longAgo = !at.isBefore(since.plus(rules.window().multipliedBy(2)));
      return new Closed(at, Tally.NONE, longAgo ? Tally.NONE : now, inARow);
    }
  }

  /// It is not asked.
  ///
  /// @param rounds probes that failed in turn
  record Open(Instant until, int rounds) implements Circuit {}

  /// Some calls find out.
  ///
  /// @param since when the last probe was let go; one that is never heard of does not bar others
  ///   for ever
  /// @param out probes under way
  /// @param good probes that did well
  record HalfOpen(Instant since, int rounds, int out, int good) implements Circuit {}

  /// Calls in a window.
  record Tally(int calls, int bad, int slow) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(boolean wasBad, boolean wasSlow) {
      return new Tally(calls + 1, bad + (wasBad ? 1 : 0), slow + (wasSlow ? 1 : 0));
    }

    Tally plus(Tally other) {
      return new Tally(calls + other.calls, bad + other.bad, slow + other.slow);
    }
  }

  /// Whether a call may go, and what the circuit is then.
  record Asked(Pass pass, Circuit circuit) {}

  /// A call wants to go.
  static Asked ask(Circuit circuit, Instant at, CircuitRules rules) {
    return switch (circuit) {
      case Closed closed -> new Asked(Pass.FREE, closed);
      case Open open ->
          at.isBefore(open.until())
              ? new Asked(Pass.NO, open)
              : new Asked(Pass.PROBE, new HalfOpen(at, open.rounds(), 1, 0));
      case HalfOpen half -> {
        boolean lost = !at.isBefore(half.since().plus(rules.openForMax()));
        boolean room = half.out() + half.good() < rules.probes();
        yield room || lost
            ? new Asked(
                Pass.PROBE, new HalfOpen(at, half.rounds(), lost ? 1 : half.out() + 1, half.good()))
            : new Asked(Pass.NO, half);
      }
    };
  }

  /// A call that was let go has ended. What was let go before the circuit opened says nothing any
  /// more.
  static Circuit told(Circuit circuit, Pass as, Result result, Instant at, CircuitRules rules) {
    return switch (circuit) {
      case Closed closed when as == Pass.FREE -> closed(closed, result, at, rules);
      case HalfOpen half when as == Pass.PROBE -> probed(half, result, at, rules);
      case Closed _, Open _, HalfOpen _ -> circuit;
    };
  }

  private static Circuit closed(Closed old, Result result, Instant at, CircuitRules rules) {
    if (result instanceof Result.Unsaid) {
      return old;
    }
    boolean bad = result instanceof Result.Badly;
    boolean slow = result instanceof Result.Well well && rules.isSlow(well.took());
    Closed slid = old.slid(at, rules);
    Tally now = slid.now().plus(bad, slow);
    Closed next = new Closed(slid.since(), now, slid.before(), bad ? slid.inARow() + 1 : 0);
    return opens(next, rules) ? new Open(at.plus(rules.openAfter(0)), 0) : next;
  }

  private static boolean opens(Closed closed, CircuitRules rules) {
    Tally all = closed.now().plus(closed.before());
    if (closed.inARow() >= rules.callsMin()) {
      return true;
    }
    return all.calls() >= rules.callsMin()
        && (isShare(all.bad(), all.calls(), rules.errors().thousandths())
            || (all.slow() > 0
                && isShare(all.slow(), all.calls(), rules.slowShare().thousandths())));
  }

  private static boolean isShare(long part, long of, int thousandths) {
    return part * 1_000 >= of * thousandths;
  }

  private static Circuit probed(HalfOpen half, Result result, Instant at, CircuitRules rules) {
    int out = Math.max(0, half.out() - 1);
    return switch (result) {
      case Result.Unsaid _ -> new HalfOpen(half.since(), half.rounds(), out, half.good());
      case Result.Badly _ -> reopened(half, at, rules);
      case Result.Well well when rules.isSlow(well.took()) -> reopened(half, at, rules);
      case Result.Well _ ->
          half.good() + 1 >= rules.probes()
              ? Closed.fresh(at)
              : new HalfOpen(half.since(), half.rounds(), out, half.good() + 1);
    };
  }

  private static Open reopened(HalfOpen half, Instant at, CircuitRules rules) {
    int rounds = half.rounds() + 1;
    return new Open(at.plus(rules.openAfter(rounds)), rounds);
  }
}
