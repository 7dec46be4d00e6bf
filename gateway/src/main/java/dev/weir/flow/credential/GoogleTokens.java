package dev.weir.flow.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Asks Google for tokens: by a service account's assertion, by a user's refresh token, or of the
/// machine's metadata server. One request each, no redirects, no proxy. Blocks.
///
/// Source: "Using OAuth 2.0 for Server to Server Applications" of Google's documentation.
final class GoogleTokens implements Exchange {
  private static final String BY_ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES_MAX = 64 << 10;
  private static final int OK = 200;

  private final String scope;
  private final InstantSource clock;

  GoogleTokens(String scope, InstantSource clock) {
    this.scope = scope;
    this.clock = clock;
  }

  @Override
  public Credential of(String text) throws Unavailable, InterruptedException {
    GoogleKey key = GoogleKey.read(text);
    Instant at = clock.instant();
    HttpRequest.Builder request = HttpRequest.newBuilder(key.tokens());
    HttpRequest asked =
        switch (key) {
          case GoogleKey.ServiceAccount account ->
              form(
                  request,
                  Map.of(
                      "grant_type", BY_ASSERTION, "assertion", Assertion.of(account, scope, at)));
          case GoogleKey.AuthorizedUser user ->
              form(
                  request,
                  Map.of(
                      "grant_type", "refresh_token",
                      "client_id", user.clientId(),
                      "client_secret", user.clientSecret(),
                      "refresh_token", user.refreshToken()));
          case GoogleKey.Machine _ -> request.header("metadata-flavor", "Google").GET().build();
        };
    return token(asked, at);
  }

  private static HttpRequest form(HttpRequest.Builder request, Map<String, String> fields) {
    String body =
        new TreeMap<>(fields)
            .entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    return request
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static Credential token(HttpRequest asked, Instant at)
      throws Unavailable, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    try {
      HttpResponse<byte[]> answer =
          client
              .sendAsync(
                  asked,
                  HttpResponse.BodyHandlers.limiting(
                      HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX))
              .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS); // its body, too
      return read(asked.uri(), answer.statusCode(), answer.body(), at);
    } catch (ExecutionException failure) {
      throw new Unavailable(
          "%s does not answer: %s".formatted(where(asked.uri()), reason(failure)));
    } catch (TimeoutException late) {
      throw new Unavailable(
          "%s does not answer within %s".formatted(where(asked.uri()), ANSWER_WITHIN));
    } finally {
      client.shutdownNow();
    }
  }

  private static Credential read(URI uri, int status, byte[] body, Instant at) throws Unavailable {
    String token = "";
    String error = "";
    long seconds = 0;
    try (JsonCursor cursor = JsonCursor.over(body)) {
      boolean isObject = cursor.is(Kind.OBJECT);
      while (isObject && cursor.nextMember()) {
        switch (cursor.name()) {
          case "access_token" -> token = cursor.text();
          case "expires_in" -> seconds = cursor.integer();
          case "error" -> error = cursor.is(Kind.STRING) ? cursor.text() : "";
          default -> cursor.skip();
        }
      }
    } catch (JsonFault _) {
      throw new Unavailable("%s answered %d without JSON".formatted(where(uri), status));
    }
    if (status != OK || token.isEmpty() || seconds <= 0) {
      // What else it says may quote what was sent.
      String named = error.matches("[a-z_]{1,60}") ? ", " + error : "";
      throw new Unavailable("%s answered %d%s".formatted(where(uri), status, named));
    }
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw new Unavailable(where(uri) + " gave a token that no header can hold");
    }
    return new Credential.Token(token, at.plusSeconds(seconds));
  }

  /// Its type: a message may quote what was sent.
  private static String reason(ExecutionException failure) {
    Throwable cause = failure.getCause();
    return (cause == null ? failure : cause).getClass().getSimpleName();
  }

  private static String where(URI uri) {
    return "the token endpoint " + uri.getHost();
  }
}
