package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Cell;

/// How what the API tells of a call is read and written.
final class Told {
  private Told() {}

  static Cell provenance(JsonNode row) {
    return Cell.provenance(row.required("provenance").asText());
  }
}
