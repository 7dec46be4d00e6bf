package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Any answer of the API as tables: its single values in one, each of its lists in one more.
public final class RawRows implements Page {
  private static final String API = "/api/v1/";
  private static final int LINES_MAX = 500;
  private static final EmptyState NONE =
      EmptyState.of("No rows", "The API answers with an empty list here.");

  @Override
  public Place place() {
    return Place.behind(Rows.PATH, "Rows", "/api/v1/status");
  }

  @Override
  public Shown open(Visit visit) {
    String question = visit.query().text("of");
    if (!question.startsWith(API)) {
      return new Shown.Refusal(
          new Refused(
              400,
              "invalid",
              "parameter 'of' is a path of the API as /api/v1/use-cases, was '%s'"
                  .formatted(question)));
    }
    return Shown.page(
        "Rows",
        "explore/rows.jte",
        new RowsPage(question, tables(visit.ask().get(question).tree())));
  }

  private static List<Table> tables(JsonNode answer) {
    List<List<Cell>> single = new ArrayList<>();
    List<Table> lists = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      if (isList(field.getValue())) {
        lists.add(list(words(field.getKey()), field.getValue()));
      } else {
        single.add(List.of(Cell.of(words(field.getKey())), cell(field.getValue())));
      }
    }
    if (!single.isEmpty()) {
      lists.addFirst(
          Table.of("Answer", List.of(Column.text("Field"), Column.text("Value")), single, NONE));
    }
    return lists;
  }

  private static boolean isList(JsonNode value) {
    return value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
  }

  private static Table list(String name, JsonNode lines) {
    Set<String> fields = new LinkedHashSet<>();
    lines.forEach(line -> line.fieldNames().forEachRemaining(fields::add));
    List<Column> columns =
        fields.stream()
            .map(field ->
                lines.valueStream().allMatch(line -> isNumber(line.path(field)))
                    ? Column.number(words(field))
                    : Column.text(words(field)))
            .toList();
    List<List<Cell>> rows =
        lines
            .valueStream()
            .limit(LINES_MAX)
            .map(line -> fields.stream().map(field -> cell(line.path(field))).toList())
            .toList();
    int left = lines.size() - rows.size();
    return Table.of(left == 0 ? name : name + ", the first " + LINES_MAX, columns, rows, NONE);
  }

  private static boolean isNumber(JsonNode value) {
    return value.isNumber()
        || value.isMissingNode()
        || value.asText().matches("-?[0-9]+(\\.[0-9]+)?");
  }

  private static Cell cell(JsonNode value) {
    if (value.isMissingNode()) {
      return Cell.of("–");
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    return text.startsWith(API) ? Cell.of(text).opening(Rows.path(text)) : Cell.of(text);
  }

  private static String words(String field) {
    return field.replace('_', ' ');
  }
}
