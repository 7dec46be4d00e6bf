package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Moment;
import java.time.Instant;
import java.util.Optional;

/// What an answer of the API has in a field, as a cell of a table; a dash where it has nothing.
public final class Cells {
  private static final Cell NONE = Cell.of("–");

  private Cells() {}

  public static Optional<String> text(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .filter(it -> !it.isNull())
        .map(JsonNode::asText)
        .filter(it -> !it.isEmpty());
  }

  public static Cell usd(JsonNode line, String field) {
    return Cell.of(Amount.usd(Answers.number(line, field)));
  }

  public static Cell count(JsonNode line, String field) {
    return Cell.of(Amount.count(Answers.number(line, field)));
  }

  /// A text as it is.
  public static Cell word(JsonNode line, String field) {
    return text(line, field).map(Cell::of).orElse(NONE);
  }

  public static Cell moment(JsonNode line, String field) {
    return text(line, field).map(it -> Cell.of(Moment.of(Instant.parse(it)))).orElse(NONE);
  }
}
