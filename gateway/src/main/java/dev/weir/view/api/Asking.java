package dev.weir.view.api;

import dev.weir.flow.name.Names;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import dev.weir.flow.route.Planner;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.Target;
import dev.weir.flow.route.Traits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where calls for a model would go, as things are.
final class Asking {
  private final RunningGateway gateway;

  Asking(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param model a model's own name, a route's or an alias'
  Plan plan(String model, Traits call, Instant now) {
    return gateway
        .routes()
        .get()
        .plan(
            model,
            names().alias(model),
            call,
            0,
            Planner.Crowd.NONE,
            (provider, each) -> price(provider, each, now).pricesCalls());
  }

  /// Most output tokens of a step's model, where the price book knows.
  OptionalLong outputMax(Plan.Step step, Instant now) {
    return price(step.provider(), step.model(), now) instanceof PriceLookup.Priced priced
        ? priced.tariff().limits().outputMax()
        : OptionalLong.empty();
  }

  private PriceLookup price(Provider provider, String model, Instant now) {
    return gateway.books().inForce().prices().find(provider.prices(), model, now);
  }

  private Names names() {
    return gateway.books().inForce().names();
  }

  private Optional<Route> route(String model) {
    Routes routes = gateway.routes().get();
    return routes.route(model).or(() -> names().alias(model));
  }

  /// The model by whose encoding tokens are counted: where a name leads to several, the first.
  String countedAs(String model) {
    return route(model)
        .flatMap(route -> route.targets().stream().findFirst())
        .map(Target::model)
        .orElse(model);
  }

  /// What is probably not meant with a model's name.
  List<String> doubts(String model, Instant now) {
    boolean known =
        route(model).isPresent() || gateway.books().inForce().prices().knows(model, now);
    return known
        ? List.of()
        : List.of(
            "no route, no alias and no price has the name '%s': calls may be refused"
                .formatted(model));
  }
}
