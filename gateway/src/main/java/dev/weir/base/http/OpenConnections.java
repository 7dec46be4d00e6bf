package dev.weir.base.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections open over all loops of a listener, and how many each address has. Thread-safe.
final class OpenConnections {
  private final int max;
  private final int perClientMax;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> clients = new ConcurrentHashMap<>();

  OpenConnections(ListenerLimits limits) {
    this.max = limits.connectionsMax();
    this.perClientMax = limits.connectionsPerClientMax();
  }

  /// Whether there is room for one more; if so it is counted until [#leave].
  boolean enter(String client) {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      return false;
    }
    if (clients.merge(client, 1, Integer::sum) > perClientMax) {
      leave(client);
      return false;
    }
    return true;
  }

  void leave(String client) {
    open.decrementAndGet();
    clients.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }

  int count() {
    return open.get();
  }
}
