package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What an answer of the API has in a field, where it may be absent.
final class Told {
  private Told() {}

  static Optional<BigDecimal> number(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .filter(it -> !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }

  static Optional<String> text(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .filter(it -> !it.isNull())
        .map(JsonNode::asText)
        .filter(it -> !it.isEmpty());
  }

  static Cell usd(JsonNode line, String field) {
    return Cell.of(Amount.usd(number(line, field)));
  }

  static Cell count(JsonNode line, String field) {
    return Cell.of(Amount.count(number(line, field)));
  }

  /// A text as it is; a dash for none.
  static Cell word(JsonNode line, String field) {
    return Cell.of(text(line, field).orElse("–"));
  }

  static Cell moment(JsonNode line, String field) {
    return text(line, field).map(it -> Cell.of(Moment.of(Instant.parse(it)))).orElse(Cell.of("–"));
  }
}
