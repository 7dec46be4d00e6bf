package dev.weir.flow.window;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The written form of windows.
final class WindowText {
  private static final String FORMS =
      "write 'hour|day|week|month|quarter|year ZONE', 'week ZONE from sunday', 'rolling 24h',"
          + " 'rolling 24h by 10m' or 'total'";
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
  private static final long DAY_SECONDS = 86_400;

  private WindowText() {}

  static Window parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+", -1));
    try {
      return switch (words.getFirst()) {
        case "total" -> total(words);
        case "rolling" -> rolling(words);
        default -> calendar(words);
      };
    } catch (DateTimeException | IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "window '%s': %s; %s".formatted(text, wrong.getMessage(), FORMS), wrong);
    }
  }

  private static Window total(List<String> words) {
    if (words.size() != 1) {
      throw new IllegalArgumentException("nothing may follow 'total'");
    }
    return Window.TOTAL;
  }

  private static Window rolling(List<String> words) {
    if (words.size() == 2) {
      return new Window.Rolling(duration(words.get(1)));
    }
    if (words.size() == 4 && words.get(2).equals("by")) {
      return new Window.Rolling(duration(words.get(1)), duration(words.get(3)));
    }
    throw new IllegalArgumentException("a rolling window has a length and perhaps 'by' a slice");
  }

  private static Window calendar(List<String> words) {
    Window.Unit unit = unit(words.getFirst());
    if (words.size() == 2) {
      return new Window.Calendar(unit, ZoneId.of(words.get(1)));
    }
    if (words.size() == 4 && words.get(2).equals("from") && unit == Window.Unit.WEEK) {
      return new Window.Calendar(unit, ZoneId.of(words.get(1)), weekday(words.get(3)));
    }
    throw new IllegalArgumentException(
        words.size() == 1
            ? "a calendar window names its time zone"
            : "only a week may say 'from' a weekday, and nothing else may follow the zone");
  }

  private static Window.Unit unit(String word) {
    for (Window.Unit unit : Window.Unit.values()) {
      if (unit.text().equals(word)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("'%s' is no unit".formatted(word));
  }

  private static DayOfWeek weekday(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(word)) {
        return day;
      }
    }
    throw new IllegalArgumentException("'%s' is no weekday".formatted(word));
  }

  private static Duration duration(String word) {
    Matcher matcher = DURATION.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no duration such as 90s, 30m, 24h or 7d".formatted(word));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /// The shortest exact form in one unit; a single day is 24h.
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % DAY_SECONDS == 0 && seconds > DAY_SECONDS) {
      return seconds / DAY_SECONDS + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
