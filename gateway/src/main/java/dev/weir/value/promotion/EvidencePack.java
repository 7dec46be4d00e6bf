package dev.weir.value.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a decision was made on, as of an instant, for ever.
///
/// @param text canonical JSON
/// @param sha256 of its UTF-8 bytes, in 64 hexadecimal digits
public record EvidencePack(String text, String sha256) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /// Hashes content.
  public static EvidencePack of(ObjectNode content) {
    String text = CanonicalJson.write(content);
    return new EvidencePack(text, hash(text));
  }

  /// As it was kept, whether its hash still fits or not.
  public static EvidencePack kept(JsonNode content, String sha256) {
    return new EvidencePack(CanonicalJson.write(content), sha256);
  }

  /// The content as a tree.
  public JsonNode content() {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a pack's own JSON can always be read", e);
    }
  }

  /// Whether the content is what was hashed.
  public boolean isWhole() {
    return hash(text).equals(sha256);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
