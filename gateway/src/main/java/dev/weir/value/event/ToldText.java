package dev.weir.value.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.base.wire.CsvTable;
import dev.weir.value.outcome.ToldOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Outcomes as texts: one JSON object, several of them line by line, a list of them within
/// `{"outcomes": …}`, or comma-separated values. Read row by row; a row that is wrong is told with
/// its number.
public final class ToldText {
  private static final int ROWS_MAX = 10_000;
  private static final int CELLS_MAX = 1_000_000;
  private static final String OUTCOMES = "outcomes";
  private static final Map<String, String> NESTED =
      Map.of("kpis", ToldOutcome.KPI, "shares", ToldOutcome.SHARE, "links", "");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final List<ToldOutcome> outcomes = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int rows;

  private ToldText() {}

  /// What is told.
  ///
  /// @param numbers of the outcomes' rows, from 1; of a table its lines
  /// @param problems rows that cannot be read
  public record Batch(List<ToldOutcome> outcomes, List<Integer> numbers, List<Problem> problems) {
    public Batch {
      outcomes = List.copyOf(outcomes);
      numbers = List.copyOf(numbers);
      problems = List.copyOf(problems);
    }
  }

  /// @param what names the field, the rule and the value
  public record Problem(int row, String outcome, String what, boolean isConflict) {
    @Override
    public String toString() {
      return outcome.isEmpty()
          ? "row %d: %s".formatted(row, what)
          : "row %d ('%s'): %s".formatted(row, outcome, what);
    }
  }

  /// Reads JSON of any of the three shapes. A text that is no JSON is an
  /// [IllegalArgumentException].
  public static Batch json(String text) {
    ToldText read = new ToldText();
    try (MappingIterator<JsonNode> roots = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      while (roots.hasNextValue()) {
        read.root(roots.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can always be read", e);
    }
    return read.batch();
  }

  /// Reads comma-separated values: columns are the fields, `kpi:NAME` and `share:USE_CASE`.
  public static Batch csv(String text) {
    CsvTable table = CsvTable.read(text, CELLS_MAX);
    ToldText read = new ToldText();
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> cells = table.named(row);
      cells.replaceAll((_, cell) -> cell.strip());
      read.add(row.line(), cells.getOrDefault("outcome_id", ""), () -> cells);
    }
    return read.batch();
  }

  private Batch batch() {
    if (rows == 0) {
      throw new IllegalArgumentException("the body has no outcome");
    }
    return new Batch(outcomes, numbers, problems);
  }

  private void root(JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException("an outcome is a JSON object, was " + root.getNodeType());
    }
    if (!root.has(OUTCOMES)) {
      addJson(root);
      return;
    }
    if (root.size() > 1 || !root.get(OUTCOMES).isArray()) {
      throw new IllegalArgumentException(
          "field 'outcomes' is a list, and there is no other field beside it");
    }
    root.get(OUTCOMES).forEach(this::addJson);
  }

  private void addJson(JsonNode outcome) {
    add(rows + 1, outcome.path("outcome_id").asText(""), () -> flat(outcome));
  }

  private interface Flattening {
    Map<String, String> row();
  }

  private void add(int number, String id, Flattening flattening) {
    if (++rows > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a batch has at most %,d outcomes; cut it into several".formatted(ROWS_MAX));
    }
    try {
      outcomes.add(ToldOutcome.of(flattening.row()));
      numbers.add(number);
    } catch (IllegalArgumentException wrong) {
      problems.add(new Problem(number, id, String.valueOf(wrong.getMessage()), false));
    }
  }

  private static Map<String, String> flat(JsonNode outcome) {
    if (!outcome.isObject()) {
      throw new IllegalArgumentException("an outcome is an object, was " + outcome.getNodeType());
    }
    Map<String, String> flat = new HashMap<>();
    outcome
        .properties()
        .forEach(field -> {
          String prefix = NESTED.get(field.getKey());
          if (prefix == null) {
            put(flat, field.getKey(), field.getKey(), field.getValue());
          } else {
            nested(flat, field.getKey(), prefix, field.getValue());
          }
        });
    return flat;
  }

  private static void nested(
      Map<String, String> flat, String field, String prefix, JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          "field '%s' is an object, was %s".formatted(field, object.getNodeType()));
    }
    object
        .properties()
        .forEach(each ->
            put(flat, prefix + each.getKey(), field + "." + each.getKey(), each.getValue()));
  }

  private static void put(Map<String, String> flat, String name, String shown, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (value.isContainerNode()) {
      throw new IllegalArgumentException(
          "field '%s' is a text, a number, true or false, was %s"
              .formatted(shown, value.getNodeType()));
    }
    String text = value.isNumber() ? value.decimalValue().toString() : value.asText();
    if (flat.put(name, text) != null) {
      throw new IllegalArgumentException("field '%s' is given twice".formatted(shown));
    }
  }
}
