package dev.weir.exchange.focus;

import dev.weir.exchange.reconcile.Confirmed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an export is asked for: charges of calls accepted from `from` on and before `to`.
/// Corrections of a closed period belong to the time they were booked at.
///
/// @param tags names of tags that rows are told apart by, in the order of the column `Tags`
/// @param confirmed whose days somebody has confirmed
public record FocusQuery(
    FocusVersion version,
    Instant from,
    Instant to,
    Granularity granularity,
    List<String> tags,
    ClosedPeriods closed,
    Confirmed confirmed) {
  /// The tags of an export that names none: who answers for the cost, and no person.
  public static final List<String> USUAL_TAGS =
      List.of("use_case", "department", "cost_centre", "role", "environment", "team", "project");

  private static final int TAGS_MAX = 16;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /// How long a row's charge period is.
  public enum Granularity {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Granularity(ChronoUnit unit) {
      this.unit = unit;
    }

    /// Reads `hour` or `day`.
    public static Granularity parse(String text) {
      return Arrays.stream(values())
          .filter(granularity -> granularity.toString().equals(text))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "a granularity is hour or day, was '%s'".formatted(text)));
    }

    ChronoUnit unit() {
      return unit;
    }

    Instant end(Instant start) {
      return start.plus(1, unit);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FocusQuery {
    tags = List.copyOf(tags);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "an export begins before it ends, was %s to %s".formatted(from, to));
    }
    if (tags.size() > TAGS_MAX || tags.stream().distinct().count() < tags.size()) {
      throw new IllegalArgumentException(
          "an export has up to %d tags, each once, was %s".formatted(TAGS_MAX, tags));
    }
    tags.forEach(FocusQuery::requireTag);
  }

  private static void requireTag(String name) {
    if (!TAG.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a tag name is 1 to 64 of letters, digits, '_', '.', '-', was '%s'".formatted(name));
    }
  }
}
