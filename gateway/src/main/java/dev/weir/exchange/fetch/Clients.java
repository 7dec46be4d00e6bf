package dev.weir.exchange.fetch;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Download;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import dev.weir.exchange.source.BillFile;
import java.time.Duration;
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
  private final Map<String, HttpClient> clients = new HashMap<>();

  /// @param engine closed after this
  Clients(Engine engine, List<Source> sources) {
    this.loop = engine.loops().getFirst();
    for (Source source : sources) {
      clients.put(source.name(), new HttpClient(engine, LIMITS, source.transport().get()));
    }
  }

  @Override
  public Download.Answer ask(Source source, String pathAndQuery) throws InterruptedException {
    HttpClient client = Optional.ofNullable(clients.get(source.name())).orElseThrow();
    OutboundRequest request =
        new OutboundRequest(
            "GET",
            Origin.of(source.url()),
            pathAndQuery,
            source
                .vendor()
                .headers(source.key().get())
                .plus("accept", "application/json")
                .plus("user-agent", "weir"),
            new byte[0],
            HEAD_WITHIN);
    return Download.of(
        client, loop, request, new Download.Bounds(BillFile.CHARACTERS_MAX, ANSWER_WITHIN));
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
  }
}
