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

  /// As a logger without keys writes it.
  @Override
  public String toString() {
    return facts.isEmpty() ? message : message + " " + facts;
  }
}
