package dev.weir.app.command;

import dev.weir.app.config.WeirConfig;
import dev.weir.base.log.EventLog;
import dev.weir.base.log.LogLine;
import dev.weir.base.log.LogShape;
import dev.weir.base.log.Outlet;
import dev.weir.base.log.RotatingFile;
import dev.weir.base.log.StreamOutlet;
import dev.weir.view.cli.Terminal;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The log of this process, as the configuration has it.
///
/// It is written directly and not through java.util.logging, which closes its handlers while the
/// gateway is still closing; what libraries say through java.util.logging arrives here too, and so
/// does what ends a thread.
final class ProcessLog {
  private ProcessLog() {}

  /// The one log of this process.
  static EventLog install(Terminal terminal, WeirConfig.LogsPart config) {
    EventLog log = new EventLog(outlet(terminal, config), terminal.clock(), settings(config));
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new FromLibraries(log));
    Thread.setDefaultUncaughtExceptionHandler((thread, defect) ->
        log.write(
            LogLine.defect(
                "a thread ended",
                "a thread ended with a defect of Weir, " + thread.getName(),
                defect)));
    return log;
  }

  /// For a verb that opens the data directory itself: what goes wrong, and nothing else.
  static EventLog quiet(Terminal terminal) {
    return new EventLog(
        new StreamOutlet(terminal.err()),
        terminal.clock(),
        new EventLog.Settings(Level.WARNING, LogShape.TEXT, 0));
  }

  private static Outlet outlet(Terminal terminal, WeirConfig.LogsPart config) {
    return config.file().isEmpty()
        ? new StreamOutlet(terminal.err())
        : new RotatingFile(
            terminal.path(Path.of(config.file())),
            config.fileSize().bytes(),
            config.files(),
            terminal.err());
  }

  static EventLog.Settings settings(WeirConfig.LogsPart config) {
    LogShape shape =
        switch (config.format()) {
          case TEXT -> LogShape.TEXT;
          case JSON -> LogShape.JSON;
        };
    Level least =
        switch (config.level()) {
          case ERROR -> Level.ERROR;
          case WARNING -> Level.WARNING;
          case INFO -> Level.INFO;
          case DEBUG -> Level.DEBUG;
        };
    return new EventLog.Settings(least, shape, config.perMinute());
  }

  private static final class FromLibraries extends Handler {
    private final EventLog log;

    FromLibraries(EventLog log) {
      this.log = log;
      setLevel(java.util.logging.Level.WARNING);
    }

    @Override
    public void publish(LogRecord entry) {
      if (!isLoggable(entry)) {
        return;
      }
      try {
        String from = entry.getLoggerName() == null ? "library" : entry.getLoggerName();
        String message = entry.getMessage() == null ? "" : entry.getMessage();
        Object[] parameters = entry.getParameters();
        boolean isError = entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue();
        // What a library reports may have been thrown by Weir, in the middle of a call.
        log.write(
            new LogLine(
                    isError ? Level.ERROR : Level.WARNING,
                    from,
                    from,
                    parameters == null ? message : MessageFormat.format(message, parameters),
                    Map.of(),
                    Optional.ofNullable(entry.getThrown()))
                .unquoted());
      } catch (IllegalArgumentException malformed) {
        reportError(entry.getMessage(), malformed, ErrorManager.FORMAT_FAILURE);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
