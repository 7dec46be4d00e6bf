package dev.weir.flow.route;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.translate.Pairs;
import java.util.Arrays;
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
/// A target that does not speak the call's wire is asked in one that the call can be translated to;
/// where there is none, it is no candidate.
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

  /// Names of the routes with a target that a call of the dialect can be made to.
  public List<String> names(Dialect dialect) {
    return named.entrySet().stream()
        .filter(entry -> isWithinReach(entry.getValue(), dialect))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Whether a call of the dialect can be made to a target of the route.
  public boolean isWithinReach(Route route, Dialect dialect) {
    return route.targets().stream()
        .map(target -> byName.get(target.provider()))
        .anyMatch(provider -> provider != null && isWithinReach(provider, dialect));
  }

  /// The providers that a call of the dialect can be made to only by translating it.
  public List<Provider> across(Dialect dialect) {
    return providers.stream()
        .filter(provider -> !provider.family().speaks(dialect) && isWithinReach(provider, dialect))
        .toList();
  }

  private static boolean isWithinReach(Provider provider, Dialect dialect) {
    return Arrays.stream(Wire.values())
        .anyMatch(wire -> wire.dialect() == dialect && wireAt(provider, wire).isPresent());
  }

  /// In which wire a provider is asked what comes in a wire.
  private static Optional<Wire> wireAt(Provider provider, Wire asked) {
    return provider.family().speaks(asked)
        ? Optional.of(asked)
        : Pairs.from(asked).stream().filter(provider.family()::speaks).findFirst();
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
            .flatMap(choice -> step(choice, call.wire()).stream())
            .toList();
    return steps.isEmpty()
        ? new Plan.Refused(
            Refusal.of(
                Refusal.Kind.MODEL_UNKNOWN,
                "the route '%s' has no target for this call that speaks %s, or a wire it can be translated to"
                    .formatted(name, call.wire().code())))
        : new Plan.Targets(name, steps, rules.retry());
  }

  private Provider provider(Target target) {
    return Optional.ofNullable(byName.get(target.provider())).orElseThrow();
  }

  private Optional<Plan.Step> step(Planner.Choice choice, Wire asked) {
    Provider provider = provider(choice.target());
    return wireAt(provider, asked)
        .map(wire -> new Plan.Step(provider, choice.target().model(), wire, choice.path()));
  }

  /// The first provider of the call's own wire that serves the model, else the first that it can be
  /// translated for.
  private Plan ownName(Wire wire, String model, BiPredicate<Provider, String> priced) {
    List<Provider> own =
        providers.stream().filter(provider -> provider.family().speaks(wire)).toList();
    for (Provider provider : own) {
      if (serves(provider, model, priced)) {
        return target(provider, model, wire);
      }
    }
    for (Provider provider : providers) {
      Optional<Wire> across = wireAt(provider, wire);
      if (across.isPresent() && serves(provider, model, priced)) {
        return target(provider, model, across.get());
      }
    }
    boolean leftToTheProvider = own.size() == 1 && own.getFirst().models().isEmpty();
    return leftToTheProvider
        ? target(own.getFirst(), model, wire)
        : unknown(wire, model, own.size());
  }

  private Plan target(Provider provider, String model, Wire wire) {
    Plan.Step step = new Plan.Step(provider, model, wire, "");
    return new Plan.Targets("", List.of(step), rules.unrouted());
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
