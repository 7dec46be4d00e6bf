package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A pivot of the API as a table: values drill down, numbers open their calls, changes what they
/// are made of.
final class PivotTable {
  static final String OTHERS = "all others";

  private final JsonNode pivot;
  private final Question question;
  private final Optional<Question> before;
  private final Unit unit;
  private final boolean isCompared;

  /// @param before of the time that it is compared with, as [Question#before] has it
  PivotTable(JsonNode pivot, Question question, Optional<Question> before) {
    this.pivot = pivot;
    this.question = question;
    this.before = before;
    this.unit = Unit.of(pivot.required("unit").asText());
    this.isCompared = pivot.has("against_from");
  }

  Table table() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode row : pivot.required("rows")) {
      Question next = next(row);
      rows.add(line(Cell.of(text(row)).opening(next.path()), row, down(row), Optional.of(next)));
    }
    Table table =
        Table.of(
            "%s by %s".formatted(Unit.words(question.measure()), by()), columns(), rows, empty());
    return table.summedUp(
        line(Cell.of("All"), pivot.required("total"), List.of(), Optional.empty()));
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

  private Question next(JsonNode row) {
    return row.has("value")
        ? question.into(row.required("value").asText())
        : question.and(down(row));
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

  /// @param within what is in the line, by the next dimension
  private List<Cell> line(
      Cell name, JsonNode line, List<String> filters, Optional<Question> within) {
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
    cells.add(linked(number(total, "value"), total, "value", Optional.of(of)));
    if (isCompared) {
      Optional<String> changes = within.map(Question::path);
      cells.add(
          linked(number(total, "before"), total, "before", before.map(it -> it.and(filters))));
      cells.add(unit.change(Answers.number(total, "change")).opening(changes));
      cells.add(Unit.SHARE.change(Answers.number(total, "change_share")).opening(changes));
    }
    return cells;
  }

  private Cell number(JsonNode cell, String field) {
    return unit.cell(Answers.number(cell, field));
  }

  private Cell opened(JsonNode cell, Question of) {
    boolean showsChanges = isCompared && question.show().equals(Question.CHANGES);
    Cell shown = showsChanges ? unit.change(Answers.number(cell, "change")) : number(cell, "value");
    return linked(shown, cell, "value", Optional.of(of));
  }

  /// What is nothing opens nothing.
  private static Cell linked(Cell shown, JsonNode cell, String field, Optional<Question> of) {
    boolean isNothing = Answers.number(cell, field).filter(it -> it.signum() != 0).isEmpty();
    return isNothing ? shown : shown.opening(of.flatMap(Question::counted));
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
