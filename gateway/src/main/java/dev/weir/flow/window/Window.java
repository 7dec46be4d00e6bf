package dev.weir.flow.window;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// The stretch of time a rule counts over: a function of an instant and a time zone, never of a job
/// that resets something. Amounts are booked to slices; a window is a run of slices. Thread-safe.
public sealed interface Window {

  /// Everything, for ever.
  Window TOTAL = new Total();

  /// Start (epoch seconds) of the slice that an amount accepted at `at` is booked to.
  long sliceOf(Instant at);

  /// Start of the oldest slice that counts at `at`; every slice from it to `sliceOf(at)` counts.
  long firstSlice(Instant at);

  /// When nothing booked up to `at` counts any more; empty = never.
  Optional<Instant> resetsAt(Instant at);

  /// The form used in configuration, API and CLI, read by [#parse]: `month Europe/Berlin`, `week
  /// America/New_York from sunday`, `rolling 24h`, `total`.
  String text();

  /// Reads [#text()].
  ///
  /// @throws IllegalArgumentException naming what is wrong and showing a right form
  static Window parse(String text) {
    return WindowText.parse(text);
  }

  /// Calendar units a window may have.
  enum Unit {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One hour, day, week, month, quarter or year of a time zone; one slice per window.
  ///
  /// Windows partition time, whatever the zone's clocks do: a day begins at its first instant; when
  /// clocks are set back over midnight, the day that has begun stays. An hour is cut where the
  /// offset changes, so the repeated hour of autumn is an hour of its own.
  final class Calendar implements Window {
    private static final long HOUR_SECONDS = 3600;

    private final Unit unit;
    private final ZoneId zone;
    private final DayOfWeek weekStart;
    private final ZoneRules rules;

    /// The span last asked for. Any thread may replace it with another right answer.
    private volatile Span last = new Span(0, 0);

    private record Span(long from, long to) {}

    /// @param weekStart first day of a week; ignored for other units
    public Calendar(Unit unit, ZoneId zone, DayOfWeek weekStart) {
      this.unit = unit;
      this.zone = zone;
      this.weekStart = unit == Unit.WEEK ? weekStart : DayOfWeek.MONDAY;
      this.rules = zone.getRules();
    }

    /// Weeks start on Monday.
    public Calendar(Unit unit, ZoneId zone) {
      this(unit, zone, DayOfWeek.MONDAY);
    }

    public Unit unit() {
      return unit;
    }

    public ZoneId zone() {
      return zone;
    }

    public DayOfWeek weekStart() {
      return weekStart;
    }

    @Override
    public long sliceOf(Instant at) {
      return spanAt(at.getEpochSecond()).from;
    }

    @Override
    public long firstSlice(Instant at) {
      return sliceOf(at);
    }

    @Override
    public Optional<Instant> resetsAt(Instant at) {
      return Optional.of(Instant.ofEpochSecond(spanAt(at.getEpochSecond()).to));
    }

    private Span spanAt(long second) {
      Span span = last;
      if (second < span.from || second >= span.to) {
        span = unit == Unit.HOUR ? hourAt(second) : daysAt(second);
        last = span;
      }
      return span;
    }

    private Span hourAt(long second) {
      long local = second + rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
      long from = second - Math.floorMod(local, HOUR_SECONDS);
      long to = from + HOUR_SECONDS;
      ZoneOffsetTransition before = rules.previousTransition(Instant.ofEpochSecond(second + 1));
      ZoneOffsetTransition after = rules.nextTransition(Instant.ofEpochSecond(second));
      return new Span(
          before == null ? from : Math.max(from, before.toEpochSecond()),
          after == null ? to : Math.min(to, after.toEpochSecond()));
    }

    private Span daysAt(long second) {
      LocalDate first = firstDay(LocalDate.ofInstant(Instant.ofEpochSecond(second), zone));
      long from = startOf(first);
      LocalDate next = nextFirstDay(first);
      long to = startOf(next);
      while (second >= to) {
        from = to;
        next = nextFirstDay(next);
        to = startOf(next);
      }
      return new Span(from, to);
    }

