package dev.weir.flow.route;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Operation;
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
import java.util.stream.Collectors;

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

  public List<Provider> providers() {
    return providers;
  }

  /// The names of the families of all providers.
  public Set<String> families() {
    return providers.stream()
        .map(provider -> provider.family().name())
        .collect(Collectors.toUnmodifiableSet());
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
        .filter(entry ->
            entry.getValue().targets().stream()
                .anyMatch(target -> provider(target).family().speaks(dialect)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The targets of a call.
  ///
  /// @param model the name asked for
  /// @param draw as [Planner]'s
  /// @param priced whether the price book knows a model under a provider's name
  public Plan plan(String model, Traits call, long draw, BiPredicate<Provider, String> priced) {
    Route route = named.get(model);
    return route == null ? ownName(call.wire(), model, priced) : byRoute(model, route, call, draw);
  }

  /// The target of a call that no wire reads: the first provider of a family that does such things
  /// and has a price for it, else the first such provider.
  ///
  /// @param model that stands for the operation, or that its body names
  public Plan plan(Operation operation, String model, BiPredicate<Provider, String> priced) {
    boolean itself = model.startsWith(operation.model());
    List<Provider> candidates =
        providers.stream()
            .filter(provider -> operation.families().contains(provider.family().name()))
            .filter(provider -> itself || provider.mayServe(model))
            .toList();
    return candidates.stream()
        .filter(provider -> priced.test(provider, model))
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .map(provider -> target(provider, model, RetryRules.ONCE))
        .orElseGet(() -> unknown(operation.code(), model, candidates.size()));
  }

  private Plan byRoute(String name, Route route, Traits call, long draw) {
    List<Plan.Step> steps =
        Planner.plan(name, route, call, draw).stream()
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
        : unknown(wire.code(), model, candidates.size());
  }

  private Plan target(Provider provider, String model) {
    return target(provider, model, rules.unrouted());
  }

  private static Plan target(Provider provider, String model, RetryRules rules) {
    return new Plan.Targets("", List.of(new Plan.Step(provider, model, "")), rules);
  }

  private static boolean serves(
      Provider provider, String model, BiPredicate<Provider, String> priced) {
    return provider.models().isEmpty() ? priced.test(provider, model) : provider.names(model);
  }

  private static Plan unknown(String code, String model, int candidates) {
    return new Plan.Refused(
        Refusal.of(
            Refusal.Kind.MODEL_UNKNOWN,
            candidates == 0
                ? "no provider of %s is configured".formatted(code)
                : "no configured provider of %s serves the model '%s'"
                    .formatted(
                        code, model.length() > 100 ? model.substring(0, 100) : model)));
  }
}
