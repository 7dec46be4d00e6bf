package dev.weir.view.shape;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A point in time as people read it, its zone said.
///
/// @param text `23 Nov 2026, 09:15 UTC`
/// @param exact in ISO 8601, for machines and for the pointer that rests on it
public record Moment(String text, String exact) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter BRIEF =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  public static Moment of(Instant instant) {
    return new Moment(MINUTE.format(instant) + " UTC", instant.toString());
  }

  public static Moment of(LocalDate day) {
    return new Moment(DAY.format(day), day.toString());
  }

  /// A day among others of its year, as an axis has it: `23 Nov`.
  public static String brief(LocalDate day) {
    return BRIEF.format(day);
  }

  public static Moment of(YearMonth month) {
    return new Moment(MONTH.format(month), month.toString());
  }
}
