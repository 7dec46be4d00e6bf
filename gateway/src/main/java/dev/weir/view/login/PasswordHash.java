package dev.weir.view.login;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// A password's Argon2id hash (RFC 9106), with its cost and salt. `PasswordHashTest` reproduces a
/// hash of the reference implementation.
///
/// @param salt never changed
/// @param hash never changed
@SuppressWarnings("ArrayRecordComponent") // compared by #matches alone
record PasswordHash(Cost cost, byte[] salt, byte[] hash) {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{43})");

  static PasswordHash of(Password password, Cost cost, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(cost, salt, hashed(password, cost, salt));
  }

  /// One that no password has.
  static PasswordHash nobodys(Cost cost, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new PasswordHash(cost, salt, hash);
  }

  /// Reads what [#phc()] writes.
  static PasswordHash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a password hash is '$argon2id$v=19$m=…,t=…,p=…$salt$hash' with a hash of 32 bytes");
    }
    return new PasswordHash(
        new Cost(number(parts, 1), number(parts, 2), number(parts, 3)),
        Base64.getDecoder().decode(parts.group(4)),
        Base64.getDecoder().decode(parts.group(5)));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /// Takes the same time wherever two hashes differ; blocks for as long as hashing takes.
  boolean matches(Password password) {
    return MessageDigest.isEqual(hash, hashed(password, cost, salt));
  }

  /// The PHC string: algorithm, version, cost, salt and hash.
  String phc() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        cost.memoryKib(),
        cost.passes(),
        cost.lanes(),
        base64.encodeToString(salt),
        base64.encodeToString(hash));
  }

  private static byte[] hashed(Password password, Cost cost, byte[] salt) {
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    argon.generateBytes(password.bytes(), hash);
    return hash;
  }

  @Override
  public String toString() {
    return "PasswordHash[…]";
  }
}
