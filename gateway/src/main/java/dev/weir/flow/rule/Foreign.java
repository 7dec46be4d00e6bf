package dev.weir.flow.rule;

import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/// An amount of a rule in another currency than the dollar. It is worth what the rate of a window's
/// first day says.
///
/// @param what the rule in messages
/// @param period when the amount counts, while the rule does: a raise's own
record Foreign(String what, Rule rule, Amount amount, Period period) {
  Foreign {
    if (rule.window() instanceof Window.Total && rule.period().from().isEmpty()) {
      throw new IllegalArgumentException(
          "%s: window 'total' has no first day, so %s needs 'from', whose day's rate holds"
              .formatted(what, amount));
    }
  }

  /// Whether it counts in no window at `at` or later.
  boolean isOver(Instant at) {
    return Stream.of(period, rule.period())
        .flatMap(each -> each.until().stream())
        .anyMatch(until -> !until.isAfter(at));
  }

  /// The first day of the earliest window it counts in at `at` or later.
  LocalDate firstDay(Instant at) {
    Instant counted =
        Stream.of(period, rule.period())
            .flatMap(each -> each.from().stream())
            .reduce(at, (one, other) -> one.isAfter(other) ? one : other);
    return firstDay(rule.window().firstSlice(counted));
  }

  /// The first day of a window, by its oldest slice.
  LocalDate firstDay(long firstSlice) {
    return switch (rule.window()) {
      case Window.Calendar calendar -> day(Instant.ofEpochSecond(firstSlice), calendar.zone());
      case Window.Rolling _ -> day(Instant.ofEpochSecond(firstSlice), ZoneOffset.UTC);
      case Window.Total _ -> day(rule.period().from().orElseThrow(), ZoneOffset.UTC);
    };
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return LocalDate.ofInstant(at, zone);
  }
}
