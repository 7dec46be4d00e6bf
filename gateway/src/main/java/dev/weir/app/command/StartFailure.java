package dev.weir.app.command;

import dev.weir.base.segment.JournalException;
import dev.weir.base.store.StoreFailure;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a start can fail of, without being a defect, into one line.
final class StartFailure {
  private StartFailure() {}

  /// Empty for a defect.
  static Optional<CommandFailure> of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<String> line = line(each);
      if (line.isPresent()) {
        return line.map(text -> new CommandFailure(Exit.BROKEN, text));
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

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static String oneLine(@Nullable String text) {
    String message = String.valueOf(text);
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
