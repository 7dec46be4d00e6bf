package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import dev.weir.view.report.Pivot.Value;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The sums of a pivot as the ledger database makes them, by a statement for each question.
record PivotStatements(Database database, ReportQuery report, Measure measure)
    implements PivotSource {
  /// Most values that are looked at to find those that are kept.
  private static final int VALUES_MAX = 10_000;

  @Override
  public List<String> largest(int dimension) {
    ReportQuery alone =
        new ReportQuery(
            report.subject(),
            List.of(report.by().get(dimension)),
            report.range(),
            report.filters(),
            VALUES_MAX,
            report.confirmed(),
            Optional.empty(),
            report.columns());
    Stream<Report.Row> rows = new Reports(database).report(alone).rows().stream();
    if (measure.addsUp() && !(alone.by().getFirst() instanceof Dimension.Bucket)) {
      rows =
          rows.sorted(
              Comparator.comparing(
                      (Report.Row row) -> measure.of(row.measures()).orElse(BigDecimal.ZERO))
                  .reversed());
    }
    return rows.map(row -> row.group().getFirst()).toList();
  }

  @Override
  public Map<List<Slot>, Measures> over(List<List<String>> kept) {
    ReportQuery folded =
        report.by(
            IntStream.range(0, kept.size())
                .<Dimension>mapToObj(i -> new Dimension.Folded(report.by().get(i), kept.get(i)))
                .toList());
    Map<List<Slot>, Measures> sums = new HashMap<>();
    database
        .read(connection ->
            sql(folded, Reports.source(connection, folded))
                .list(
                    connection,
                    row -> Map.entry(slots(folded, row), Reports.measures(folded, row))))
        .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
    return sums;
  }

  private static Sql sql(ReportQuery report, Sql source) {
    String groups = Reports.groups(report);
    Sql sql = new Sql().add("SELECT ");
    for (int i = 0; i < report.by().size(); i++) {
      sql.add("grouping(d%d) AS all%d, ".formatted(i, i));
    }
    Reports.addSums(sql, report, groups, source);
    return sql.add(groups.isEmpty() ? "" : " GROUP BY CUBE (" + groups + ")");
  }

  private static List<Slot> slots(ReportQuery report, ResultSet row) throws SQLException {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < report.by().size(); i++) {
      Optional<String> value = Optional.ofNullable(row.getString("d" + i));
      slots.add(row.getInt("all" + i) == 1 ? Slot.All.ALL : new Slot.Of(new Value(value)));
    }
    return List.copyOf(slots);
  }
}
