package dev.weir.app;

import dev.weir.app.config.RoutingPart;
import dev.weir.flow.name.Names;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The configured routes and what calls may try, in the words of the rooms.
final class Routing {
  private Routing() {}

  /// @throws IllegalArgumentException naming the route whose target no provider may serve
  static Routes routes(List<Provider> providers, RoutingPart part) {
    Map<String, Route> named = new LinkedHashMap<>();
    part.routes().forEach((name, text) -> named.put(name, text.route()));
    try {
      return new Routes(providers, named, rules(part));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("routing.routes: " + wrong.getMessage(), wrong);
    }
  }

  private static RoutingRules rules(RoutingPart part) {
    RetryRules rules =
        new RetryRules(
            part.attempts(),
            part.attemptsAtTarget(),
            part.total(),
            part.firstToken(),
            part.backoff(),
            part.backoffMax(),
            part.hold());
    int unrouted = part.attemptsWithoutRoute();
    return new RoutingRules(rules, rules.atOneTarget(unrouted));
  }

  /// @throws IllegalArgumentException naming the alias that cannot be beside these routes
  static void requireBeside(Routes routes, Names names) {
    names
        .aliases()
        .forEach((name, route) -> {
          try {
            routes.requireBeside(name, route);
          } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                "alias '%s' of the book: %s; change the configuration, or the alias before it"
                    .formatted(name, wrong.getMessage()),
                wrong);
          }
        });
  }
}
