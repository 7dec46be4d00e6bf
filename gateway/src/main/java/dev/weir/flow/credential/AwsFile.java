package dev.weir.flow.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads keys of AWS: `ID:SECRET`, `ID:SECRET:SESSION`, or a credentials file as AWS's own tools
/// write it, of which the first profile counts.
///
/// Source: "Configuration and credential file settings" of AWS's documentation.
final class AwsFile {
  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final String SESSION = "aws_session_token";

  private AwsFile() {}

  /// @throws IllegalArgumentException saying what is missing, without quoting the text
  static Credential.AwsKeys read(String text) {
    return text.lines().anyMatch(line -> line.strip().startsWith("aws_"))
        ? profile(text)
        : line(text.strip());
  }

  private static Credential.AwsKeys line(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3 || text.lines().count() > 1) {
      throw new IllegalArgumentException(
          "keys of AWS are 'ID:SECRET', 'ID:SECRET:SESSION' or a credentials file with %s and %s; was %d parts in %d lines"
              .formatted(ID, SECRET, parts.length, text.lines().count()));
    }
    return keys(parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  private static Credential.AwsKeys profile(String text) {
    Map<String, String> values = new HashMap<>();
    int profiles = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        profiles++;
      }
      int equals = line.indexOf('=');
      if (profiles <= 1 && equals > 0) {
        values.putIfAbsent(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return keys(
        values.getOrDefault(ID, ""),
        values.getOrDefault(SECRET, ""),
        Optional.ofNullable(values.get(SESSION)));
  }

  private static Credential.AwsKeys keys(String id, String secret, Optional<String> session) {
    requireWord("the id", id);
    requireWord("the secret", secret);
    session.ifPresent(given -> requireWord("the session token", given));
    return new Credential.AwsKeys(id, secret, session);
  }

  private static void requireWord(String what, String value) {
    if (!value.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "%s of the keys of AWS must be printable and not empty, has %d characters"
              .formatted(what, value.length()));
    }
  }
}
