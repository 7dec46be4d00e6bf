package dev.weir.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where a secret is to be found: `env:NAME` or `file:PATH`. The secret itself is never part of the
/// configuration, and this record's text never shows it.
public record SecretReference(String text) {
  public SecretReference {
    boolean known = text.startsWith("env:") || text.startsWith("file:");
    if (!known || text.endsWith(":")) {
      throw new IllegalArgumentException(
          "a secret is given by reference, env:NAME or file:PATH; the value seen is not shown");
    }
  }

  /// Reads the secret.
  ///
  /// @param environment looks a variable up, null when it is not set
  /// @throws IllegalArgumentException naming the reference when nothing is there
  public String resolve(UnaryOperator<@Nullable String> environment) {
    String secret = text.startsWith("env:") ? environment.apply(text.substring(4)) : readFile();
    if (secret == null || secret.isBlank()) {
      throw new IllegalArgumentException("the secret " + text + " is not set or empty");
    }
    return secret.strip();
  }

  private String readFile() {
    try {
      return Files.readString(Path.of(text.substring(5)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the secret " + text + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
