package dev.weir.app;

import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.UpstreamPart;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.Engine;
import dev.weir.flow.upstream.ProviderClients;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// The ways to the providers. Those that a reload has replaced stay open for the calls that are
/// under way on them, and close with the last of these. Thread-safe.
final class Ways implements AutoCloseable {
  private final Engine engine;
  private final Map<String, String> environment;
  private final Executor blocking;

  /// In force. Guarded by this.
  private Optional<Way> current = Optional.empty();

  /// Replaced, and used by calls still. Guarded by itself: an event loop waits for nothing else.
  private final Set<ProviderClients> leaving = new HashSet<>();

  /// What clients were made of, and the clients.
  private record Way(
      Map<String, ProviderPart> providers,
      UpstreamPart upstream,
      Map<String, String> contents,
      ProviderClients clients) {
    boolean isOf(WeirConfig config, Contents now) {
      return providers.equals(config.providers())
          && upstream.equals(config.upstream())
          && contents.equals(now.ways());
    }
  }

  /// Puts ways in force.
  @FunctionalInterface
  interface Going {
    /// New calls go these ways when this returns.
    void by(ProviderClients clients);
  }

  /// @param blocking closes what is replaced
  Ways(Engine engine, Map<String, String> environment, Executor blocking) {
    this.engine = engine;
    this.environment = environment;
    this.blocking = blocking;
  }

  /// The ways of the configuration that the gateway starts with.
  ///
  /// @param contents of the configuration's files
  synchronized ProviderClients first(Providers providers, WeirConfig config, Contents contents) {
    return open(providers, config, contents).clients;
  }

  private Way open(Providers providers, WeirConfig config, Contents contents) {
    ProviderClients clients = providers.clients(config, engine, environment);
    Way way = new Way(config.providers(), config.upstream(), contents.ways(), clients);
    current = Optional.of(way);
    return way;
  }

  /// Has calls go the ways of this configuration: those there are, if they are the same and their
  /// files hold the same, else new ones, for which the old ones are given up. A file that cannot be
  /// used is an [IllegalArgumentException], and nothing is opened nor given up.
  ///
  /// @param contents of the configuration's files
  synchronized void to(Providers providers, WeirConfig config, Contents contents, Going going) {
    Optional<Way> old = current;
    if (old.isPresent() && old.get().isOf(config, contents)) {
      going.by(old.get().clients);
      return;
    }
    going.by(open(providers, config, contents).clients);
    old.ifPresent(way -> giveUp(way.clients));
  }

  private void giveUp(ProviderClients clients) {
    synchronized (leaving) {
      leaving.add(clients);
    }
    clients.retire(() -> unused(clients));
  }

  private void unused(ProviderClients clients) {
    synchronized (leaving) {
      if (leaving.remove(clients)) {
        blocking.execute(clients::close);
      }
    }
  }

  /// Closing ends calls on their loops, which then ask for [#leaving]: it is not held meanwhile.
  @Override
  public synchronized void close() {
    List<ProviderClients> left;
    synchronized (leaving) {
      left = List.copyOf(leaving);
      leaving.clear();
    }
    current.ifPresent(way -> way.clients.close());
    left.forEach(ProviderClients::close);
  }
}
