package dev.weir.view.api;

import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Experiment;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.TrialDesign;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether a hypothesis is about what the experiment of its name does.
final class SameTrial {
  private SameTrial() {}

  /// The first field that differs, with its rule and value; empty = none does, or units are put
  /// into arms by nobody.
  static Optional<String> difference(Hypothesis hypothesis, Experiment experiment) {
    if (!(hypothesis.design() instanceof TrialDesign.Randomised randomised)) {
      return Optional.empty();
    }
    return differs("use_case", experiment.useCase(), hypothesis.useCase())
        .or(() -> differs("unit", experiment.unit(), hypothesis.unit()))
        .or(() -> differs("arms", weights(experiment), weights(randomised)))
        .map(why -> "hypothesis '%s': %s".formatted(hypothesis.name(), why));
  }

  private static Optional<String> differs(String field, Object there, Object here) {
    return there.equals(here)
        ? Optional.empty()
        : Optional.of(
            "field '%s' is that of the experiment of its name, %s, was %s"
                .formatted(field, there, here));
  }

  private static Map<String, BigDecimal> weights(Experiment experiment) {
    return new TreeMap<>(
        experiment.arms().stream()
            .collect(Collectors.toMap(Arm::name, arm -> plain(arm.weight()))));
  }

  private static Map<String, BigDecimal> weights(TrialDesign.Randomised design) {
    return new TreeMap<>(
        design.arms().stream()
            .collect(Collectors.toMap(TrialDesign.Arm::name, arm -> plain(arm.weight()))));
  }

  /// So that 1 and 1.0 are equal.
  private static BigDecimal plain(double weight) {
    return BigDecimal.valueOf(weight).stripTrailingZeros();
  }
}
