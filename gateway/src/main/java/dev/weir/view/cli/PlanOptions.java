package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What the size of an experiment follows from.
final class PlanOptions {
  @Option(
      names = "--metric",
      required = true,
      description = "As success_share, cost_per_unit, kpi:csat.")
  private String metric = "";

  @Option(
      names = "--effect",
      required = true,
      description = "The smallest that matters, in units of the metric.")
  private BigDecimal effect = BigDecimal.ZERO;

  @Option(names = "--deviation", description = "Spread of a unit's figure.")
  private Optional<BigDecimal> deviation = Optional.empty();

  @Option(names = "--baseline", description = "A share as it is now; its spread follows from it.")
  private Optional<BigDecimal> baseline = Optional.empty();

  @Option(names = "--power", description = "Chance of finding the effect; 0.8 if not said.")
  private Optional<BigDecimal> power = Optional.empty();

  @Option(names = "--sequential", description = "To be looked at at any time.")
  private boolean sequential;

  @Option(names = "--use-case", description = "Whose traffic the weeks are of.")
  private Optional<String> useCase = Optional.empty();

  @Option(names = "--unit", description = "What is randomised; user if not said.")
  private Optional<String> unit = Optional.empty();

  ObjectNode body() {
    ObjectNode body = Json.object().put("metric", metric).put("minimum_effect", effect);
    deviation.ifPresent(number -> body.put("deviation", number));
    baseline.ifPresent(number -> body.put("baseline", number));
    power.ifPresent(number -> body.put("power", number));
    useCase.ifPresent(text -> body.put("use_case", text));
    unit.ifPresent(text -> body.put("unit", text));
    return body.put("stop", sequential ? "sequential" : "fixed");
  }
}
