package dev.weir.exchange.fetch;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Download;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections to the sources.
final class Clients implements Asking.Way, AutoCloseable {
  private static final Duration HEAD_WITHIN = Duration.ofMinutes(1);
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(3);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final ClientLimits LIMITS =
      new ClientLimits(
          2, 0, CONNECT_WITHIN, CONNECT_WITHIN, SILENCE, SILENCE, ANSWER_WITHIN, 32 * 1024);

  private final Loop loop;
  private final InstantSource clock;
  private final Map<String, HttpClient> clients = new HashMap<>();

  /// @param engine closed after this
  Clients(Engine engine, List<Source> sources, InstantSource clock) {
    this.loop = engine.loops().getFirst();
    this.clock = clock;
    for (Source source : sources) {
      clients.put(source.name(), new HttpClient(engine, LIMITS, source.transport().get()));
    }
  }

  @Override
  public Download.Answer ask(Source source, Asking.Wanted wanted) throws InterruptedException {
    HttpClient client = Optional.ofNullable(clients.get(source.name())).orElseThrow();
    OutboundRequest plain =
        new OutboundRequest(
            "GET",
            Origin.of(source.url()),
            path(source.url(), wanted.pathAndQuery()),
            wanted.headers().plus("user-agent", "weir"),
            new byte[0],
            HEAD_WITHIN);
    OutboundRequest request =
        switch (wanted.report()) {
          case Report.Daily daily -> daily.api().present(plain, source.key().get());
          case Report.Exports exports ->
              exports.storage().present(plain, source.key().get(), clock.instant());
        };
    return Download.of(
        client, loop, request, new Download.Bounds(wanted.bytesMax(), ANSWER_WITHIN));
  }

  private static String path(URI url, String rest) {
    String base = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    return (base + rest).startsWith("/") ? base + rest : "/" + rest;
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
  }
}
