package dev.weir.value.event;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.outcome.Appraisal.Appraised;
import dev.weir.value.outcome.Appraisal.Value;
import dev.weir.value.outcome.ToldOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Outcomes for tests, each worth its quantity in dollars, on before and after.
final class Told {
  private Told() {}

  /// @param fields names and values in turn
  static Appraised of(String useCase, String id, String day, String... fields) {
    Map<String, String> row = new HashMap<>();
    row.put("use_case", useCase);
    row.put("outcome_id", id);
    row.put("occurred_at", day);
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    ToldOutcome told = ToldOutcome.of(row);
    return new Appraised(
        told,
        told.success().orElse(true),
        Optional.of(new Value(told.valueUsd().orElse(told.quantity()), Evidence.BEFORE_AFTER)),
        1,
        new TreeMap<>());
  }

  static Outcomes.Order at(String instant) {
    return new Outcomes.Order(Instant.parse(instant), "anna", "test", false);
  }

  static Outcomes.Order correcting(String instant) {
    return new Outcomes.Order(Instant.parse(instant), "berta", "mistaken", true);
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }
}
