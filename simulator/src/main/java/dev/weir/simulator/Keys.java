package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.simulator.request.Provider;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where each provider looks for a caller's key.
final class Keys {
  private static final Pattern AWS_KEY_ID =
      Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/.*");
  private static final String BEARER = "Bearer ";

  private Keys() {}

  /// The key, or for AWS's signatures the id of the key that signed; null when there is none.
  static @Nullable String presented(HttpServerRequest request, Provider provider) {
    return switch (provider) {
      case OPENAI -> bearer(request);
      case AZURE -> first(request.getHeader("api-key"), bearer(request));
      case ANTHROPIC -> {
        String own = request.getHeader("x-api-key");
        yield own == null ? bearer(request) : filled(own);
      }
      case GEMINI, VERTEX -> {
        String key = first(request.getHeader("x-goog-api-key"), request.getParam("key"));
        yield first(key, bearer(request));
      }
      case BEDROCK -> first(bearer(request), signer(request));
    };
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

  private static @Nullable String bearer(HttpServerRequest request) {
    String header = request.getHeader("authorization");
    return header != null && header.startsWith(BEARER)
        ? filled(header.substring(BEARER.length()))
        : null;
  }

  private static @Nullable String signer(HttpServerRequest request) {
    String header = request.getHeader("authorization");
    Matcher signed = AWS_KEY_ID.matcher(header == null ? "" : header);
    return signed.matches() ? signed.group(1) : null;
  }

  private static @Nullable String first(@Nullable String preferred, @Nullable String otherwise) {
    return preferred == null || preferred.isEmpty() ? otherwise : preferred;
  }

  private static @Nullable String filled(String key) {
    return key.isEmpty() ? null : key;
  }
}
