package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.DataStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The answers that a page of many parts is made of; what is refused is left out and said. Of one
/// visit.
public final class Answers {
  private static final int NOT_FOUND = 404;

  private final Ask ask;
  private final List<String> refusals = new ArrayList<>();

  public Answers(Ask ask) {
    this.ask = ask;
  }

  /// An answer; a missing node if it was refused.
  ///
  /// @param part of the page that is without it then
  public JsonNode about(String part, String question) {
    return answer(part, ask.get(question));
  }

  /// What was left out, and why.
  public List<Cell> refusals() {
    return refusals.stream().map(Cell::of).toList();
  }

  /// An answer about a thing that may not be there, which is no refusal.
  public JsonNode ifThere(String part, String question) {
    Answered answered = ask.get(question);
    return answered instanceof Answered.Refused why && why.status() == NOT_FOUND
        ? MissingNode.getInstance()
        : answer(part, answered);
  }

  private JsonNode answer(String part, Answered answered) {
    return switch (answered) {
      case Answered.Told(JsonNode tree) -> tree;
      case Answered.Refused why -> {
        refusals.add("%s: %s".formatted(part, why.message()));
        yield MissingNode.getInstance();
      }
    };
  }

  /// The lines of a list, by one of their fields.
  public static Map<String, JsonNode> by(String field, JsonNode lines) {
    return by(field, lines, line -> line);
  }

  /// @param part of a line that has the field
  public static Map<String, JsonNode> by(
      String field, JsonNode lines, UnaryOperator<JsonNode> part) {
    Map<String, JsonNode> all = new TreeMap<>();
    lines.forEach(line -> all.put(part.apply(line).required(field).asText(), line));
    return all;
  }

  /// A word of the API as people write it: `pull back` of `pull_back`.
  public static String words(JsonNode code) {
    return code.asText().replace('_', ' ');
  }

  /// The texts of a list, or a dash.
  public static String listed(JsonNode list) {
    return list.isEmpty()
        ? "–"
        : list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /// How far what a row or the total of a report costs was compared with bills; nothing of what
  /// cost nothing.
  public static Optional<DataStatus> status(JsonNode figures) {
    BigDecimal cost = number(figures, "cost_usd").orElse(BigDecimal.ZERO);
    return cost.signum() == 0
        ? Optional.empty()
        : Optional.of(
            DataStatus.of(
                cost,
                number(figures, "reconciled_usd").orElse(BigDecimal.ZERO),
                number(figures, "invoiced_usd").orElse(BigDecimal.ZERO)));
  }

  /// A number of a line; empty where it is not known.
  public static Optional<BigDecimal> number(JsonNode line, String field) {
    return Optional.of(line.path(field))
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }
}
