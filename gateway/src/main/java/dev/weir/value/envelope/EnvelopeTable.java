package dev.weir.value.envelope;

import dev.weir.base.money.Currency;
import dev.weir.base.money.Total;
import dev.weir.base.wire.CsvTable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Envelopes as comma-separated values, all or none. Long: `cost_centre,month,amount`, where wanted
/// `currency` and `note`. Wide: `cost_centre` and a column for each month; an empty cell is no
/// envelope.
public final class EnvelopeTable {
  private static final int CELLS_MAX = 1_000_000;
  private static final int TOLD_MAX = 20;
  private static final String CENTRE = "cost_centre";
  private static final String AMOUNT = "amount";
  private static final String MONTH = "month";
  private static final String CURRENCY = "currency";
  private static final String NOTE = "note";
  private static final Set<String> LONG =
      new TreeSet<>(Set.of(CENTRE, MONTH, AMOUNT, CURRENCY, NOTE));
  private static final Pattern MONTH_COLUMN = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,12})?");

  private final SortedMap<YearOfEnvelopes.Place, Envelope> envelopes = new TreeMap<>();
  private final Map<YearOfEnvelopes.Place, Integer> lines = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private EnvelopeTable() {}

  /// The years that a text is of; anything wrong is an [IllegalArgumentException] that names lines,
  /// columns, rules and values.
  public static List<YearOfEnvelopes> read(String text) {
    CsvTable table = CsvTable.read(text, CELLS_MAX);
    EnvelopeTable read = new EnvelopeTable();
    boolean isLong = table.columns().contains(MONTH) || table.columns().contains(AMOUNT);
    requireColumns(table.columns(), isLong);
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> cells = table.named(row);
      cells.replaceAll((_, cell) -> cell.strip());
      if (isLong) {
        read.addLong(row.line(), cells);
      } else {
        read.addWide(row.line(), cells);
      }
    }
    read.requireRight();
    return YearOfEnvelopes.of(read.envelopes);
  }

  private static void requireColumns(List<String> columns, boolean isLong) {
    boolean right =
        isLong
            ? LONG.containsAll(columns) && columns.containsAll(Set.of(CENTRE, MONTH, AMOUNT))
            : columns.size() > 1
                && columns.contains(CENTRE)
                && columns.stream()
                    .allMatch(name -> name.equals(CENTRE) || MONTH_COLUMN.matcher(name).matches());
    if (!right) {
      throw new IllegalArgumentException(
          "line 1: the columns are cost_centre, month, amount, and where wanted currency and note;"
              + " or cost_centre and months as 2026-01, was %s".formatted(columns));
    }
  }

  private void addLong(int line, Map<String, String> cells) {
    String currency = cells.getOrDefault(CURRENCY, Currency.USD);
    if (!currency.equals(Currency.USD)) {
      problem(line, CURRENCY, "a currency is USD, as envelopes are in dollars", currency);
      return;
    }
    Optional<YearMonth> month = month(line, MONTH, cells.getOrDefault(MONTH, ""));
    Optional<Total> amount = amount(line, AMOUNT, cells.getOrDefault(AMOUNT, ""));
    Optional<String> note = Optional.ofNullable(cells.get(NOTE)).filter(text -> !text.isEmpty());
    if (month.isPresent() && amount.isPresent()) {
      add(
          line,
          AMOUNT,
          () -> new Envelope(cells.getOrDefault(CENTRE, ""), month.get(), amount.get(), note));
    }
  }

  private void addWide(int line, Map<String, String> cells) {
    cells.forEach((column, cell) -> {
      if (column.equals(CENTRE) || cell.isEmpty()) {
        return;
      }
      Optional<YearMonth> month = month(line, column, column);
      Optional<Total> amount = amount(line, column, cell);
      if (month.isPresent() && amount.isPresent()) {
        add(
            line,
            column,
            () ->
                new Envelope(
                    cells.getOrDefault(CENTRE, ""), month.get(), amount.get(), Optional.empty()));
      }
    });
  }

  @FunctionalInterface
  private interface Making {
    Envelope envelope();
  }

  private void add(int line, String column, Making making) {
    Envelope envelope;
    try {
      envelope = making.envelope();
    } catch (IllegalArgumentException broken) {
      problems.add("line %d, column '%s': %s".formatted(line, column, broken.getMessage()));
      return;
    }
    YearOfEnvelopes.Place place = YearOfEnvelopes.Place.of(envelope);
    Integer before = lines.putIfAbsent(place, line);
    if (before != null) {
      problem(line, column, "a cost centre and month stand once, first on line " + before, place);
      return;
    }
    envelopes.put(place, envelope);
  }

  private Optional<YearMonth> month(int line, String column, String text) {
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException none) {
      problem(line, column, "a month is written as 2026-01", text);
      return Optional.empty();
    }
  }

  private Optional<Total> amount(int line, String column, String text) {
    if (!NUMBER.matcher(text).matches()) {
      problem(
          line,
          column,
          "an amount is a number of dollars as 1234.56, without a sign of thousands or a currency",
          text);
      return Optional.empty();
    }
    return Optional.of(Total.usd(new BigDecimal(text)));
  }

  private void problem(int line, String column, String rule, Object seen) {
    problems.add("line %d, column '%s': %s, was '%s'".formatted(line, column, rule, seen));
  }

  private void requireRight() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing was imported: %s%s"
              .formatted(
                  String.join("; ", problems.subList(0, Math.min(TOLD_MAX, problems.size()))),
                  problems.size() > TOLD_MAX
                      ? "; and %d more".formatted(problems.size() - TOLD_MAX)
                      : ""));
    }
    if (envelopes.isEmpty()) {
      throw new IllegalArgumentException("nothing was imported: the table has no envelope");
    }
  }
}
