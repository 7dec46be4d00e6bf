package dev.weir.value.pack;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What a figure of a pack rests on.
///
/// @param evidence how it is known: `ledger`, `told`, `ledger and pools` …, of a value its grade
/// @param rows the path of the API that opens to what it was made of
public record ReviewedSource(String evidence, String rows) {
  public ReviewedSource {
    if (evidence.isBlank() || !rows.startsWith("/api/v1/")) {
      throw new IllegalArgumentException(
          "a figure has evidence and a path to its rows, was '%s' and '%s'"
              .formatted(evidence, rows));
    }
  }

  /// The source of each of some figures, by their fields.
  public Map<String, ReviewedSource> of(String... fields) {
    Map<String, ReviewedSource> sources = new TreeMap<>();
    Arrays.stream(fields).forEach(field -> sources.put(field, this));
    return sources;
  }
}
