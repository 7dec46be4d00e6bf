package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Why the cost per outcome of the dearest use case moved since the month before.
///
/// @param question where its rows are
record UnitCostSteps(Trend trend, Optional<String> summary, String question) {

  static EmptyState none() {
    return EmptyState.of(
            "No cost per outcome in two months",
            "Once outcomes of a use case are told in two months, this shows what moved their cost:"
                + " price, mix, prompts, answers, cache, calls.")
        .typed("weir outcomes send outcomes.jsonl");
  }

  /// @param unitCosts of the period's month
  static UnitCostSteps of(Ask ask, JsonNode unitCosts, Period period) {
    return dearest(unitCosts)
        .map(useCase -> of(ask, useCase, period))
        .orElseGet(() -> new UnitCostSteps(nothing(), Optional.empty(), ""));
  }

  private static Optional<String> dearest(JsonNode unitCosts) {
    return StreamSupport.stream(unitCosts.path("use_cases").spliterator(), false)
        .filter(line -> line.hasNonNull("loaded_per_outcome_usd"))
        .max(Comparator.comparing(line -> new BigDecimal(line.required("loaded_usd").asText())))
        .map(line -> line.required("use_case").asText());
  }

  private static UnitCostSteps of(Ask ask, String useCase, Period period) {
    String question =
        "/api/v1/unit-costs/%s/bridge?from=%s&to=%s"
            .formatted(Entered.encoded(useCase), period.month().minusMonths(1), period.month());
    return switch (ask.get(question)) {
      case Answered.Told(JsonNode bridge) -> steps(bridge, useCase, question);
      case Answered.Refused why ->
          new UnitCostSteps(
              nothing(), Optional.of("%s: %s".formatted(useCase, why.message())), question);
    };
  }

  private static UnitCostSteps steps(JsonNode bridge, String useCase, String question) {
    List<String> labels = new ArrayList<>();
    List<Optional<BigDecimal>> points = new ArrayList<>();
    labels.add(bridge.required("from").asText());
    points.add(Answers.number(bridge, "before_usd"));
    for (JsonNode effect : bridge.required("effects")) {
      BigDecimal usd = new BigDecimal(effect.required("per_unit_usd").asText());
      if (usd.signum() != 0) {
        labels.add(effect.required("factor").asText().replace('_', ' '));
        points.add(Optional.of(usd));
      }
    }
    labels.add(bridge.required("to").asText());
    points.add(Answers.number(bridge, "after_usd"));
    Optional<String> said =
        StreamSupport.stream(bridge.required("diagnosis").spliterator(), false)
            .map(finding -> finding.required("text").asText())
            .findFirst();
    return new UnitCostSteps(
        new Trend(
            "Cost per %s of %s".formatted(bridge.required("unit").asText(), useCase),
            Trend.Kind.STEPS,
            "USD",
            labels,
            List.of(new Series("Step", points))),
        said,
        question);
  }

  private static Trend nothing() {
    return new Trend("Cost per outcome", Trend.Kind.STEPS, "USD", List.of(), List.of());
  }
}
