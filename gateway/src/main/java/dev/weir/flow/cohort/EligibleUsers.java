package dev.weir.flow.cohort;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Who may use a use case, as calls are judged by it: 64 bits of each user's hash, 8 bytes a user.
/// Of 100,000 users, a stranger is taken for one of them once in 10^14. Immutable.
public final class EligibleUsers {
  /// Of a user's hash that a roster keeps.
  private static final int HASH_BYTES = 16;

  private static final int VERSION_BYTES = 8;
  private static final int KEY_DIGITS = 2 * Long.BYTES;

  private final String version;
  private final int count;

  /// Sorted; absent where only the version and the number are told.
  private final long @Nullable [] keys;

  private EligibleUsers(String version, int count, long @Nullable [] keys) {
    this.version = version;
    this.count = count;
    this.keys = keys;
  }

  /// @param hashes by [#hash], each of another user
  public static EligibleUsers of(Collection<String> hashes) {
    TreeSet<String> sorted = new TreeSet<>(hashes);
    long[] keys = sorted.stream().mapToLong(EligibleUsers::key).sorted().toArray();
    byte[] digest = sha256().digest(String.join(" ", sorted).getBytes(US_ASCII));
    return new EligibleUsers(
        HexFormat.of().formatHex(digest, 0, VERSION_BYTES), sorted.size(), keys);
  }

  /// Those that a rule book's text names, without who they are: nothing is judged by them.
  public static EligibleUsers told(String version, int count) {
    return new EligibleUsers(version, count, null);
  }

  /// What is kept of a user's id: the first 16 bytes, in hexadecimal digits, of SHA-256 of the use
  /// case, a line end and the id. Whoever can guess an id can test it: it hides a list of staff
  /// from being read, not a person from being looked for.
  public static String hash(String useCase, String user) {
    return HexFormat.of().formatHex(digest(useCase, user), 0, HASH_BYTES);
  }

  /// The first 64 bits of a user's hash.
  static long key(String useCase, String user) {
    return ByteBuffer.wrap(digest(useCase, user)).getLong();
  }

  private static long key(String hash) {
    return HexFormat.fromHexDigitsToLong(hash, 0, KEY_DIGITS);
  }

  private static byte[] digest(String useCase, String user) {
    return sha256().digest((useCase + "\n" + user).getBytes(UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Names these users: sixteen hexadecimal digits of SHA-256 of their hashes, in order, a blank
  /// between two.
  public String version() {
    return version;
  }

  public int count() {
    return count;
  }

  /// Whether it is known who they are, and not only how many.
  boolean areKnown() {
    return keys != null;
  }

  boolean has(long key) {
    return Arrays.binarySearch(known(), key) >= 0;
  }

  LongStream keys() {
    return Arrays.stream(known());
  }

  private long[] known() {
    if (keys == null) {
      throw new IllegalStateException(
          "of the %d users of roster version %s it is not known who they are"
              .formatted(count, version));
    }
    return keys;
  }
}
