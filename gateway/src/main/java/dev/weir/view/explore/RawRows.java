package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Any answer of the API as tables: its single values in one, each of its lists in one more. What
/// is a text in a format of its own can be saved.
public final class RawRows implements Page {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?|–");
  private static final int LINES_MAX = 500;
  private static final EmptyState NONE =
      EmptyState.of("No rows", "The API answers with an empty list here.");

  @Override
  public Place place() {
    return Place.behind(Rows.PATH, "Rows", "/api/v1/me");
  }

  @Override
  public Shown open(Visit visit) {
    String question = visit.query().text("of");
    if (!question.startsWith(Flat.API)) {
      return new Shown.Refusal(
          new Refused(
              400,
              "invalid",
              "parameter 'of' is a path of the API as /api/v1/use-cases, was '%s'"
                  .formatted(question)));
    }
    if (visit.query().text("as").equals("file")) {
      return visit.ask().file(question, name(question));
    }
    return switch (visit.ask().get(question)) {
      case Answered.Told(JsonNode answer) ->
          page(new RowsPage(question, tables(answer), Optional.empty()));
      case Refused why when why.code().equals(Refused.FILE) -> {
        Entered asked = visit.query().with("as", "file");
        Link file = new Link("Save " + name(question), asked.after(Rows.PATH));
        yield page(new RowsPage(question, List.of(), Optional.of(file)));
      }
      case Refused why -> new Shown.Refusal(why);
    };
  }

  private static Shown page(RowsPage page) {
    return Shown.page("Rows", "explore/rows.jte", page);
  }

  /// Of the path and what is asked, what a file system takes; ends with the format where one is
  /// asked for.
  private static String name(String question) {
    int mark = question.indexOf('?');
    String path = mark < 0 ? question : question.substring(0, mark);
    String format = Entered.read(mark < 0 ? "" : question.substring(mark + 1)).text("format");
    String name = path.substring(Flat.API.length()) + (format.isEmpty() ? "" : "." + format);
    return "weir-" + name.replaceAll("[^A-Za-z0-9_.-]+", "-");
  }

  private static List<Table> tables(JsonNode answer) {
    if (isList(answer)) {
      return List.of(list("rows", answer));
    }
    List<Table> tables = new ArrayList<>();
    ObjectNode single = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : answer.properties()) {
      if (isList(field.getValue())) {
        tables.add(list(Flat.words(field.getKey()), field.getValue()));
      } else {
        single.set(field.getKey(), field.getValue());
      }
    }
    if (!single.isEmpty()) {
      tables.addFirst(fields(Flat.of(single)));
    }
    return tables;
  }

  private static boolean isList(JsonNode value) {
    return value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
  }

  private static Table fields(Map<String, Cell> single) {
    return Table.of(
        "Answer",
        List.of(Column.text("Field"), Column.text("Value")),
        single.entrySet().stream()
            .map(field -> List.of(Cell.of(field.getKey()), field.getValue()))
            .toList(),
        NONE);
  }

  private static Table list(String name, JsonNode lines) {
    List<Map<String, Cell>> flat = lines.valueStream().limit(LINES_MAX).map(Flat::of).toList();
    Set<String> fields = new LinkedHashSet<>();
    flat.forEach(line -> fields.addAll(line.keySet()));
    List<Column> columns =
        fields.stream()
            .map(field ->
                flat.stream()
                        .flatMap(line -> Optional.ofNullable(line.get(field)).stream())
                        .allMatch(RawRows::isNumber)
                    ? Column.number(field)
                    : Column.text(field))
            .toList();
    List<List<Cell>> rows =
        flat.stream()
            .map(line ->
                fields.stream().map(field -> line.getOrDefault(field, Cell.of("–"))).toList())
            .toList();
    return Table.of(
        lines.size() == flat.size() ? name : "%s, the first %d".formatted(name, LINES_MAX),
        columns,
        rows,
        NONE);
  }

  private static boolean isNumber(Cell cell) {
    return NUMBER.matcher(cell.text()).matches();
  }
}
