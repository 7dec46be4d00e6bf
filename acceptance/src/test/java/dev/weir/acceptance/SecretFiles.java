package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The secrets in files that a gateway's configuration names: private keys in PEM, by each of their
/// lines, and what `file:` refers to.
final class SecretFiles {
  private static final Pattern NAMED = Pattern.compile("(file:)?(/[^'\"\\s,{}]+)");

  private SecretFiles() {}

  /// Plants what the files hold now.
  static void plant(String configuration, SecretSearch search) {
    Matcher named = NAMED.matcher(configuration);
    while (named.find()) {
      Path file = Path.of(named.group(2));
      if (Files.isRegularFile(file)) {
        plant(file, named.group(1) != null, search);
      }
    }
  }

  private static void plant(Path file, boolean referredTo, SecretSearch search) {
    try {
      String text = Files.readString(file).strip();
      if (text.contains("PRIVATE KEY-----")) {
        // Within JSON the lines of a key are parted by an escape.
        plantLines(
            file,
            Arrays.stream(text.split("\\R|\\\\n", -1))
                .filter(line -> !line.contains("-----"))
                .toList(),
            search);
      } else if (referredTo) {
        search.plant("the secret in " + file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void plantLines(Path file, List<String> lines, SecretSearch search) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() >= Canaries.SHORTEST) {
        search.plant("line %d of the private key in %s".formatted(i + 1, file), lines.get(i));
      }
    }
  }
}
