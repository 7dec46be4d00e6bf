package dev.weir.app.command;

import dev.weir.base.segment.JournalException;
import dev.weir.base.store.StoreFailure;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Turns what a start can fail of, without being a defect, into one line.
final class StartFailure {
  /// Failures of files that stay until somebody mends path, rights or content.
  private static final List<Class<? extends IOException>> LASTING =
      List.of(
          AccessDeniedException.class,
          NoSuchFileException.class,
          NotDirectoryException.class,
          FileAlreadyExistsException.class,
          ZipException.class,
          EOFException.class);

  private StartFailure() {}

  /// Empty for a defect.
  static Optional<CommandFailure> of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<String> line = line(each);
      if (line.isPresent()) {
        int code = mayPass(each) ? Exit.NOT_NOW : Exit.BROKEN;
        return line.map(text -> new CommandFailure(code, text));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(Throwable failure) {
    return switch (failure) {
      case JournalException journal -> Optional.of(oneLine(journal.getMessage()));
      case StoreFailure store -> Optional.of(oneLine(store.getMessage()));
      // A port or a directory that cannot be had.
      case UncheckedIOException io ->
          Optional.of(oneLine(io.getMessage() + ": " + reason(io.getCause())));
      // Books that are invalid as a whole, or a provider that cannot be used.
      case IllegalArgumentException invalid -> Optional.of(oneLine(invalid.getMessage()));
      default -> Optional.empty();
    };
  }

  /// Whether the same start may succeed later though nobody has changed anything: what is in use
  /// gets free, a disk gets room, a network interface comes up.
  private static boolean mayPass(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      boolean passes =
          switch (each) {
            case JournalException journal -> journal.isInUse();
            case SQLException database -> isLockOrRoom(String.valueOf(database.getMessage()));
            case IOException io -> LASTING.stream().noneMatch(type -> type.isInstance(io));
            default -> false;
          };
      if (passes) {
        return true;
      }
    }
    return false;
  }

  /// DuckDB says both in words only; [StartFailureTest] opens a file that is in use.
  private static boolean isLockOrRoom(String message) {
    return message.contains("Could not set lock on file")
        || message.contains("No space left on device");
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static String oneLine(@Nullable String text) {
    String message = String.valueOf(text);
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
