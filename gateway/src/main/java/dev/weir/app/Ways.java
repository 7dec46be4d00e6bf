package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.Engine;
import dev.weir.flow.upstream.ProviderClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The ways to the providers. Those that a reload has replaced stay open to the end, for the calls
/// that are under way on them; their idle connections end by themselves. Thread-safe.
final class Ways implements AutoCloseable {
  private final Engine engine;
  private final Map<String, String> environment;
  private final List<Way> ways = new ArrayList<>();

  /// What clients were made of, and the clients.
  private record Way(
      Map<String, WeirConfig.ProviderPart> providers,
      WeirConfig.UpstreamPart upstream,
      Map<String, String> contents,
      ProviderClients clients) {
    boolean isOf(WeirConfig config, Contents now) {
      return providers.equals(config.providers())
          && upstream.equals(config.upstream())
          && contents.equals(now.ways());
    }
  }

  Ways(Engine engine, Map<String, String> environment) {
    this.engine = engine;
    this.environment = environment;
  }

  /// The ways of this configuration: those there are, if they are the same and their files hold the
  /// same. A file that cannot be used is an [IllegalArgumentException], and nothing is opened.
  ///
  /// @param contents of the configuration's files
  synchronized ProviderClients to(Providers providers, WeirConfig config, Contents contents) {
    for (Way way : ways) {
      if (way.isOf(config, contents)) {
        return way.clients;
      }
    }
    ProviderClients clients = providers.clients(config, engine, environment);
    ways.add(new Way(config.providers(), config.upstream(), contents.ways(), clients));
    return clients;
  }

  @Override
  public synchronized void close() {
    ways.forEach(way -> way.clients.close());
  }
}
