package dev.weir.app.command;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.journal.JournalException;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/// Turns what a start can fail of, without being a defect, into one line.
final class StartFailure {
  private StartFailure() {}

  /// Empty for a defect.
  static Optional<CommandFailure> of(Throwable failure, WeirConfig config) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<String> line = line(each, config);
      if (line.isPresent()) {
        return line.map(text -> new CommandFailure(Exit.BROKEN, text));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(Throwable failure, WeirConfig config) {
    return switch (failure) {
      // The native transport's own exception extends IOException and not BindException.
      case IOException bind when bind instanceof BindException || isBind(bind) ->
          Optional.of(
              "cannot listen on %s or %s: %s; is another gateway running? listen.* sets other ports"
                  .formatted(
                      config.listen().dataPlane(),
                      config.listen().controlPlane(),
                      bind.getMessage()));
      case UnresolvedAddressException _ ->
          Optional.of("cannot listen: a host of listen.* is not known on this machine");
      case JournalException journal -> Optional.of(oneLine(journal));
      case StoreFailure store -> Optional.of(oneLine(store));
      case UncheckedIOException disk -> Optional.of(oneLine(disk));
      // Books that are invalid as a whole, or a provider that cannot be used.
      case IllegalArgumentException invalid -> Optional.of(oneLine(invalid));
      default -> Optional.empty();
    };
  }

  private static boolean isBind(IOException failure) {
    return String.valueOf(failure.getMessage()).startsWith("bind(");
  }

  private static String oneLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
