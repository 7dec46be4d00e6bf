package dev.weir.flow.edge;

import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.entry.AttemptId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Answers that go on after their calls have ended, by their provider and its id of the answer:
/// whose they are, and which attempt is to learn what it used. The oldest are forgotten first.
/// Thread-safe.
public final class Deferred {
  private static final int KEPT_MAX = 100_000;

  private final Listening listening;
  private volatile Consumer<Begun> follower = _ -> {};
  private final Map<Id, Answer> kept = new ConcurrentHashMap<>();

  /// Of those that are kept, oldest first.
  private final Queue<Id> order = new ConcurrentLinkedQueue<>();

  /// @param response the provider's id of the answer
  private record Id(String provider, String response) {}

  /// An attempt that ended before its answer did.
  ///
  /// @param of the code of its wire, or of its operation
  /// @param key whose call it was
  /// @param provider who goes on with it
  /// @param response the provider's id of the answer
  public record Begun(AttemptId attempt, String of, String key, String provider, String response) {
    private Id id() {
      return new Id(provider, response);
    }
  }

  /// One that is kept. Thread-safe.
  private static final class Answer {
    final Begun begun;

    /// It is known what it used: nobody needs to listen for it any more.
    volatile boolean learnt;

    Answer(Begun begun, boolean learnt) {
      this.begun = begun;
      this.learnt = learnt;
    }
  }

  /// What an attempt that has ended turns out to have used.
  ///
  /// @param served each answer, or the sum of them as the provider says it
  public record Told(AttemptId attempt, List<Served> served) {
    public Told {
      served = List.copyOf(served);
    }
  }

  /// Who hears of usage, perhaps more than once of the same; on event loops, must not block.
  @FunctionalInterface
  public interface Listening {
    /// @param learnt run when it is known what the attempt used; any thread may, and running it
    ///   again does nothing
    void told(Told told, Runnable learnt);
  }

  public Deferred(Listening listening) {
    this.listening = listening;
  }

  /// An answer goes on. One that goes on already, as a provider says that is asked for the same
  /// twice, stays whose it is: what it used is one attempt's.
  void begun(Begun begun) {
    begun(begun, false);
  }

  /// An answer went on before the start.
  ///
  /// @param learnt whether it is known what it used
  public void begun(Begun begun, boolean learnt) {
    if (kept.putIfAbsent(begun.id(), new Answer(begun, learnt)) != null) {
      return;
    }
    order.add(begun.id());
    if (kept.size() > KEPT_MAX) {
      Optional.ofNullable(order.poll()).ifPresent(kept::remove);
    }
    if (!learnt) {
      follower.accept(begun);
    }
  }

  /// Has somebody hear of every answer of which it is not known what it used; of some twice.
  void followedBy(Consumer<Begun> who) {
    follower = who;
    kept.values().stream()
        .filter(answer -> !answer.learnt)
        .map(answer -> answer.begun)
        .forEach(who);
  }

  /// The answer of that id at a provider, if a call of the key began it.
  ///
  /// @param again what gives it again
  Optional<Begun> of(String key, Again again, String provider, String response) {
    return Optional.ofNullable(kept.get(new Id(provider, response)))
        .map(answer -> answer.begun)
        .filter(begun -> begun.key().equals(key) && begun.of().equals(again.of()));
  }

  /// Whether what an attempt used is still to be told.
  boolean isOpen(Begun begun) {
    Answer answer = kept.get(begun.id());
    return answer != null && answer.begun.equals(begun) && !answer.learnt;
  }

  /// An answer says what was used.
  void told(Begun begun, List<Served> served) {
    listening.told(new Told(begun.attempt(), served), () -> learnt(begun));
  }

  private void learnt(Begun begun) {
    Answer answer = kept.get(begun.id());
    if (answer != null && answer.begun.equals(begun)) {
      answer.learnt = true;
    }
  }
}
