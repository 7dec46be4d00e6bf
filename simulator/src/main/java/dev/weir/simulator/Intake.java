package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.simulator.book.Ended;
import dev.weir.simulator.book.Received;
import dev.weir.simulator.book.Row;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Endpoint;
import dev.weir.simulator.dialect.Provider;
import dev.weir.simulator.replay.Recordings;
import dev.weir.simulator.script.Planner;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
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
  /// @param salt keeps the ids on the wire apart from those of an earlier run
  record Means(
      Delivery.Stage stage,
      Planner planner,
      Recordings recordings,
      InstantSource clock,
      @Nullable String key,
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
    Endpoint endpoint = path == null ? null : Endpoint.of(path, anthropic);
    if (endpoint == null || !endpoint.method().equals(request.method().name())) {
      refuseUnknown(request, anthropic ? Provider.ANTHROPIC : Provider.OPENAI, path);
      return;
    }
    String presented = presentedKey(request, endpoint.provider());
    Row row = open(request, endpoint.provider(), endpoint.word(), presented);
    if (row != null) {
      new Reception(means, request, endpoint, row, context).judge(presented, body.getBytes());
    }
  }

  private void refuseUnknown(HttpServerRequest request, Provider provider, @Nullable String path) {
    String route = request.method() + " " + path;
    String shown = route.substring(0, Math.min(route.length(), PATH_LENGTH_MAX));
    Row row = open(request, provider, shown, presentedKey(request, provider));
    if (row != null) {
      means.stage().book().end(row, 404, Ended.REFUSED, Usage.NONE, 0);
      request.response().putHeader("content-type", "application/json").setStatusCode(404);
      request.response().end(provider.error(404, "Unknown request URL: " + shown, row.id()));
    }
  }

  private @Nullable Row open(
      HttpServerRequest request, Provider provider, String endpoint, @Nullable String presented) {
    Row row =
        means
            .stage()
            .book()
            .open(
                new Received(
                    provider.word(),
                    endpoint,
                    request.getHeader("x-client-request-id"),
                    presented == null ? null : fingerprint(presented)));
    if (row == null) {
      request.response().setStatusCode(507).end("the simulator's book is full\n");
    }
    return row;
  }

  private static @Nullable String presentedKey(HttpServerRequest request, Provider provider) {
    String own = request.getHeader("x-api-key");
    if (provider == Provider.ANTHROPIC && own != null) {
      return own.isEmpty() ? null : own;
    }
    String bearer = request.getHeader("authorization");
    if (bearer == null || !bearer.startsWith("Bearer ")) {
      return null;
    }
    String key = bearer.substring("Bearer ".length());
    return key.isEmpty() ? null : key;
  }

  /// The first 16 hex digits of a key's SHA-256.
  static String fingerprint(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
