package dev.weir.flow.identity;

/// What may stand in a tag. Each method returns what is wrong, or the empty string; runs on the
/// call path.
final class TagText {
  static final int NAME_LENGTH_MAX = 64;
  static final int VALUE_LENGTH_MAX = 256;

  private TagText() {}

  static String nameProblem(String name) {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      return "a tag name has 1 to %d characters, was %d".formatted(NAME_LENGTH_MAX, name.length());
    }
    for (int i = 0; i < name.length(); i++) {
      if (!isNameCharacter(name.charAt(i), i == 0)) {
        return "a tag name is a-z, then a-z, 0-9, '_', '-' or '.', was '%s'"
            .formatted(printable(name));
      }
    }
    return "";
  }

  private static boolean isNameCharacter(char c, boolean first) {
    boolean letter = c >= 'a' && c <= 'z';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'));
  }

  static String valueProblem(String value) {
    if (value.isEmpty() || value.length() > VALUE_LENGTH_MAX) {
      return "a tag value has 1 to %d characters, was %d"
          .formatted(VALUE_LENGTH_MAX, value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || (c == ' ' && (i == 0 || i == value.length() - 1))) {
        return "a tag value has no control characters and no space at its ends, was '%s'"
            .formatted(printable(value));
      }
      if (isTornSurrogate(value, i)) {
        return "a tag value is valid Unicode, was '%s'".formatted(printable(value));
      }
    }
    return "";
  }

  private static boolean isTornSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  /// A caller's text as it may stand in a message: bounded, visible ASCII.
  static String printable(String text) {
    int shown = Math.min(text.length(), 40);
    StringBuilder safe = new StringBuilder(shown + 1);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c > '~' ? '?' : c);
    }
    return shown < text.length() ? safe.append("...").toString() : safe.toString();
  }
}
