package dev.weir.flow.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// SHA-256 of a secret: all that is kept of it. A plain hash is enough because the secrets are 256
/// random bits, which no dictionary holds.
///
/// @param a the first 64 bits; `b`, `c` and `d` follow
public record SecretHash(long a, long b, long c, long d) {
  private static final int HEX_LENGTH = 64;

  public static SecretHash of(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ByteBuffer hash = ByteBuffer.wrap(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
      return new SecretHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// Reads [#hex()]; anything else is an [IllegalArgumentException].
  public static SecretHash parse(String hex) {
    if (hex.length() != HEX_LENGTH) {
      throw new IllegalArgumentException(
          "a hash is 64 hexadecimal digits, was %d characters".formatted(hex.length()));
    }
    ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    return new SecretHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  public String hex() {
    return String.format(Locale.ROOT, "%016x%016x%016x%016x", a, b, c, d);
  }

  /// Takes the same time wherever two hashes differ.
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash(long otherA, long otherB, long otherC, long otherD)
        && ((a ^ otherA) | (b ^ otherB) | (c ^ otherC) | (d ^ otherD)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a);
  }

  /// The first eight digits: enough to recognise a hash, too few to test a guess with.
  @Override
  public String toString() {
    return "sha256:" + hex().substring(0, 8);
  }
}
