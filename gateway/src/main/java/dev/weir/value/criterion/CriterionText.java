package dev.weir.value.criterion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/// A criterion as JSON.
public final class CriterionText {
  private CriterionText() {}

  /// @param thing what it is part of, for refusals
  /// @param fields its own; the caller ends them
  /// @param told metrics that something here tells
  public static Criterion read(String thing, Fields fields, Set<Metric> told) {
    Metric metric = fields.choice("metric", Metric.class);
    if (!told.contains(metric)) {
      throw new IllegalArgumentException(
          "%s: field 'metric' is one that has figures here, %s, was '%s'"
              .formatted(thing, told.stream().map(Metric::code).sorted().toList(), metric.code()));
    }
    Comparison comparison = fields.choice("comparison", Comparison.class);
    BigDecimal threshold = fields.decimal("threshold");
    Optional<BigDecimal> confidence = fields.optionalDecimal("confidence");
    long nMin = fields.number("n_min", 0);
    try {
      return new Criterion(
          metric, comparison, threshold, confidence.map(Criterion::confidence), nMin);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(thing + ": " + wrong.getMessage(), wrong);
    }
  }

  public static ObjectNode write(Criterion criterion) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("metric", criterion.metric().code())
        .put("comparison", criterion.comparison().code())
        .put("threshold", criterion.threshold().toPlainString());
    criterion
        .confidence()
        .ifPresent(asked -> body.put("confidence", Double.toString(asked.share())));
    return body.put("n_min", criterion.nMin());
  }
}
