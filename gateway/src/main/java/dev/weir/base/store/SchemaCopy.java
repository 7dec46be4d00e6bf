package dev.weir.base.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The copy of a closed database file that is made beside it before its schema changes:
/// `facts.duckdb.schema-1`, and `facts.duckdb.schema-1-2` if that is there already.
final class SchemaCopy {
  private SchemaCopy() {}

  /// Complete and synced when this returns; a copy that was not finished has another name.
  static Path make(Path file, int version) {
    try {
      Path copy = free(file.resolveSibling(file.getFileName() + ".schema-" + version));
      Path unfinished = copy.resolveSibling(copy.getFileName() + ".tmp");
      Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreFailure(
          "database %s was not migrated from schema version %d, because it cannot be copied first"
              .formatted(file, version),
          e);
    }
  }

  private static Path free(Path wanted) {
    Path name = wanted;
    for (int number = 2; Files.exists(name); number++) {
      name = wanted.resolveSibling(wanted.getFileName() + "-" + number);
    }
    return name;
  }
}
