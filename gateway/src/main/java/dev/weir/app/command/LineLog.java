package dev.weir.app.command;

import dev.weir.view.cli.Terminal;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log: one line of `key=value` per event, on standard error. Thread-safe.
///
/// It is written directly and not through java.util.logging, which closes its handlers while the
/// gateway is still closing; what libraries say through java.util.logging arrives here too.
final class LineLog implements System.Logger {
  private static final Pattern SECRET = Pattern.compile("\\b(wk_|wa_)[A-Za-z0-9_-]{20,}");
  private static final int FRAMES_MAX = 12;
  private static final int CAUSES_MAX = 20;

  private final Terminal terminal;
  private final Level least;

  private LineLog(Terminal terminal, Level least) {
    this.terminal = terminal;
    this.least = least;
  }

  /// The one log of this process; also takes over what libraries log.
  static LineLog install(Terminal terminal) {
    LineLog log = new LineLog(terminal, Level.INFO);
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new FromLibraries(log));
    return log;
  }

  /// For a verb that opens the data directory itself: what goes wrong, and nothing else.
  static LineLog quiet(Terminal terminal) {
    return new LineLog(terminal, Level.WARNING);
  }

  @Override
  public String getName() {
    return "weir";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= least.getSeverity() && level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      write(level.getName(), getName(), String.valueOf(message), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    String pattern = String.valueOf(format);
    String message =
        parameters == null || parameters.length == 0
            ? pattern
            : MessageFormat.format(pattern, parameters);
    log(level, bundle, message, (Throwable) null);
  }

  private void write(String level, String from, String message, @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder(160);
    line.append("time=").append(terminal.clock().instant());
    line.append(" level=").append(level).append(" from=").append(from);
    line.append(" message=").append(quoted(message));
    if (thrown != null) {
      line.append(" error=").append(quoted(thrown.toString()));
      line.append(" at=").append(quoted(frames(thrown)));
    }
    terminal.err().println(SECRET.matcher(line).replaceAll("$1***"));
  }

  private static String frames(Throwable thrown) {
    Throwable root = thrown;
    String cause = "";
    for (int depth = 0; root.getCause() != null && depth < CAUSES_MAX; depth++) {
      root = root.getCause();
      cause = root + " ";
    }
    return Stream.of(root.getStackTrace())
        .limit(FRAMES_MAX)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < ", cause, ""));
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "'").replace("\n", "\\n").replace("\r", "")
        + '"';
  }

  private static final class FromLibraries extends Handler {
    private final LineLog log;

    FromLibraries(LineLog log) {
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
        log.write(
            entry.getLevel().getName(),
            from,
            parameters == null ? message : MessageFormat.format(message, parameters),
            entry.getThrown());
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
