package dev.weir.view.api;

import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.hypothesis.Planned;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How large an experiment has to be, before anything is registered.
final class ExperimentPlanRoutes {
  private static final String UNIT = "user";

  private final RunningGateway gateway;
  private final TrialEvidence evidence;

  ExperimentPlanRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.evidence = new TrialEvidence(gateway, changes);
  }

  /// What a plan is made of: fields of a registration of the same names.
  ///
  /// @param design default: randomised
  /// @param comparisons arms compared with the control; default 1
  /// @param useCase and `unit`: whose traffic the weeks are of
  record PlanText(
      String metric,
      BigDecimal minimumEffect,
      Optional<String> design,
      Optional<String> direction,
      Optional<String> stop,
      Optional<BigDecimal> baseline,
      Optional<BigDecimal> deviation,
      Optional<BigDecimal> power,
      Optional<Long> comparisons,
      Optional<String> useCase,
      Optional<String> unit) {}

  /// @param unitsPerArm that find the minimum effect
  /// @param exact before it is rounded up
  /// @param unitsPerWeek of the use case in the last 28 days
  /// @param weeks until each arm has its units, evenly split
  record ExperimentPlan(
      long unitsPerArm, double exact, Optional<Double> unitsPerWeek, Optional<Double> weeks) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.ask(
                "planExperiment",
                "/api/v1/experiment-plan",
                "How many units a minimum effect takes, and how long a use case has them.")
            .takes(PlanText.class)
            .answers(ExperimentPlan.class)
            .does(FromLedger.of(gateway).does(this::plan)));
  }

  private Answer plan(Inquiry inquiry) {
    Planned planned = HypothesisText.planned(inquiry.body());
    long perArm = planned.size().perArm();
    OptionalDouble perWeek =
        inquiry.optionalText("use_case").isPresent()
            ? evidence.perWeek(
                inquiry.text("use_case"), inquiry.optionalText("unit").orElse(UNIT), inquiry.now())
            : OptionalDouble.empty();
    long groups = planned.paired() ? 1 : planned.comparisons() + 1;
    return Answer.of(
        new ExperimentPlan(
            perArm,
            planned.size().exact(),
            perWeek.isPresent() ? Optional.of(perWeek.getAsDouble()) : Optional.empty(),
            perWeek.isPresent()
                ? Optional.of(tenths(perArm * groups / perWeek.getAsDouble()))
                : Optional.empty()));
  }

  private static double tenths(double weeks) {
    return Math.ceil(weeks * 10) / 10;
  }
}
