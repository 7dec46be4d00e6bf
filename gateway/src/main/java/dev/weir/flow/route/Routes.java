package dev.weir.flow.route;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Finds the targets of a call. Immutable.
///
/// A target that does not speak the call's wire is no candidate.
public final class Routes {
  private final List<Provider> providers;
  private final Map<String, Provider> byName = new LinkedHashMap<>();
  private final Map<String, Route> named;
  private final RoutingRules rules;

  /// @param providers in the order of the configuration
  /// @param named routes by the name callers ask for
  /// @throws IllegalArgumentException naming the route whose target no provider may serve
  public Routes(List<Provider> providers, Map<String, Route> named, RoutingRules rules) {
    this.providers = List.copyOf(providers);
    this.providers.forEach(provider -> byName.put(provider.name(), provider));
    this.named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    this.rules = rules;
    this.named.forEach(
        (name, route) -> route.targets().forEach(target -> requireServed(name, target)));
  }

  /// Those that the models' own names lead to.
  public Routes(List<Provider> providers) {
    this(providers, Map.of(), RoutingRules.USUAL);
  }

  private void requireServed(String route, Target target) {
    Provider provider = byName.get(target.provider());
    if (provider == null) {
      throw new IllegalArgumentException(
          "route %s: target %s: no provider %s is configured, only %s"
              .formatted(route, target, target.provider(), byName.keySet()));
    }
    if (!provider.mayServe(target.model())) {
      throw new IllegalArgumentException(
          "route %s: target %s: provider %s is configured to serve only %s"
              .formatted(route, target, target.provider(), provider.models()));
    }
  }

  /// The configured routes, in the order of the configuration.
  public Map<String, Route> named() {
    return named;
  }

  public List<Provider> providers() {
    return providers;
  }

  public RoutingRules rules() {
    return rules;
  }

  /// Every target that a route names.
  public Set<Target> targets() {
    Set<Target> targets = new HashSet<>();
    named.values().forEach(route -> targets.addAll(route.targets()));
    return targets;
  }

  /// Names of the routes with a target that speaks a wire of the dialect.
  public List<String> names(Dialect dialect) {
    return named.entrySet().stream()
        .filter(entry -> speaks(entry.getValue(), dialect))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Whether a target of the route speaks a wire of the dialect.
  public boolean speaks(Route route, Dialect dialect) {
    return route.targets().stream()
        .map(target -> byName.get(target.provider()))
        .anyMatch(provider -> provider != null && provider.family().speaks(dialect));
  }

  /// The targets of a call.
  ///
  /// @param model the name asked for
  /// @param draw as [Planner]'s
  /// @param priced whether the price book knows a model under a provider's name
  public Plan plan(String model, Traits call, long draw, BiPredicate<Provider, String> priced) {
    return plan(model, Optional.empty(), call, draw, priced);
  }

  /// The same with a route of the name from elsewhere, which counts where none is configured under
  /// it.
  public Plan plan(
      String model,
      Optional<Route> alias,
      Traits call,
      long draw,
      BiPredicate<Provider, String> priced) {
    return route(model)
        .or(() -> alias)
        .map(route -> byRoute(model, route, call, draw))
        .orElseGet(() -> ownName(call.wire(), model, priced));
  }

  /// The route that is configured under a name.
  public Optional<Route> route(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /// @throws IllegalArgumentException if a route cannot be had under a name beside these: the name
  ///   is taken, or a target is served by nobody
  public void requireBeside(String name, Route route) {
    if (named.containsKey(name)) {
      throw new IllegalArgumentException(
          "route %s: the configuration has one of this name, routing.routes.%s"
              .formatted(name, name));
    }
    route.targets().forEach(target -> requireServed(name, target));
  }

  private Plan byRoute(String name, Route route, Traits call, long draw) {
    List<Plan.Step> steps =
        Planner.plan(name, route, call, draw).stream()
            .filter(choice -> byName.containsKey(choice.target().provider()))
            .filter(choice -> provider(choice.target()).family().speaks(call.wire()))
            .map(choice ->
                new Plan.Step(provider(choice.target()), choice.target().model(), choice.path()))
            .toList();
    return steps.isEmpty()
        ? new Plan.Refused(
            Refusal.of(
                Refusal.Kind.MODEL_UNKNOWN,
                "the route '%s' has no target for this call that speaks %s"
                    .formatted(name, call.wire().code())))
        : new Plan.Targets(name, steps, rules.retry());
  }

  private Provider provider(Target target) {
    return Optional.ofNullable(byName.get(target.provider())).orElseThrow();
  }

  private Plan ownName(Wire wire, String model, BiPredicate<Provider, String> priced) {
    List<Provider> candidates =
        providers.stream().filter(provider -> provider.family().speaks(wire)).toList();
    for (Provider provider : candidates) {
      if (serves(provider, model, priced)) {
        return target(provider, model);
      }
    }
    boolean leftToTheProvider = candidates.size() == 1 && candidates.getFirst().models().isEmpty();
    return leftToTheProvider
        ? target(candidates.getFirst(), model)
        : unknown(wire, model, candidates.size());
  }

  private Plan target(Provider provider, String model) {
    return new Plan.Targets("", List.of(new Plan.Step(provider, model, "")), rules.unrouted());
  }

  private static boolean serves(
      Provider provider, String model, BiPredicate<Provider, String> priced) {
    return provider.models().isEmpty() ? priced.test(provider, model) : provider.names(model);
  }

  private static Plan unknown(Wire wire, String model, int sameWire) {
    return new Plan.Refused(
        Refusal.of(
            Refusal.Kind.MODEL_UNKNOWN,
            sameWire == 0
                ? "no provider of %s is configured".formatted(wire.code())
                : "no configured provider of %s serves the model '%s'"
                    .formatted(
                        wire.code(), model.length() > 100 ? model.substring(0, 100) : model)));
  }
}
