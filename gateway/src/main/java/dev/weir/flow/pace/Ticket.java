package dev.weir.flow.pace;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;

/// An attempt that wants to pass a gate.
public final class Ticket {
  private final Priority priority;
  private final String useCase;
  private final Load most;
  private final Executor executor;
  private final Runnable granted;

  /// Everything below is guarded by its gate.
  private State state = State.NEW;

  private double turn;
  private long number;
  private long passedAt;
  private final Map<Quantity, Double> taken = new EnumMap<>(Quantity.class);

  private enum State {
    NEW,
    WAITING,
    PASSED,
    GONE
  }

  /// @param useCase whose turn it is, empty = nobody's in particular
  /// @param most tokens it may take
  /// @param executor runs what follows
  /// @param granted run once when it may pass after it has waited
  public Ticket(Priority priority, String useCase, Load most, Executor executor, Runnable granted) {
    this.priority = priority;
    this.useCase = useCase;
    this.most = most;
    this.executor = executor;
    this.granted = granted;
  }

  Priority priority() {
    return priority;
  }

  String useCase() {
    return useCase;
  }

  Load most() {
    return most;
  }

  /// Tells that it may pass.
  void grant() {
    executor.execute(granted);
  }

  /// @param at its turn among its priority: the lowest goes first
  /// @param drawn when turns are equal, the lowest of these
  void waits(double at, long drawn) {
    state = State.WAITING;
    turn = at;
    number = drawn;
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  double turn() {
    return turn;
  }

  long number() {
    return number;
  }

  void passes(long now) {
    state = State.PASSED;
    passedAt = now;
  }

  void takes(Quantity quantity, double amount) {
    taken.put(quantity, amount);
  }

  /// What it took of a limit that there was when it passed; 0 = nothing.
  double taken(Quantity quantity) {
    return taken.getOrDefault(quantity, 0.0);
  }

  boolean isPassed() {
    return state == State.PASSED;
  }

  long passedAt() {
    return passedAt;
  }

  void goes() {
    state = State.GONE;
  }
}
