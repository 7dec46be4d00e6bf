package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Cell;
import java.math.BigDecimal;
import java.util.Optional;

/// How what the API tells of a call is read and written.
final class Told {
  private Told() {}

  static Optional<BigDecimal> number(JsonNode of, String field) {
    return Optional.of(of.path(field))
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }

  static Cell provenance(JsonNode row) {
    return Cell.provenance(row.required("provenance").asText());
  }
}
