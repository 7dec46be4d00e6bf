package dev.weir.flow.health;

import dev.weir.flow.route.Target;
import java.util.Set;

/// What is known of how targets do. Outlives every configuration.
public record TargetHealth(Circuits circuits, RetryBudget retries) {

  /// Of no target yet.
  public static TargetHealth of(Circuits circuits) {
    return new TargetHealth(circuits, new RetryBudget());
  }

  /// From now on these targets are watched, by these rules.
  public void by(Set<Target> targets, CircuitRules circuit, RetryBudget.Rules budget) {
    circuits.watch(targets, circuit);
    retries.by(budget);
  }
}
