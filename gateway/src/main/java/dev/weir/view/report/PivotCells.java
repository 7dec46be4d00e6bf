package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import dev.weir.view.report.Pivot.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sums of a pivot out of one reading: each cell by itself, and all others added up from them.
///
/// @param cells by their values, one of each dimension
record PivotCells(ReportQuery report, Measure measure, Map<List<String>, Measures> cells)
    implements PivotSource {
  /// Of more than these the ledger database makes the sums.
  private static final int CELLS_MAX = 20_000;

  private static final Comparator<Map.Entry<String, Measures>> BY_COST =
      Map.Entry.comparingByValue(Comparator.comparing(Measures::cost).reversed());

  /// Nothing where sums of cells are no sums, as of a median, or where there are too many.
  static Optional<Map<List<String>, Measures>> read(Database database, ReportQuery report) {
    if (report.by().isEmpty() || !report.isOfSums()) {
      return Optional.empty();
    }
    String groups = Reports.groups(report);
    List<Map.Entry<List<String>, Measures>> rows =
        database.read(connection -> {
          Sql sql = new Sql().add("SELECT ");
          Reports.addSums(sql, report, groups, Reports.source(connection, report));
          return sql.add(" GROUP BY " + groups + " LIMIT ?", CELLS_MAX + 1)
              .list(
                  connection,
                  row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < report.by().size(); i++) {
                      values.add(row.getString("d" + i));
                    }
                    return Map.entry(List.copyOf(values), Reports.measures(report, row));
                  });
        });
    return Optional.of(rows)
        .filter(all -> all.size() <= CELLS_MAX)
        .map(all -> {
          Map<List<String>, Measures> cells = new HashMap<>();
          all.forEach(cell -> cells.put(cell.getKey(), cell.getValue()));
          return cells;
        });
  }

  @Override
  public List<String> largest(int dimension) {
    Map<String, Measures> sums = new HashMap<>();
    cells.forEach((values, cell) -> sums.merge(values.get(dimension), cell, Measures::plus));
    Comparator<Map.Entry<String, Measures>> byName = Map.Entry.comparingByKey();
    return sums.entrySet().stream()
        .sorted(
            report.by().get(dimension) instanceof Dimension.Bucket
                ? byName
                : bySize().thenComparing(byName))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Comparator<Map.Entry<String, Measures>> bySize() {
    return measure.addsUp()
        ? Map.Entry.<String, Measures>comparingByValue(
                Comparator.comparing(this::amount).reversed())
            .thenComparing(BY_COST)
        : BY_COST;
  }

  private BigDecimal amount(Measures of) {
    return measure.of(of).orElse(BigDecimal.ZERO);
  }

  @Override
  public Map<List<Slot>, Measures> over(List<List<String>> kept) {
    Map<List<Slot>, Measures> sums = new HashMap<>();
    cells.forEach((values, cell) ->
        slots(values, kept).forEach(slots -> sums.merge(slots, cell, Measures::plus)));
    return sums;
  }

  /// All sums that a cell is in.
  private static List<List<Slot>> slots(List<String> values, List<List<String>> kept) {
    List<List<Slot>> all = List.of(List.of());
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      Slot own = new Slot.Of(kept.get(i).contains(value) ? Value.of(value) : Value.OTHERS);
      List<List<Slot>> longer = new ArrayList<>();
      for (List<Slot> slots : all) {
        for (Slot next : List.of(own, Slot.All.ALL)) {
          List<Slot> with = new ArrayList<>(slots);
          with.add(next);
          longer.add(List.copyOf(with));
        }
      }
      all = longer;
    }
    return all;
  }
}
