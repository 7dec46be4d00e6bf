package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A pivot of the API as a table: values drill down, numbers open their calls.
final class PivotTable {
  static final String OTHERS = "all others";

  private final JsonNode pivot;
  private final Question question;
  private final Unit unit;
  private final boolean isCompared;

  PivotTable(JsonNode pivot, Question question) {
    this.pivot = pivot;
    this.question = question;
    this.unit = Unit.of(pivot.required("unit").asText());
    this.isCompared = pivot.has("against_from");
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode row : pivot.required("rows")) {
      rows.add(line(name(row), row, down(row)));
    }
    Table table =
        Table.of(
            "%s by %s".formatted(Unit.words(question.measure()), by()), columns(), rows, empty());
    return table.summedUp(line(Cell.of("All"), pivot.required("total"), List.of()));
  }

  private String by() {
    String down = Question.words(question.by());
    return question.across().isEmpty() ? down : down + " and " + Question.words(question.across());
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(capital(Question.words(question.by()))));
    for (JsonNode column : pivot.required("columns")) {
      columns.add(
          Column.number(text(column), unit.sign())
              .opening(
                  question
                      .and(chosen("columns", question.across(), column))
                      .by(question.by(), column.has("value") ? "" : question.across())
                      .path()));
    }
    String whole = question.across().isEmpty() ? Unit.words(question.measure()) : "All";
    columns.add(Column.number(whole, unit.sign()));
    if (isCompared) {
      columns.add(Column.number("Before", unit.sign()));
      columns.add(Column.number("Change", unit.sign()));
      columns.add(Column.number("Change", "%"));
    }
    return columns;
  }

  private Cell name(JsonNode row) {
    Question next =
        row.has("value") ? question.into(row.required("value").asText()) : question.and(down(row));
    return Cell.of(text(row)).opening(next.path());
  }

  private List<String> down(JsonNode row) {
    return chosen("rows", question.by(), row);
  }

  /// Filters for one value, or for all that are not shown for themselves.
  private List<String> chosen(String among, String dimension, JsonNode one) {
    if (one.has("value")) {
      return List.of(dimension + "=" + one.required("value").asText());
    }
    return pivot
        .required(among)
        .valueStream()
        .filter(it -> it.has("value"))
        .map(it -> dimension + "!=" + it.required("value").asText())
        .toList();
  }

  private List<Cell> line(Cell name, JsonNode line, List<String> filters) {
    Question of = question.and(filters);
    List<Cell> cells = new ArrayList<>();
    cells.add(name);
    int i = 0;
    for (JsonNode cell : line.required("cells")) {
      JsonNode column = pivot.required("columns").get(i);
      cells.add(opened(cell, of.and(chosen("columns", question.across(), column))));
      i++;
    }
    JsonNode total = line.required("total");
    cells.add(linked(unit.cell(Answers.number(total, "value")), total, of));
    if (isCompared) {
      cells.add(unit.cell(Answers.number(total, "before")));
      cells.add(unit.change(Answers.number(total, "change")));
      cells.add(Unit.SHARE.change(Answers.number(total, "change_share")));
    }
    return cells;
  }

  private Cell opened(JsonNode cell, Question of) {
    boolean showsChanges = isCompared && question.show().equals(Question.CHANGES);
    Cell shown =
        showsChanges
            ? unit.change(Answers.number(cell, "change"))
            : unit.cell(Answers.number(cell, "value"));
    return linked(shown, cell, of);
  }

  /// What is nothing opens nothing.
  private static Cell linked(Cell shown, JsonNode cell, Question of) {
    Optional<BigDecimal> value = Answers.number(cell, "value");
    return value.filter(it -> it.signum() != 0).isPresent() ? shown.opening(of.calls()) : shown;
  }

  private EmptyState empty() {
    return question.filters().isEmpty()
        ? EmptyState.of(
                "No call in this period",
                "What goes through the gateway is here within seconds; what does not can be told"
                    + " of by usage records.")
            .typed("weir usage import october.csv --source batch-jobs")
        : EmptyState.of(
                "No call is like that",
                "None of this period has all that the filters say. A value is written as it is"
                    + " shown here.")
            .opening(new Link("Without filters", question.filtered(List.of()).path()));
  }

  static String text(JsonNode value) {
    return value.has("value") ? value.required("value").asText() : OTHERS;
  }

  static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
