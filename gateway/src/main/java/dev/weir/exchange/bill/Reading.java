package dev.weir.exchange.bill;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A whole file, understood.
///
/// @param file its name, for messages
/// @param part which of several reports of this form; empty if there is one or it is not said
/// @param period the days it is about
/// @param rows of the source
/// @param lines at least one for each row
/// @param notes what a person should know: columns that are kept but not understood
public record Reading(
    String file,
    Form form,
    String part,
    Period period,
    List<SourceRow> rows,
    List<BillLine> lines,
    List<String> notes) {
  private static final int LINES_MAX = 1_000_000;

  /// Days in UTC.
  ///
  /// @param to exclusive
  public record Period(LocalDate from, LocalDate to) {
    public Period {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "a bill is about one day at least, was %s to %s".formatted(from, to));
      }
    }

    /// The days that some lines are for.
    public static Period of(List<BillLine> lines) {
      LocalDate from =
          lines.stream()
              .map(line -> line.span().from())
              .min(Comparator.naturalOrder())
              .map(first -> LocalDate.ofInstant(first, ZoneOffset.UTC))
              .orElseThrow();
      LocalDate to =
          lines.stream()
              .map(line -> line.span().to())
              .max(Comparator.naturalOrder())
              .map(last -> LocalDate.ofInstant(last.minusNanos(1), ZoneOffset.UTC).plusDays(1))
              .orElseThrow();
      return new Period(from, to.isAfter(from) ? to : from.plusDays(1));
    }

    /// Whether they have a day in common.
    public boolean meets(Period other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /// Those of some other days that are its own too; if there is none, the one next to them.
    Period nearest(Period others) {
      return new Period(nearest(others.from), nearest(others.to.minusDays(1)).plusDays(1));
    }

    private LocalDate nearest(LocalDate day) {
      LocalDate last = to.minusDays(1);
      LocalDate late = day.isBefore(from) ? from : day;
      return late.isAfter(last) ? last : late;
    }

    boolean covers(Period other) {
      return !from.isAfter(other.from) && !to.isBefore(other.to);
    }
  }

  public Reading {
    rows = List.copyOf(rows);
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("%s has no line".formatted(file));
    }
    if (lines.size() > LINES_MAX) {
      throw new IllegalArgumentException(
          "a bill has at most %,d lines, %s has %,d".formatted(LINES_MAX, file, lines.size()));
    }
  }

  /// Of a form that has one report only.
  public Reading(
      String file,
      Form form,
      Period period,
      List<SourceRow> rows,
      List<BillLine> lines,
      List<String> notes) {
    this(file, form, "", period, rows, lines, notes);
  }

  /// The same, said to be one of several reports of its form.
  public Reading ofPart(String report) {
    return new Reading(file, form, report, period, rows, lines, notes);
  }

  /// The same, said to be of a billing period: it is about the days of it that its lines are for. A
  /// line may be for others, as a fee for a year ahead or a refund for the month before.
  public Reading billedIn(Period billing) {
    return new Reading(file, form, part, billing.nearest(Period.of(lines)), rows, lines, notes);
  }

  /// What is due, by currency; nothing in a provider's usage.
  public Map<String, BigDecimal> totals() {
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (BillLine line : lines) {
      line.cost().ifPresent(cost -> totals.merge(cost.currency(), cost.due(), BigDecimal::add));
    }
    return totals;
  }

  Set<String> providers() {
    return all(line -> line.payer().provider());
  }

  /// Accounts, and where there is none projects: files of two of them do not overlap.
  Set<String> accounts() {
    Set<String> accounts = all(line -> line.payer().account());
    return accounts.equals(Set.of("")) ? all(line -> line.payer().project()) : accounts;
  }

  private Set<String> all(Function<BillLine, String> of) {
    return lines.stream().map(of).collect(Collectors.toCollection(TreeSet::new));
  }
}
