package dev.weir.flow.edge;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.refusal.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// The calls under way, and how they are brought to their end when the gateway ends: first no new
/// one is taken, then what still runs is told to end. Neither can be taken back. Thread-safe.
public final class UnderWay {
  /// Long enough for a load balancer to choose another instance, short enough for a restart.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private enum State {
    TAKING,
    REFUSING,
    ENDING
  }

  private final Ledger ledger;
  private final AtomicInteger entering = new AtomicInteger();
  private final AtomicInteger answering = new AtomicInteger();
  private final Set<Attempts> calls = ConcurrentHashMap.newKeySet();
  private final AtomicReference<State> state = new AtomicReference<>(State.TAKING);

  UnderWay(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Calls between their acceptance and their last entry in the journal. Once no new ones are
  /// taken, 0 stays 0.
  public int count() {
    // In this order: a call is among the admitted before it has entered, and held by the ledger
    // when it leaves them; between two attempts the ledger holds nothing of it.
    int entered = entering.get();
    int admitted = calls.size();
    return entered + Math.max(admitted, ledger.open());
  }

  /// Calls that were sent, whose callers neither have the whole answer nor have left: one that
  /// reads slowly is still counted here when its call has ended.
  public int answering() {
    return answering.get();
  }

  /// From now on new calls are refused.
  public void refuseNew() {
    state.compareAndSet(State.TAKING, State.REFUSING);
  }

  /// Ends what still runs: its upstream is cancelled, its caller told, its reservation settled with
  /// what was seen. Returns at once; [#count] tells when it is done.
  public void endAll() {
    state.set(State.ENDING);
    calls.forEach(Attempts::shutDown);
  }

  /// Walks a call up to its admission or refusal. A call that asks [#takesCalls] within it is
  /// either counted or refused.
  void enter(Runnable passage) {
    entering.incrementAndGet();
    try {
      passage.run();
    } finally {
      entering.decrementAndGet();
    }
  }

  boolean takesCalls() {
    return state.get() == State.TAKING;
  }

  boolean isEnding() {
    return state.get() == State.ENDING;
  }

  /// A call is to be admitted.
  void admits(Attempts call) {
    calls.add(call);
  }

  /// The first attempt of a call was sent.
  void begins(Attempts call, Caller caller) {
    answering.incrementAndGet();
    caller.onOver(answering::decrementAndGet);
    if (isEnding()) {
      call.shutDown();
    }
  }

  /// The id of the key of a call that is under way.
  Optional<String> keyOf(CallId call) {
    return calls.stream().filter(each -> each.isOf(call)).map(Attempts::key).findAny();
  }

  void ends(Attempts call) {
    calls.remove(call);
  }

  static Refusal refusal() {
    return new Refusal(
        Refusal.Kind.SHUTTING_DOWN,
        "this gateway is shutting down; the same call may pass at once elsewhere",
        "",
        RETRY_AFTER);
  }
}
