package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The smallest proxy this room's door allows: every request goes to one origin, bytes as they
/// came.
///
/// The measure of what the room itself costs, and the example of how to couple the two sides.
/// Arguments of `main`: port to listen on, address of the upstream, number of loops.
public final class PassThrough implements HttpListener.Receiver {
  private final HttpClient client;
  private final Origin origin;

  PassThrough(HttpClient client, Origin origin) {
    this.client = client;
    this.origin = origin;
  }

  static void main(String[] args) {
    Engine engine = Engine.start(Integer.parseInt(args[2]), Throwable::printStackTrace);
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);
    PassThrough proxy = new PassThrough(client, Origin.of(URI.create(args[1])));
    int port = Integer.parseInt(args[0]);
    HttpListener listener =
        HttpListener.start(engine, ListenerLimits.DEFAULT, "127.0.0.1", port, proxy);
    System.out.println("listening on " + listener.port());
  }

  @Override
  public void accept(Exchange exchange) {
    String query = exchange.query();
    OutboundRequest request =
        new OutboundRequest(
            exchange.method(),
            origin,
            query.isEmpty() ? exchange.path() : exchange.path() + "?" + query,
            exchange.headers().endToEnd(),
            exchange.body(),
            Duration.ofMinutes(10));
    new Relay(exchange).start(client, request);
  }

  /// Carries one answer back: the client's pace is the upstream's pace.
  private static final class Relay implements AnswerSink {
    private final Exchange exchange;
    private @Nullable Sending sending;
    private boolean answered;

    Relay(Exchange exchange) {
      this.exchange = exchange;
    }

    void start(HttpClient client, OutboundRequest request) {
      Sending started = client.send(exchange.loop(), request, this);
      sending = started;
      exchange.onWritable(started::resume);
      exchange.onGone(started::cancel);
    }

    @Override
    public void head(int status, Headers headers) {
      answered = true;
      exchange.head(status, headers.endToEnd());
    }

    @Override
    public void chunk(byte[] bytes) {
      if (!exchange.write(bytes) && sending != null) {
        sending.pause();
      }
    }

    @Override
    public void end() {
      exchange.end();
    }

    @Override
    public void failed(Failure failure) {
      if (answered) {
        exchange.abort();
        return;
      }
      exchange.end(
          502, Headers.of("content-type", "text/plain"), failure.toString().getBytes(UTF_8));
    }
  }
}
