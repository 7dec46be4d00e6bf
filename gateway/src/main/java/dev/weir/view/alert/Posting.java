package dev.weir.view.alert;

import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Destinations;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Post;
import dev.weir.base.http.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Posts JSON; nothing is redirected.
final class Posting implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ClientLimits LIMITS =
      new ClientLimits(
          2, 0, TIMEOUT, TIMEOUT, TIMEOUT, Duration.ofSeconds(5), Duration.ofMinutes(1), 32 * 1024);

  private final Loop loop;
  private final HttpClient client;

  /// @param allowed what may be connected to
  Posting(Engine engine, Destinations allowed) {
    this.loop = engine.loops().getFirst();
    this.client = new HttpClient(engine, LIMITS, Transport.DIRECT.withDestinations(allowed));
  }

  /// @return empty when it was taken, else why not
  String post(HttpAddress to, Headers headers, String json) throws InterruptedException {
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            to.origin(),
            to.pathAndQuery(),
            headers.with(Headers.of("content-type", "application/json", "user-agent", "weir")),
            json.getBytes(StandardCharsets.UTF_8),
            TIMEOUT);
    return Post.send(client, loop, request, TIMEOUT.multipliedBy(2)).problem();
  }

  @Override
  public void close() {
    client.close();
  }
}
