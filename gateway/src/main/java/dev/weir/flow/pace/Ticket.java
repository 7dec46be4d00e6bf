package dev.weir.flow.pace;

import dev.weir.flow.entry.AttemptId;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// An attempt that wants to pass a gate.
public final class Ticket {
  private final AttemptId attempt;
  private final Priority priority;
  private final String useCase;
  private final Load most;
  private final Executor executor;
  private final Runnable granted;
  private final Consumer<Entrance.Full> displaced;

  /// Everything below is guarded by its gate.
  private State state = State.NEW;

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
  /// @param displaced told once if others have got its place in the line
  public Ticket(
      AttemptId attempt,
      Priority priority,
      String useCase,
      Load most,
      Executor executor,
      Runnable granted,
      Consumer<Entrance.Full> displaced) {
    this.attempt = attempt;
    this.priority = priority;
    this.useCase = useCase;
    this.most = most;
    this.executor = executor;
    this.granted = granted;
    this.displaced = displaced;
  }

  AttemptId attempt() {
    return attempt;
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

  /// Tells that it does not wait any more.
  void displace(Entrance.Full why) {
    executor.execute(() -> displaced.accept(why));
  }

  /// @param drawn between those whose turn it is, the lowest of these goes first
  void waits(long drawn) {
    state = State.WAITING;
    number = drawn;
  }

  boolean isWaiting() {
    return state == State.WAITING;
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
