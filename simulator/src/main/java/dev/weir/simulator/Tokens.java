package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Gives tokens for a while, as Google does: to an assertion, to a refresh token, and as a
/// machine's metadata. Assertions are looked at for their form only. Thread-safe.
final class Tokens {
  private static final String ENDPOINT = "/token";
  private static final String METADATA =
      "/computeMetadata/v1/instance/service-accounts/default/token";
  private static final String BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final long LIFE_SECONDS = 3_600;

  private final InstantSource clock;
  private final long lifeSeconds;
  private final AtomicLong count = new AtomicLong();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  /// @param lifeSeconds how long a token lives; 0 for an hour, and no request needs one
  Tokens(InstantSource clock, long lifeSeconds) {
    this.clock = clock;
    this.lifeSeconds = lifeSeconds;
  }

  static boolean has(String path) {
    return path.equals(ENDPOINT) || path.equals(METADATA);
  }

  void accept(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> answer(request, fields(body.toString(UTF_8))))
        .onFailure(_ -> request.connection().close());
  }

  private void answer(HttpServerRequest request, Map<String, String> fields) {
    boolean asked =
        METADATA.equals(request.path())
            ? request.method().equals(HttpMethod.GET)
                && "Google".equals(request.getHeader("metadata-flavor"))
            : request.method().equals(HttpMethod.POST) && isGranted(fields);
    request.response().putHeader("content-type", "application/json; charset=utf-8");
    if (!asked) {
      request
          .response()
          .setStatusCode(400)
          .end("{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}");
      return;
    }
    long life = lifeSeconds == 0 ? LIFE_SECONDS : lifeSeconds;
    String token = "ya29.sim-token-%06d-of-the-simulator".formatted(count.incrementAndGet());
    ends.put(token, clock.instant().plusSeconds(life));
    request
        .response()
        .end(
            "{\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\"}"
                .formatted(token, life));
  }

  private static boolean isGranted(Map<String, String> fields) {
    String grant = fields.getOrDefault("grant_type", "");
    return switch (grant) {
      case BY_ASSERTION ->
          fields.getOrDefault("assertion", "").matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
      case "refresh_token" -> !fields.getOrDefault("refresh_token", "").isEmpty();
      default -> false;
    };
  }

  private static Map<String, String> fields(String form) {
    var fields = new HashMap<String, String>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return fields;
  }

  /// Whether a request to Vertex with this token must be refused.
  boolean refuses(String token) {
    Instant end = ends.get(token);
    return lifeSeconds > 0 && (end == null || !clock.instant().isBefore(end));
  }

  /// How many were given.
  long given() {
    return count.get();
  }
}
