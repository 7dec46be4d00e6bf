package dev.weir.flow.route;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Operation;
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
import java.util.stream.Collectors;

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
  /// @param crowd as [Planner]'s
  /// @param priced whether the price book knows a model under a provider's name
  /// @param alias a route of the name from elsewhere, which counts where none is configured under
  ///   it
  public Plan plan(
      String model,
      Optional<Route> alias,
      Traits call,
      long draw,
      Planner.Crowd crowd,
      BiPredicate<Provider, String> priced) {
    return route(model)
        .or(() -> alias)
        .map(route -> byRoute(model, route, call, draw, crowd))
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

  /// The target of a call that no wire reads: the first provider of a family that does such things
  /// and has a price for it, else the first such provider.
  ///
  /// @param model that stands for the operation, or that its body names
  public Plan plan(Operation operation, String model, BiPredicate<Provider, String> priced) {
    boolean itself = model.startsWith(operation.model());
    List<Provider> candidates =
        doing(operation).stream().filter(provider -> itself || provider.mayServe(model)).toList();
    return candidates.stream()
        .filter(provider -> priced.test(provider, model))
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .<Plan>map(provider -> target(provider, model, operation.wire(), RetryRules.ONCE))
        .orElseGet(() -> unknown(operation.code(), model, candidates.size()));
  }

  /// The providers of families that do such things, in the order of the configuration.
  public List<Provider> doing(Operation operation) {
    return providers.stream()
        .filter(provider -> operation.families().contains(provider.family().name()))
        .toList();
  }

  /// The target of an operation on what one provider keeps: that one, as long as it is configured
  /// and does such things.
  public Optional<Plan.Targets> plan(Operation operation, String provider) {
    return Optional.ofNullable(byName.get(provider))
        .filter(keeper -> operation.families().contains(keeper.family().name()))
        .map(keeper -> target(keeper, operation.model(), operation.wire(), RetryRules.ONCE));
  }

  private Plan byRoute(String name, Route route, Traits call, long draw, Planner.Crowd crowd) {
    List<Plan.Step> steps =
        Planner.plan(name, route, call, draw, crowd).stream()
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
        : unknown(wire.code(), model, own.size());
  }

  private Plan target(Provider provider, String model, Wire wire) {
    return target(provider, model, wire, rules.unrouted());
  }

  private static Plan.Targets target(Provider provider, String model, Wire wire, RetryRules rules) {
    return new Plan.Targets("", List.of(new Plan.Step(provider, model, wire, "")), rules);
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
                    .formatted(code, model.length() > 100 ? model.substring(0, 100) : model)));
  }
}
