package dev.weir.app.demo;

import java.io.PrintWriter;
import java.text.MessageFormat;
import java.time.InstantSource;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The gateway's log, in a file instead of on the screen. Thread-safe.
final class DemoLog implements System.Logger, AutoCloseable {
  private final PrintWriter file;
  private final InstantSource clock;

  /// @param file closed with this
  DemoLog(PrintWriter file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public String getName() {
    return "weir";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= Level.INFO.getSeverity() && level != Level.OFF;
  }

  @Override
  public synchronized void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    file.println(clock.instant() + " " + level + " " + message);
    if (thrown != null) {
      thrown.printStackTrace(file);
    }
    file.flush();
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    String pattern = String.valueOf(format);
    boolean plain = parameters == null || parameters.length == 0;
    log(
        level,
        bundle,
        plain ? pattern : MessageFormat.format(pattern, parameters),
        (Throwable) null);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
