package dev.weir.view.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The names that users have for whoever may not see their ids: a keyed hash (HMAC-SHA256, RFC
/// 2104), the same for as long as the key is. Thread-safe.
public final class Pseudonyms {
  static final String PREFIX = "user~";
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int SHOWN_BYTES = 12;

  private final SecretKey key;

  /// @param key 32 bytes
  public Pseudonyms(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a pseudonym key has %d bytes, was %d".formatted(KEY_BYTES, key.length));
    }
    this.key = new SecretKeySpec(key, HMAC);
  }

  /// By the key in a file of mode 0600, which is made where there is none.
  ///
  /// @param random a `SecureRandom` outside tests
  public static Pseudonyms at(Path file, RandomGenerator random) {
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        write(file, HexFormat.of().formatHex(key) + "\n");
      }
      return new Pseudonyms(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("the key of pseudonyms cannot be read from " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "the key of pseudonyms, 64 hexadecimal digits, cannot be read from " + file, e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /// The pseudonym of a user.
  public String of(String user) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] hash = mac.doFinal(user.getBytes(UTF_8));
      return PREFIX + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }
}
