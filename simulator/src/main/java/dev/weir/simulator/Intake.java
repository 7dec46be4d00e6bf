package dev.weir.simulator;

import dev.weir.simulator.book.Ended;
import dev.weir.simulator.book.Received;
import dev.weir.simulator.book.Row;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Failure;
import dev.weir.simulator.replay.Recordings;
import dev.weir.simulator.request.Asked;
import dev.weir.simulator.request.Endpoint;
import dev.weir.simulator.request.Provider;
import dev.weir.simulator.script.Planner;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Receives the requests of the providers' API: collects the body, opens the row, hands over to a
/// [Reception].
final class Intake {
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
  private static final int PATH_LENGTH_MAX = 200;

  private final Means means;

  /// What every reception needs.
  ///
  /// @param key the only key accepted; null accepts every key
  /// @param awsSecret what AWS signatures are checked with; null checks none
  /// @param tokens those that Vertex takes
  /// @param salt keeps the ids on the wire apart from those of an earlier run
  record Means(
      Delivery.Stage stage,
      Planner planner,
      Recordings recordings,
      InstantSource clock,
      @Nullable String key,
      @Nullable String awsSecret,
      Tokens tokens,
      long salt) {}

  Intake(Means means) {
    this.means = means;
  }

  void accept(HttpServerRequest request) {
    Context context = means.stage().vertx().getOrCreateContext();
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() > BODY_BYTES_MAX) {
        request.connection().close();
        return;
      }
      body.appendBuffer(chunk);
    });
    request.endHandler(_ -> received(request, body, context));
  }

  private void received(HttpServerRequest request, Buffer body, Context context) {
    boolean anthropic =
        request.getHeader("anthropic-version") != null || request.getHeader("x-api-key") != null;
    String path = request.path();
    Asked asked =
        path == null ? null : Asked.of(request.method().name(), path, request.query(), anthropic);
    if (asked == null) {
      refuseUnknown(request, anthropic ? Provider.ANTHROPIC : Provider.OPENAI, path);
      return;
    }
    String presented = Keys.presented(request, asked.provider());
    Endpoint endpoint = asked.endpoint();
    Row row = open(request, asked.provider(), endpoint.word(), endpoint.wire(), presented);
    if (row != null) {
      new Reception(means, request, asked, row, context).judge(presented, body.getBytes());
    }
  }

  private void refuseUnknown(HttpServerRequest request, Provider provider, @Nullable String path) {
    String route = request.method() + " " + path;
    String shown = route.substring(0, Math.min(route.length(), PATH_LENGTH_MAX));
    Row row = open(request, provider, shown, "", Keys.presented(request, provider));
    if (row != null) {
      means.stage().book().end(row, 404, Ended.REFUSED, Usage.NONE, 0);
      request.response().putHeader("content-type", "application/json").setStatusCode(404);
      String message = "Unknown request URL: " + shown;
      request.response().end(new Failure(provider, 404, message, row.id(), -1).body());
    }
  }

  private @Nullable Row open(
      HttpServerRequest request,
      Provider provider,
      String endpoint,
      String wire,
      @Nullable String presented) {
    Row row =
        means
            .stage()
            .book()
            .open(
                new Received(
                    provider.word(),
                    endpoint,
                    wire,
                    request.version() == HttpVersion.HTTP_2 ? "2" : "1",
                    request.getHeader("x-client-request-id"),
                    presented == null ? null : Keys.fingerprint(presented)));
    if (row == null) {
      request.response().setStatusCode(507).end("the simulator's book is full\n");
    }
    return row;
  }
}
