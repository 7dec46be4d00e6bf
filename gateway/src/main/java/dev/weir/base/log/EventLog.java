package dev.weir.base.log;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The log of a process. Thread-safe.
///
/// A message without a kind of its own has its first words as its kind, up to the first figure,
/// quote, brace or colon. Alerts about money are never dropped.
public final class EventLog implements System.Logger, AutoCloseable {
  private static final String UNLIMITED = "alert";
  private static final String DROPS = "log lines dropped";
  private static final Pattern KIND = Pattern.compile("^[^0-9{'\":/]{1,60}");

  private final Outlet outlet;
  private final InstantSource clock;
  private final Allowance allowance = new Allowance();
  private volatile Settings settings;

  /// What may change while it runs.
  ///
  /// @param least the least level that is written
  /// @param perMinute most lines of one kind in a minute; 0 = any number
  public record Settings(Level least, LogShape shape, int perMinute) {}

  /// @param outlet closed with this
  public EventLog(Outlet outlet, InstantSource clock, Settings settings) {
    this.outlet = outlet;
    this.clock = clock;
    this.settings = settings;
  }

  /// From now on.
  public void use(Settings changed) {
    settings = changed;
  }

  /// Lines dropped since the start, by kind.
  public Map<String, Number> dropped() {
    return allowance.droppedEver();
  }

  /// Writes an event, unless its level or its kind's rate forbids.
  public void write(LogLine line) {
    Settings now = settings;
    if (!isLoggable(line.level())) {
      return;
    }
    Instant at = clock.instant();
    int perMinute = line.kind().equals(UNLIMITED) ? 0 : now.perMinute();
    Allowance.Answer answer = allowance.take(line.kind(), at, perMinute);
    answer.kinds().forEach(dropped -> tell(dropped, at, now.shape()));
    if (answer.isTaken()) {
      outlet.line(now.shape().of(at, line));
    }
  }

  private void tell(Allowance.Dropped dropped, Instant at, LogShape shape) {
    outlet.line(
        shape.of(
            at,
            LogLine.of(
                Level.WARNING,
                DROPS,
                DROPS,
                Map.of(
                    LogKey.DROPPED, Long.toString(dropped.lines()),
                    LogKey.DROPPED_KIND, dropped.kind()))));
  }

  @Override
  public String getName() {
    return "weir";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.getSeverity() >= settings.least().getSeverity() && level != Level.OFF;
  }

  /// A [LogLine] is written with its keys, anything else as its text.
  @Override
  public void log(Level level, Object said) {
    if (said instanceof LogLine line) {
      write(line);
    } else {
      log(level, null, said.toString(), (Throwable) null);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    String text = String.valueOf(message);
    write(new LogLine(level, getName(), kind(text), text, Map.of(), Optional.ofNullable(thrown)));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    String pattern = String.valueOf(format);
    boolean plain = parameters == null || parameters.length == 0;
    String text = plain ? pattern : MessageFormat.format(pattern, parameters);
    write(new LogLine(level, getName(), kind(pattern), text, Map.of(), Optional.empty()));
  }

  static String kind(String message) {
    Matcher words = KIND.matcher(message);
    return words.find() ? words.group().strip() : Allowance.OTHER;
  }

  /// Tells what was dropped and not told yet.
  @Override
  public void close() {
    Instant now = clock.instant();
    allowance.rest().forEach(dropped -> tell(dropped, now, settings.shape()));
    outlet.close();
  }
}
