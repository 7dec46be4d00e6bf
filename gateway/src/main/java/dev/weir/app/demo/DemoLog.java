package dev.weir.app.demo;

import java.io.PrintWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The gateway's log, in a file instead of on the screen; remembers its alerts. Thread-safe.
final class DemoLog implements System.Logger, AutoCloseable {
  private static final int ALERTS_MAX = 100;

  private final PrintWriter file;
  private final InstantSource clock;
  private final List<Line> warnings = new ArrayList<>();

  /// One warning and when it was written.
  private record Line(Instant at, String text) {}

  /// @param file closed with this
  DemoLog(PrintWriter file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// When the alert of a budget at a share of it was written, if it was.
  ///
  /// @param share as the alert's JSON has it: `0.7`
  synchronized Optional<Instant> alerted(String budget, String share) {
    String id = "\"budget\":{\"id\":\"" + budget + "\"";
    String at = "\"share\":" + share + ",";
    return warnings.stream()
        .filter(line -> line.text().contains(id) && line.text().contains(at))
        .map(Line::at)
        .findFirst();
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
    Instant now = clock.instant();
    file.println(now + " " + level + " " + message);
    if (thrown != null) {
      thrown.printStackTrace(file);
    }
    file.flush();
    if (level == Level.WARNING && warnings.size() < ALERTS_MAX) {
      warnings.add(new Line(now, String.valueOf(message)));
    }
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
