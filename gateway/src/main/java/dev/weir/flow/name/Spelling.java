package dev.weir.flow.name;

import java.util.regex.Pattern;

/// How the things of this room may be called.
final class Spelling {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9._:/-]{1,100}");

  private Spelling() {}

  static void requireId(String what, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "%s: a name is 1 to 63 of a-z, 0-9, '_' and '-' and begins with a letter or digit, was '%s'"
              .formatted(what, shown(id)));
    }
  }

  /// Begins with a letter: what begins with a digit is a version.
  static void requireLabel(String label) {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "label: a name is 1 to 63 of a-z, 0-9, '_' and '-' and begins with a letter, was '%s'"
              .formatted(shown(label)));
    }
  }

  static void requireAlias(String alias) {
    if (!ALIAS.matcher(alias).matches() || alias.startsWith(Names.PROMPT)) {
      throw new IllegalArgumentException(
          "alias: a name is 1 to 100 letters, digits and . _ : / - and does not begin with '%s', was '%s'"
              .formatted(Names.PROMPT, shown(alias)));
    }
  }

  static void requireVariable(String variable) {
    if (!isVariable(variable)) {
      throw new IllegalArgumentException(
          "variable: a name is 1 to 63 of a-z, 0-9 and '_' and begins with a letter, was '%s'"
              .formatted(shown(variable)));
    }
  }

  static boolean isVariable(String name) {
    return VARIABLE.matcher(name).matches();
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
