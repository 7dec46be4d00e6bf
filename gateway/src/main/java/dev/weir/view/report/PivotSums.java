package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import dev.weir.view.report.Pivot.Cell;
import dev.weir.view.report.Pivot.Line;
import dev.weir.view.report.Pivot.Value;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes one pivot: first which values are kept, then every sum over those and the others.
final class PivotSums {
  /// Most values that are looked at to find those that are kept.
  private static final int VALUES_MAX = 10_000;

  private final Database database;
  private final PivotQuery query;
  private final List<List<String>> kept;
  private final Map<List<Slot>, Measures> now;
  private final Map<List<Slot>, Measures> before;

  /// What a sum is over, of a dimension.
  private sealed interface Slot {
    /// One value, or all that are not kept.
    record Of(Value value) implements Slot {}

    enum All implements Slot {
      ALL
    }
  }

  PivotSums(Database database, PivotQuery asked) {
    this.database = database;
    this.kept =
        IntStream.range(0, asked.report().by().size()).mapToObj(i -> kept(asked, i)).toList();
    this.query =
        asked.folded(
            IntStream.range(0, kept.size())
                .<Dimension>mapToObj(
                    i -> new Dimension.Folded(asked.report().by().get(i), kept.get(i)))
                .toList());
    this.now = sums(query.report());
    this.before = query.against().map(this::sums).orElse(Map.of());
  }

  Pivot pivot() {
    List<Value> columns = kept.size() < 2 ? List.of() : values(1);
    List<Line> lines =
        kept.isEmpty()
            ? List.of()
            : values(0).stream().map(value -> line(value, new Slot.Of(value), columns)).toList();
    return new Pivot(query, columns, lines, line(Value.OTHERS, Slot.All.ALL, columns));
  }

  private Line line(Value value, Slot down, List<Value> columns) {
    List<Cell> cells =
        columns.stream().map(column -> cell(List.of(down, new Slot.Of(column)))).toList();
    List<Slot> whole = Stream.of(down, Slot.All.ALL).limit(kept.size()).toList();
    return new Line(value, cells, cell(whole));
  }

  private Cell cell(List<Slot> of) {
    return new Cell(
        query.measure().of(now.getOrDefault(of, Measures.NONE)),
        query.against().isEmpty()
            ? Optional.empty()
            : query.measure().of(before.getOrDefault(of, Measures.NONE)));
  }

  /// The values that are kept of a dimension, and the others if there are any.
  private List<Value> values(int dimension) {
    Slot others = new Slot.Of(Value.OTHERS);
    boolean more =
        Stream.concat(now.keySet().stream(), before.keySet().stream())
            .anyMatch(slots -> slots.get(dimension).equals(others));
    return Stream.concat(
            kept.get(dimension).stream().map(Value::of),
            more ? Stream.of(Value.OTHERS) : Stream.of())
        .toList();
  }

  /// The largest now, then those that were the largest; of a time the last ones, in their order.
  private List<String> kept(PivotQuery asked, int dimension) {
    int most = asked.most(dimension);
    List<String> values = largest(asked, asked.report(), dimension);
    if (asked.report().by().get(dimension) instanceof Dimension.Bucket) {
      return values.subList(Math.max(0, values.size() - most), values.size());
    }
    Set<String> all = new LinkedHashSet<>(values);
    asked.against().ifPresent(then -> all.addAll(largest(asked, then, dimension)));
    return all.stream().limit(most).toList();
  }

  private List<String> largest(PivotQuery asked, ReportQuery of, int dimension) {
    ReportQuery alone =
        new ReportQuery(
            of.subject(),
            List.of(of.by().get(dimension)),
            of.range(),
            of.filters(),
            VALUES_MAX,
            of.confirmed(),
            Optional.empty(),
            of.columns());
    Stream<Report.Row> rows = new Reports(database).report(alone).rows().stream();
    if (asked.measure().addsUp() && !(alone.by().getFirst() instanceof Dimension.Bucket)) {
      rows =
          rows.sorted(
              Comparator.comparing((Report.Row row) -> amount(asked.measure(), row)).reversed());
    }
    return rows.map(row -> row.group().getFirst()).toList();
  }

  private static BigDecimal amount(Measure measure, Report.Row row) {
    return measure.of(row.measures()).orElse(BigDecimal.ZERO);
  }

  private Map<List<Slot>, Measures> sums(ReportQuery report) {
    Map<List<Slot>, Measures> sums = new HashMap<>();
    database
        .read(connection ->
            sql(report, Reports.source(connection, report))
                .list(
                    connection,
                    row -> Map.entry(slots(report, row), Reports.measures(report, row))))
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
