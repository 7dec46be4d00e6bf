package dev.weir.flow.edge;

import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallId;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Answers that go on in the background after their calls have ended, by the provider's id of the
/// answer: whose they are, who keeps them, and which attempt is to learn what it used. The oldest
/// are forgotten first. Thread-safe.
public final class Deferred {
  private static final int KEPT_MAX = 100_000;

  private final Consumer<Told> told;
  private final Map<String, Begun> kept = new ConcurrentHashMap<>();

  /// The ids of those that are kept, oldest first.
  private final Queue<String> order = new ConcurrentLinkedQueue<>();

  /// An attempt that ended before its answer did.
  ///
  /// @param response the provider's id of the answer
  /// @param key whose call it was
  /// @param provider who goes on with it
  public record Begun(CallId call, int attempt, String key, String provider, String response) {}

  /// What an attempt that has ended turns out to have used.
  ///
  /// @param modelServed the model the answer names, or empty
  /// @param serviceTier the tier the answer names, or empty
  public record Told(
      CallId call, int attempt, Usage usage, String modelServed, String serviceTier) {}

  /// @param told hears of usage, perhaps more than once of the same; on event loops, must not block
  public Deferred(Consumer<Told> told) {
    this.told = told;
  }

  /// An answer goes on.
  public void begun(Begun begun) {
    if (kept.put(begun.response(), begun) == null) {
      order.add(begun.response());
    }
    if (kept.size() > KEPT_MAX) {
      Optional.ofNullable(order.poll()).ifPresent(kept::remove);
    }
  }

  /// The answer of that id, if a call of the key began it.
  Optional<Begun> of(String key, String response) {
    return Optional.ofNullable(kept.get(response)).filter(begun -> begun.key().equals(key));
  }

  void told(Told usage) {
    told.accept(usage);
  }
}
