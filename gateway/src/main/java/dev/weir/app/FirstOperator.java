package dev.weir.app;

import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the first operator and leaves its key where only this machine's owner can read it.
final class FirstOperator {
  private static final String FILE = "first-operator-key";

  private FirstOperator() {}

  static void make(Keys keys, Path data, System.Logger log) {
    Path file = data.resolve(FILE);
    Optional<Keys.Issued> issued = keys.createFirstOperator();
    if (issued.isEmpty()) {
      return;
    }
    if (!(issued.get().published() instanceof Published.Done)) {
      throw new IllegalStateException(
          "the first operator cannot be made: " + issued.get().published());
    }
    try {
      Files.deleteIfExists(file);
      SecretFile.write(file, issued.get().secret().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException("the first operator's key cannot be written to " + file, e);
    }
    log.log(System.Logger.Level.INFO, "the first operator''s key is in {0}", file.toAbsolutePath());
  }
}
