package dev.weir.base.log;

import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a line says of an exception: itself, its deepest cause, and where that one was thrown.
final class Thrown {
  private static final int FRAMES_MAX = 12;
  private static final int CAUSES_MAX = 20;

  private Thrown() {}

  /// With their messages.
  static Map<LogKey, String> quoted(Throwable thrown) {
    return told(thrown, Throwable::toString);
  }

  /// By their types alone, but for what the machine says.
  static Map<LogKey, String> typed(Throwable thrown) {
    return told(thrown, Thrown::typedName);
  }

  /// What the machine says, of files, sockets, memory and the database, is told in its words: it
  /// quotes nothing of a call.
  private static String typedName(Throwable thrown) {
    boolean ofMachine =
        switch (thrown) {
          case VirtualMachineError _, FileSystemException _, SocketException _, SQLException _ ->
              true;
          default -> thrown.getClass().getName().startsWith("io.netty.channel.unix.");
        };
    return ofMachine ? thrown.toString() : thrown.getClass().getName();
  }

  private static Map<LogKey, String> told(Throwable thrown, Function<Throwable, String> name) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
      root = root.getCause();
    }
    Map<LogKey, String> told = new EnumMap<>(LogKey.class);
    told.put(LogKey.ERROR, name.apply(thrown));
    told.put(
        LogKey.AT,
        Stream.of(root.getStackTrace())
            .limit(FRAMES_MAX)
            .map(StackTraceElement::toString)
            .collect(
                Collectors.joining(" < ", root.equals(thrown) ? "" : name.apply(root) + " ", "")));
    return told;
  }
}
