package dev.weir.flow.identity;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// Makes secrets: a prefix and 256 random bits as 43 characters of URL-safe base 64. The generator
/// given must be a `SecureRandom` outside tests.
public final class Secrets {
  /// Begins every virtual key, on the data plane.
  public static final String KEY_PREFIX = "wk_";

  /// Begins every operator's personal key, on the control plane.
  public static final String OPERATOR_PREFIX = "wa_";

  private static final int RANDOM_BYTES = 32;
  private static final int RANDOM_CHARACTERS = 43;
  private static final int ID_BYTES = 9;

  private final RandomGenerator random;

  public Secrets(RandomGenerator random) {
    this.random = random;
  }

  /// A secret on its way to the one person it is shown to. It prints as its hash.
  ///
  /// @param text shown once, never stored
  /// @param hash what is stored
  public record Minted(String text, SecretHash hash) {
    @Override
    public String toString() {
      return hash.toString();
    }
  }

  /// A new secret that begins with [#KEY_PREFIX] or [#OPERATOR_PREFIX].
  public Minted mint(String prefix) {
    String text = prefix + randomText(RANDOM_BYTES);
    return new Minted(text, SecretHash.of(text));
  }

  /// A new public id, for example `key_` and twelve random characters.
  public String newId(String prefix) {
    return prefix + randomText(ID_BYTES);
  }

  private String randomText(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether a text can be a secret with this prefix at all, so that junk is not hashed.
  static boolean hasForm(String text, String prefix) {
    return text.length() == prefix.length() + RANDOM_CHARACTERS && text.startsWith(prefix);
  }
}
