package dev.weir.flow.rule;

import java.util.regex.Pattern;

/// The form of rule ids.
final class RuleId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RuleId() {}

  static void require(String what, String id) {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "%s id '%s': must be 1 to 128 letters, digits, '-', '_' or '.'".formatted(what, id));
    }
  }
}
