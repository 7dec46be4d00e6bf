package dev.weir.view.login;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import java.util.Locale;
import java.util.regex.Pattern;

/// A name by which an operator signs in, with a password.
///
/// @param name in lower case; may be an e-mail address
/// @param operator `op_…`
/// @param disabled nobody signs in with it
record Login(String name, String operator, PasswordHash hash, boolean disabled) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._+@-]{1,127}");

  private static final int TYPED_MAX = 200;

  Login {
    requireName(name);
  }

  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "field 'login' is 2 to 128 of a-z, 0-9, '.', '_', '+', '-', '@' and begins with a letter or digit, was '%s'"
              .formatted(name.length() > 128 ? name.substring(0, 128) + "…" : name));
    }
    return name;
  }

  /// As somebody types it who signs in; of what is too long only the beginning, which is no name.
  static String typed(String text) {
    String typed = text.strip().toLowerCase(Locale.ROOT);
    return typed.substring(0, Math.min(typed.length(), TYPED_MAX));
  }

  Login with(PasswordHash other) {
    return new Login(name, operator, other, disabled);
  }

  Login disabled(boolean is) {
    return new Login(name, operator, hash, is);
  }

  ObjectNode write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("operator", operator).put("hash", hash.phc());
    if (disabled) {
      body.put("disabled", true);
    }
    return body;
  }

  /// Reads what [#write()] writes.
  static Login read(String name, ObjectNode body) {
    Fields fields = new Fields("login '%s'".formatted(name), body);
    Login login =
        new Login(
            name,
            fields.text("operator"),
            PasswordHash.parse(fields.text("hash")),
            fields.flag("disabled", false));
    fields.end();
    return login;
  }
}