    private long startOf(LocalDate date) {
      return date.atStartOfDay(zone).toEpochSecond();
    }

    private LocalDate firstDay(LocalDate date) {
      return switch (unit) {
        case HOUR, DAY -> date;
        case WEEK -> date.with(TemporalAdjusters.previousOrSame(weekStart));
        case MONTH -> date.withDayOfMonth(1);
        case QUARTER -> date.withDayOfMonth(1).minusMonths((date.getMonthValue() - 1) % 3);
        case YEAR -> date.withDayOfYear(1);
      };
    }

    private LocalDate nextFirstDay(LocalDate first) {
      return switch (unit) {
        case HOUR, DAY -> first.plusDays(1);
        case WEEK -> first.plusWeeks(1);
        case MONTH -> first.plusMonths(1);
        case QUARTER -> first.plusMonths(3);
        case YEAR -> first.plusYears(1);
      };
    }

    @Override
    public String text() {
      String week =
          weekStart == DayOfWeek.MONDAY ? "" : " from " + weekStart.name().toLowerCase(Locale.ROOT);
      return unit.text() + " " + zone.getId() + week;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Calendar that
          && unit == that.unit
          && zone.equals(that.zone)
          && weekStart == that.weekStart;
    }

    @Override
    public int hashCode() {
      return Objects.hash(unit, zone, weekStart);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /// The last `length` before any instant, in slices of fixed size. A slice that is partly outside
  /// still counts, so the window is never shorter than stated and at most one slice longer.
  ///
  /// @param length whole seconds
  /// @param slice whole seconds, at most `length`, at least `length / 1440`
  record Rolling(Duration length, Duration slice) implements Window {
    private static final long SLICES = 60;
    private static final long SLICES_MAX = 1440;

    public Rolling {
      requireWholeSeconds("length", length);
      requireWholeSeconds("slice", slice);
      if (slice.compareTo(length) > 0 || slice.toSeconds() * SLICES_MAX < length.toSeconds()) {
        throw new IllegalArgumentException(
            "a rolling window has 1 to %d slices, was %s by %s"
                .formatted(SLICES_MAX, WindowText.of(length), WindowText.of(slice)));
      }
    }

    /// About sixty slices.
    public Rolling(Duration length) {
      this(length, usualSlice(length));
    }

    static Duration usualSlice(Duration length) {
      return Duration.ofSeconds(Math.ceilDiv(Math.max(1, length.toSeconds()), SLICES));
    }

    private static void requireWholeSeconds(String name, Duration duration) {
      if (!duration.equals(duration.truncatedTo(ChronoUnit.SECONDS)) || duration.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "the %s of a rolling window is whole seconds, at least one, was %s"
                .formatted(name, duration));
      }
    }

    @Override
    public long sliceOf(Instant at) {
      return floor(at.getEpochSecond());
    }

    @Override
    public long firstSlice(Instant at) {
      return floor(at.getEpochSecond() - length.toSeconds());
    }

    @Override
    public Optional<Instant> resetsAt(Instant at) {
      return Optional.of(Instant.ofEpochSecond(sliceOf(at)).plus(slice).plus(length));
    }

    private long floor(long second) {
      return second - Math.floorMod(second, slice.toSeconds());
    }

    @Override
    public String text() {
      String steps = slice.equals(usualSlice(length)) ? "" : " by " + WindowText.of(slice);
      return "rolling " + WindowText.of(length) + steps;
    }
  }

  /// All time, as one slice.
  record Total() implements Window {
    @Override
    public long sliceOf(Instant at) {
      return 0;
    }

    @Override
    public long firstSlice(Instant at) {
      return 0;
    }

    @Override
    public Optional<Instant> resetsAt(Instant at) {
      return Optional.empty();
    }

    @Override
    public String text() {
      return "total";
    }
  }
}
