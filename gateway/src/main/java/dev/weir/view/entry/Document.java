package dev.weir.view.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A document of the API as the fields of a form.
///
/// @param entries in the order of the form
public record Document(List<Entry> entries) {
  private static final int EMPTY_LINES = 2;

  public Document {
    entries = List.copyOf(entries);
  }

  /// The lines of a list of objects, each a group of fields, with two empty ones at the end.
  ///
  /// @param known what is in force of the list
  /// @param title of a line, as `KPI`
  /// @param columns of the line whose path is given
  public static List<Entry> lines(
      String list, JsonNode known, String title, Function<String, List<Entry>> columns) {
    return lines(list, known.size() + EMPTY_LINES, title, columns);
  }

  /// The same, of so many lines.
  public static List<Entry> lines(
      String list, int count, String title, Function<String, List<Entry>> columns) {
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line = "%s.%d".formatted(list, i);
      all.add(Entry.group(line, "%s %d".formatted(title, i + 1)));
      all.addAll(columns.apply(line + "."));
    }
    return all;
  }

  /// Filled with what is in force.
  ///
  /// @param known missing where there is nothing
  public List<FormField> fields(JsonNode known) {
    return entries.stream().map(entry -> entry.showing(at(known, entry))).toList();
  }

  /// What is in force as a table, for whoever may not change it too; what is not said is left out.
  public Table table(String caption, JsonNode known, EmptyState empty) {
    List<List<Cell>> rows = new ArrayList<>();
    String group = "";
    for (Entry entry : entries) {
      String label = entry.field().label();
      group = entry.as() == Entry.As.GROUP ? label + ": " : group;
      String value = entry.showing(at(known, entry)).value();
      if (!value.isEmpty()) {
        rows.add(List.of(Cell.of(group + label), Cell.of(value.replace("\n", ", "))));
      }
    }
    return Table.of(caption, List.of(Column.text("Of it"), Column.text("Is said")), rows, empty);
  }

  /// A number that stands for an object with bounds is its `value`, or its `base`.
  private static JsonNode at(JsonNode document, Entry entry) {
    JsonNode found = document;
    for (String name : entry.names()) {
      boolean isMiddle = found.isValueNode() && (name.equals("value") || name.equals("base"));
      if (!isMiddle) {
        found = isPlace(name) ? found.path(Integer.parseInt(name)) : found.path(name);
      }
    }
    return found.isNull() ? MissingNode.getInstance() : found;
  }

  private static boolean isPlace(String name) {
    return name.chars().allMatch(Character::isDigit);
  }

  /// What was entered, as the API takes it.
  ///
  /// @param known its members that no field stands for are kept
  public ObjectNode body(JsonNode known, Entered form) {
    ObjectNode body =
        known instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    entries.stream()
        .filter(entry -> entry.as() != Entry.As.GROUP)
        .forEach(entry -> put(body, entry.names(), entry.read(form.text(entry.path()))));
    prune(body);
    return body;
  }

  private static void put(JsonNode within, List<String> path, Optional<JsonNode> value) {
    String name = path.getFirst();
    if (path.size() == 1) {
      ((ObjectNode) within).remove(name);
      value.ifPresent(it -> ((ObjectNode) within).set(name, it));
    } else {
      put(inside(within, name, isPlace(path.get(1))), path.subList(1, path.size()), value);
    }
  }

  /// The object or the list of this name, made where it is not there or is a mere number.
  private static JsonNode inside(JsonNode within, String name, boolean isList) {
    if (within instanceof ArrayNode lines) {
      while (lines.size() <= Integer.parseInt(name)) {
        lines.addObject();
      }
      return lines.get(Integer.parseInt(name));
    }
    ObjectNode object = (ObjectNode) within;
    if (!object.path(name).isContainerNode()) {
      object.set(name, isList ? object.arrayNode() : object.objectNode());
    }
    return object.get(name);
  }

  /// Without the objects and lists that nothing was entered into.
  private static boolean prune(JsonNode node) {
    if (!node.isContainerNode()) {
      return false;
    }
    var members = node.iterator();
    while (members.hasNext()) {
      if (prune(members.next())) {
        members.remove();
      }
    }
    return node.isEmpty();
  }

  /// The field that a refusal is about.
  public Optional<String> field(Refused why, Entered form) {
    return Blamed.of(why).flatMap(it -> it.among(entries, form));
  }
}
