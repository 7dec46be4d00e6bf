package dev.weir.app;

import dev.weir.app.config.CircuitPart;
import dev.weir.app.config.RetryBudgetPart;
import dev.weir.app.config.RoutingPart;
import dev.weir.flow.health.CircuitRules;
import dev.weir.flow.health.RetryBudget;
import dev.weir.flow.health.Standing;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.name.Names;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.Target;
import dev.weir.flow.rule.Share;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which targets have their health watched: those of the routes and those of the aliases, whichever
/// of the two has changed last. Thread-safe.
final class WatchedTargets {
  private final TargetHealth health;

  /// Guarded by this, as are the next two.
  private Routes routes;

  private RoutingPart part;
  private Names names;

  WatchedTargets(TargetHealth health, Routes routes, RoutingPart part, Names names) {
    this.health = health;
    this.routes = routes;
    this.part = part;
    this.names = names;
  }

  synchronized void by(Routes configured, RoutingPart rules) {
    routes = configured;
    part = rules;
    watch();
  }

  synchronized void by(Names inForce) {
    names = inForce;
    watch();
  }

  /// How a target stands, if it is watched.
  Optional<Standing> standing(Target target) {
    return health.circuits().standing(target);
  }

  private void watch() {
    CircuitPart circuit = part.circuit();
    RetryBudgetPart budget = part.retryBudget();
    Set<Target> targets = new HashSet<>(routes.targets());
    targets.addAll(names.targets());
    health.by(
        targets,
        new CircuitRules(
            circuit.window(),
            circuit.calls(),
            share(circuit.errors()),
            circuit.slow(),
            share(circuit.slowShare()),
            circuit.openFor(),
            circuit.openForMax(),
            circuit.probes()),
        new RetryBudget.Rules(share(budget.share()), budget.floor(), budget.window()));
  }

  private static Share share(double fraction) {
    return new Share((int) Math.round(fraction * 1_000));
  }
}
