package dev.weir.view.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The days, of UTC, that a page is about: a month unless somebody says otherwise.
///
/// @param from the first one
/// @param to the last one
public record Period(LocalDate from, LocalDate to) {
  private static final String SUMS =
      "calls,attempts,billed_calls,refusals,input_tokens,cache_read_tokens,output_tokens,cost_usd,"
          + "cost_per_call_usd,unattributed_share,estimated_share,safety_cost_usd,retry_cost_usd,"
          + "reconciled_usd,invoiced_usd,partly_unpriced";

  /// The parameter of links and forms.
  public static final String NAME = "period";

  private static final int MONTHS_OFFERED = 13;
  private static final int YEARS_MAX = 3;
  private static final int DAYS_OF_WEEK = 7;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  public Period {
    if (to.isBefore(from) || to.isAfter(from.plusYears(YEARS_MAX))) {
      throw new IllegalArgumentException(
          "a period begins before it ends and has at most %d years, was %s to %s"
              .formatted(YEARS_MAX, from, to));
    }
  }

  /// One that can be chosen.
  public record Choice(String value, String label, boolean isChosen) {}

  public static Period of(YearMonth month) {
    return new Period(month.atDay(1), month.atEndOfMonth());
  }

  /// Reads `2026-11` or `2026-11-01..2026-11-20`; what is neither is [NotAnswered].
  public static Period read(String text) {
    try {
      int dots = text.indexOf("..");
      return dots < 0
          ? of(YearMonth.parse(text))
          : new Period(
              LocalDate.parse(text.substring(0, dots)), LocalDate.parse(text.substring(dots + 2)));
    } catch (DateTimeException | IllegalArgumentException unreadable) {
      throw NotAnswered.invalid(
          "parameter '%s' is a month as 2026-11 or days as 2026-11-01..2026-11-20, was '%s'"
              .formatted(NAME, text));
    }
  }

  /// The month of the last day, for what is told by the month.
  public YearMonth month() {
    return YearMonth.from(to);
  }

  /// All of that month.
  public Period wholeMonth() {
    return of(month());
  }

  public boolean isMonth() {
    return equals(of(month()));
  }

  /// What is like this one and before it: the month before, of a month that is not over the same
  /// days of it; else as many days.
  public Period before(LocalDate today) {
    if (!isMonth()) {
      long days = from.until(to, ChronoUnit.DAYS) + 1;
      return new Period(from.minusDays(days), from.minusDays(1));
    }
    YearMonth last = month().minusMonths(1);
    boolean isOver = today.isAfter(to) || today.isBefore(from);
    return isOver
        ? of(last)
        : new Period(
            last.atDay(1), last.atDay(Math.min(today.getDayOfMonth(), last.lengthOfMonth())));
  }

  /// The last seven days of it that have begun, for what is no sum: a percentile is read from every
  /// call.
  public Period lastWeek(LocalDate today) {
    LocalDate begun = today.isBefore(to) && !today.isBefore(from) ? today : to;
    LocalDate first = begun.minusDays(DAYS_OF_WEEK - 1L);
    return new Period(first.isBefore(from) ? from : first, begun);
  }

  /// As [#read] reads it.
  public String text() {
    return isMonth() ? month().toString() : from + ".." + to;
  }

  /// For people.
  public String title() {
    return isMonth() ? MONTH.format(to) : DAY.format(from) + " to " + DAY.format(to);
  }

  /// A report of this time: all its sums, which many calls do not make slow, and no percentile.
  ///
  /// @param by dimensions, separated by commas; empty = the total alone
  public String report(String by) {
    return "/api/v1/report?by=%s&figures=%s&%s".formatted(by, SUMS, range());
  }

  /// As parameters of the API, which counts to before a day.
  public String range() {
    return "from=%s&to=%s".formatted(from, to.plusDays(1));
  }

  /// This period and the last months.
  public List<Choice> choices(YearMonth current) {
    List<Choice> all = new ArrayList<>();
    Optional<YearMonth> offered = isMonth() ? Optional.of(month()) : Optional.empty();
    for (int ago = 0; ago < MONTHS_OFFERED; ago++) {
      YearMonth month = current.minusMonths(ago);
      all.add(
          new Choice(
              month.toString(), MONTH.format(month), offered.filter(month::equals).isPresent()));
    }
    if (all.stream().noneMatch(Choice::isChosen)) {
      all.addFirst(new Choice(text(), title(), true));
    }
    return all;
  }
}
