package dev.weir.flow.upstream;

import dev.weir.base.http.HttpClient;
import dev.weir.flow.provider.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to each provider, by its name. Closes what it was given. Thread-safe.
///
/// Who calls keeps it for the time, so that it can be replaced while calls are under way on it.
public final class ProviderClients implements AutoCloseable {
  private final Map<String, HttpClient> clients;

  /// Calls under way, and one more until it is retired; 0 stays 0.
  private final AtomicInteger keepers = new AtomicInteger(1);

  private final AtomicBoolean retired = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Runnable whenUnused = () -> {};

  public ProviderClients(Map<String, HttpClient> clients) {
    this.clients = Map.copyOf(clients);
  }

  HttpClient of(Provider provider) {
    HttpClient client = clients.get(provider.name());
    if (client == null) {
      throw new IllegalStateException("provider " + provider.name() + " has no client");
    }
    return client;
  }

  /// One more call uses these until the action returned is run; running it again does nothing.
  /// Nothing if they are retired and the last call has left.
  public Optional<Runnable> keep() {
    int before = keepers.getAndUpdate(now -> now == 0 ? 0 : now + 1);
    if (before == 0) {
      return Optional.empty();
    }
    AtomicBoolean kept = new AtomicBoolean(true);
    return Optional.of(() -> {
      if (kept.compareAndSet(true, false)) {
        leave();
      }
    });
  }

  /// Others are in force: when no call uses these any more, now perhaps, the action is run, once,
  /// by whoever left last; it must not block.
  public void retire(Runnable unused) {
    if (retired.compareAndSet(false, true)) {
      whenUnused = unused;
      leave();
    }
  }

  private void leave() {
    if (keepers.decrementAndGet() == 0) {
      whenUnused.run();
    }
  }

  /// Closes every connection, whoever uses it. Blocks.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Set.copyOf(clients.values()).forEach(HttpClient::close);
    }
  }
}
