package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.view.report.Pivot.Cell;
import dev.weir.view.report.Pivot.Line;
import dev.weir.view.report.Pivot.Value;
import dev.weir.view.report.PivotSource.Slot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes one pivot: first which values are kept, then every sum over those and the others.
final class PivotSums {
  private final PivotQuery query;
  private final List<List<String>> kept;
  private final Map<List<Slot>, Measures> now;
  private final Map<List<Slot>, Measures> before;

  PivotSums(Database database, PivotQuery query) {
    this.query = query;
    PivotSource is = PivotSource.of(database, query.report(), query.measure());
    Optional<PivotSource> was =
        query.against().map(then -> PivotSource.of(database, then, query.measure()));
    this.kept =
        IntStream.range(0, query.report().by().size()).mapToObj(i -> kept(i, is, was)).toList();
    this.now = is.over(kept);
    this.before = was.map(source -> source.over(kept)).orElse(Map.of());
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
  private List<String> kept(int dimension, PivotSource is, Optional<PivotSource> was) {
    int most = query.most(dimension);
    List<String> values = is.largest(dimension);
    if (query.report().by().get(dimension) instanceof Dimension.Bucket) {
      return values.subList(Math.max(0, values.size() - most), values.size());
    }
    Set<String> all = new LinkedHashSet<>(values);
    was.ifPresent(then -> all.addAll(then.largest(dimension)));
    return all.stream().limit(most).toList();
  }
}
