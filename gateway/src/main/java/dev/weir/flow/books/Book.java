package dev.weir.flow.books;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One book as the journal keeps it.
///
/// @param kind `prices`, `rules`, `keys`, `tags` or `names`
/// @param version names the content: `sha256:` and sixteen digits
/// @param content JSON; of secrets and of prompts' texts only hashes
public record Book(String kind, String version, String content) {

  static Book of(String kind, String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return new Book(kind, "sha256:" + HexFormat.of().formatHex(hash, 0, 8), content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
