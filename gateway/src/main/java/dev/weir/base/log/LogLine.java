package dev.weir.base.log;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// One event. Given to any logger as an object; an [EventLog] writes its facts as keys.
///
/// @param from who says it
/// @param kind what sort of event it is; one of few
/// @param message for people
/// @param facts further keys
public record LogLine(
    System.Logger.Level level,
    String from,
    String kind,
    String message,
    Map<LogKey, String> facts,
    Optional<Throwable> thrown) {
  public LogLine {
    EnumMap<LogKey, String> copy = new EnumMap<>(LogKey.class);
    copy.putAll(facts);
    facts = Collections.unmodifiableMap(copy);
  }

  public static LogLine of(
      System.Logger.Level level, String kind, String message, Map<LogKey, String> facts) {
    return new LogLine(level, "weir", kind, message, facts, Optional.empty());
  }

  /// An error that nobody expected: told by the types of its exceptions and where they were thrown,
  /// never by their messages, which may quote what was being worked on.
  public static LogLine defect(String kind, String message, Throwable thrown) {
    return new LogLine(
            System.Logger.Level.ERROR, "weir", kind, message, Map.of(), Optional.of(thrown))
        .unquoted();
  }

  /// The same, its exception told by types and places alone.
  public LogLine unquoted() {
    Map<LogKey, String> told = new EnumMap<>(LogKey.class);
    told.putAll(facts);
    thrown.ifPresent(each -> told.putAll(Thrown.typed(each)));
    return new LogLine(level, from, kind, message, told, Optional.empty());
  }

  /// As a logger without keys writes it.
  @Override
  public String toString() {
    return facts.isEmpty() ? message : message + " " + facts;
  }
}
