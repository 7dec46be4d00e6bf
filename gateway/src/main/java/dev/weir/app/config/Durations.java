package dev.weir.app.config;

import java.time.Duration;

/// Durations as people write them: `250ms`, `30s`, `5m`, `2h`, `1d`.
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    String unit = text.replaceAll("[0-9 ]", "");
    if (digits.isEmpty()) {
      throw wrong(text);
    }
    long count = Long.parseLong(digits);
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> throw wrong(text);
    };
  }

  static String format(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "must be a duration as '250ms', '30s', '5m', '2h' or '1d', was '" + text + "'");
  }
}
