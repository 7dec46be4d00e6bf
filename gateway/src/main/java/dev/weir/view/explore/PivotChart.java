package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The same pivot, drawn: what adds up is stacked, what does not stands side by side.
final class PivotChart {
  private PivotChart() {}

  static Trend of(JsonNode pivot, Question question) {
    Unit unit = Unit.of(pivot.required("unit").asText());
    List<JsonNode> rows = pivot.required("rows").valueStream().toList();
    boolean isCompared = pivot.has("against_from");
    List<Series> series = new ArrayList<>();
    if (!question.across().isEmpty()) {
      List<JsonNode> columns = pivot.required("columns").valueStream().toList();
      IntStream.range(0, columns.size())
          .forEach(i ->
              series.add(
                  new Series(
                      PivotTable.text(columns.get(i)),
                      points(rows, "/cells/" + i + "/value", unit))));
    } else {
      if (isCompared) {
        series.add(new Series("Before", points(rows, "/total/before", unit)));
      }
      series.add(
          new Series(
              isCompared ? "Now" : Unit.words(question.measure()),
              points(rows, "/total/value", unit)));
    }
    boolean isStacked =
        pivot.required("adds_up").asBoolean() && (!isCompared || !question.across().isEmpty());
    return new Trend(
        Unit.words(question.measure()),
        isStacked ? Trend.Kind.BAR : question.runsInTime() ? Trend.Kind.LINE : Trend.Kind.GROUPS,
        unit.sign(),
        rows.stream().map(PivotTable::text).toList(),
        rows.isEmpty() ? List.of() : series);
  }

  private static List<Optional<BigDecimal>> points(List<JsonNode> rows, String at, Unit unit) {
    return rows.stream()
        .map(row -> row.at(at))
        .map(it ->
            it.isMissingNode()
                ? Optional.<BigDecimal>empty()
                : Optional.of(new BigDecimal(it.asText())))
        .map(unit::point)
        .toList();
  }
}
