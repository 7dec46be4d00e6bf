package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table of a review's pack: of which of its lists, by which fields of a line. Each figure opens
/// its rows, and the last column says how the line's figures are known.
///
/// @param list field of the pack
/// @param nothing what it means that the list is empty
record Sheet(String list, String title, String nothing, List<Part> parts) {
  private static final String SOURCES = "sources";
  private static final String SOURCE = "source";
  private static final Cell UNKNOWN = Cell.of("–");

  Sheet {
    parts = List.copyOf(parts);
  }

  /// How a field is written.
  enum Shape {
    TEXT,
    WORD,
    DAY,
    LIGHT,
    USD,
    COUNT,
    SHARE
  }

  record Part(String title, String field, Shape shape) {
    /// Remarks that no line has need no column; a figure that nobody knows is told as such.
    boolean isUsed(List<JsonNode> lines) {
      return shape != Shape.TEXT || lines.stream().anyMatch(line -> line.hasNonNull(field));
    }

    Column column() {
      return switch (shape) {
        case TEXT, WORD, DAY, LIGHT -> Column.text(title);
        case USD -> Column.number(title, "USD");
        case SHARE -> Column.number(title, "%");
        case COUNT -> Column.number(title);
      };
    }
  }

  Table table(JsonNode pack) {
    List<JsonNode> lines = pack.path(list).valueStream().filter(this::says).toList();
    List<Part> shown = parts.stream().filter(part -> part.isUsed(lines)).toList();
    boolean isKnownHow = lines.stream().anyMatch(line -> !evidence(line).isEmpty());
    List<Column> columns = new ArrayList<>(shown.stream().map(Part::column).toList());
    if (isKnownHow) {
      columns.add(Column.text("Evidence"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode line : lines) {
      List<Cell> row = new ArrayList<>();
      shown.forEach(part -> row.add(cell(line, part)));
      if (isKnownHow) {
        row.add(Cell.of(evidence(line)));
      }
      rows.add(row);
    }
    return Table.of(title, columns, rows, EmptyState.of(title, nothing));
  }

  /// Whether a line has anything to say: one whose only number is zero has not.
  private boolean says(JsonNode line) {
    List<Part> numbers = parts.stream().filter(part -> part.column().isNumber()).toList();
    return numbers.size() != 1
        || !line.hasNonNull(numbers.getFirst().field)
        || new BigDecimal(line.get(numbers.getFirst().field).asText()).signum() != 0;
  }

  private Cell cell(JsonNode line, Part part) {
    JsonNode value = line.path(part.field);
    if (value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())) {
      return UNKNOWN;
    }
    String rows =
        part.equals(parts.getFirst())
            ? line.path(SOURCE).path("rows").asText()
            : line.path(SOURCES).path(part.field).path("rows").asText();
    Cell cell = cell(value, part.shape);
    return rows.isEmpty() ? cell : cell.opening(Rows.path(rows));
  }

  private static Cell cell(JsonNode value, Shape shape) {
    return switch (shape) {
      case TEXT -> Cell.of(text(value));
      case WORD -> Cell.of(text(value).replace('_', ' '));
      case DAY -> Cell.of(Moment.of(LocalDate.parse(value.asText())));
      case LIGHT -> value.asBoolean() ? Cell.of("yes", Tone.WARN) : Cell.of("no");
      case USD -> Cell.of(Amount.usd(new BigDecimal(value.asText())));
      case COUNT -> Cell.of(Amount.count(new BigDecimal(value.asText())));
      case SHARE -> Cell.of(Amount.share(new BigDecimal(value.asText())));
    };
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining("; "))
        : value.asText();
  }

  /// What the figures of a line rest on, each once; empty where it has none.
  private String evidence(JsonNode line) {
    Set<String> all =
        Stream.concat(
                parts.stream().map(part -> line.path(SOURCES).path(part.field)),
                Stream.of(line.path(SOURCE)))
            .map(source -> source.path("evidence").asText())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return String.join(", ", all);
  }

  static Sheet of(String list, String title, String nothing, Part... parts) {
    return new Sheet(list, title, nothing, List.of(parts));
  }

  static Part text(String title, String field) {
    return new Part(title, field, Shape.TEXT);
  }

  static Part word(String title, String field) {
    return new Part(title, field, Shape.WORD);
  }

  static Part day(String title, String field) {
    return new Part(title, field, Shape.DAY);
  }

  static Part light(String title, String field) {
    return new Part(title, field, Shape.LIGHT);
  }

  static Part usd(String title, String field) {
    return new Part(title, field, Shape.USD);
  }

  static Part count(String title, String field) {
    return new Part(title, field, Shape.COUNT);
  }

  static Part share(String title, String field) {
    return new Part(title, field, Shape.SHARE);
  }
}
