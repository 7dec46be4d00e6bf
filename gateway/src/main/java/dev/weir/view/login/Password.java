package dev.weir.view.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;

/// What somebody types who signs in. It never prints.
record Password(String text) {
  private static final int CHARACTERS_MIN = 12;
  private static final int CHARACTERS_MAX = 256;

  /// One that is to be somebody's: 12 to 256 characters, and not the login.
  static Password chosen(String text, String login) {
    int characters = text.codePointCount(0, text.length());
    if (characters < CHARACTERS_MIN || characters > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "field 'password' has %d to %d characters, was %d"
              .formatted(CHARACTERS_MIN, CHARACTERS_MAX, characters));
    }
    if (text.strip().toLowerCase(Locale.ROOT).equals(login)) {
      throw new IllegalArgumentException("field 'password' is another text than the login");
    }
    return new Password(text);
  }

  /// The same bytes from every keyboard: Unicode's composed form (NFC).
  byte[] bytes() {
    return Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "Password[…]";
  }
}
