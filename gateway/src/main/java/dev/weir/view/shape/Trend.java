package dev.weir.view.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A chart, and the same as a table for those who do not see it or want the numbers.
///
/// @param title what it shows
/// @param kind `bar` (stacked), `groups` (bars beside each other), `line` or `steps` (what leads
///   from one total to another)
/// @param unit of all its numbers
/// @param labels of the points, in order
/// @param series one or more; as many points each as there are labels
public record Trend(
    String title, Kind kind, String unit, List<String> labels, List<Series> series) {
  /// How it is drawn.
  public enum Kind {
    BAR,
    GROUPS,
    LINE,
    STEPS
  }

  /// @param points absent = unknown, drawn as a gap
  public record Series(String name, List<Optional<BigDecimal>> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  public Trend {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
    for (Series each : series) {
      if (each.points.size() != labels.size()) {
        throw new IllegalArgumentException(
            "chart '%s' has %d labels, series '%s' %d points"
                .formatted(title, labels.size(), each.name, each.points.size()));
      }
    }
  }

  /// Whether there is anything to draw.
  public boolean isEmpty() {
    return labels.isEmpty() || series.isEmpty();
  }

  /// What `charts.js` draws.
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind.name().toLowerCase(Locale.ROOT)).put("unit", unit);
    json.put("title", title);
    ArrayNode names = json.putArray("labels");
    labels.forEach(names::add);
    ArrayNode lines = json.putArray("series");
    for (Series each : series) {
      ArrayNode points = lines.addObject().put("name", each.name).putArray("points");
      each.points.forEach(
          point -> point.ifPresentOrElse(it -> points.add(it), () -> points.addNull()));
    }
    return json.toString();
  }

  /// The same numbers, a line for each label.
  public Table table() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Point"));
    series.forEach(each -> columns.add(Column.number(each.name, unit)));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(labels.get(i)));
      for (Series each : series) {
        Optional<BigDecimal> point = each.points.get(i);
        row.add(Cell.of(unit.equals("USD") ? Amount.usd(point) : Amount.count(point)));
      }
      rows.add(row);
    }
    return Table.of(title, columns, rows, EmptyState.of("Nothing to draw", "No day has a figure."));
  }
}
