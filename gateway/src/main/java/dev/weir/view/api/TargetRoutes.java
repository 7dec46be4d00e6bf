package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.health.Standing;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Target;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where calls can go: providers, routes, and how the targets of routes stand.
final class TargetRoutes {
  private final RunningGateway gateway;

  TargetRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param targets of the routes
  record RouteList(
      List<ProviderLine> providers, List<RouteLine> routes, List<TargetLine> targets) {}

  /// A provider as configured, without its credential.
  ///
  /// @param family how it wants to be asked
  /// @param prices its name in the price book
  /// @param models it is configured to serve; empty = what the price book has under `prices`
  record ProviderLine(String name, String family, String url, String prices, List<String> models) {}

  /// @param kind `route` (of the configuration) or `alias`
  /// @param route as docs/routing.md defines it
  record RouteLine(String name, String kind, ObjectNode route, List<String> targets) {}

  /// @param circuit `closed`, `half_open` or `open` (it is passed over); absent where none is kept
  /// @param names of the routes that lead there
  record TargetLine(
      String target, String provider, String model, Optional<String> circuit, List<String> names) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listRoutes",
                "/api/v1/routes",
                "Providers, routes and aliases, and how the targets of these stand.")
            .answers(RouteList.class)
            .does(_ -> Answer.of(list())));
  }

  private RouteList list() {
    List<RouteLine> routes =
        Stream.concat(
                lines("route", gateway.routes().get().named()),
                lines("alias", gateway.books().inForce().names().aliases()))
            .toList();
    List<TargetLine> targets =
        routes.stream()
            .flatMap(route -> route.targets().stream())
            .distinct()
            .sorted(Comparator.naturalOrder())
            .map(target -> line(Target.parse(target), routes))
            .toList();
    return new RouteList(
        gateway.routes().get().providers().stream().map(TargetRoutes::line).toList(),
        routes,
        targets);
  }

  private static Stream<RouteLine> lines(String kind, Map<String, Route> routes) {
    return routes.entrySet().stream()
        .map(each ->
            new RouteLine(
                each.getKey(),
                kind,
                Json.object(new String(each.getValue().json(), StandardCharsets.UTF_8)),
                each.getValue().targets().stream().map(Target::toString).toList()));
  }

  private TargetLine line(Target target, List<RouteLine> routes) {
    return new TargetLine(
        target.toString(),
        target.provider(),
        target.model(),
        gateway.circuits().apply(target).map(Standing::code),
        routes.stream()
            .filter(route -> route.targets().contains(target.toString()))
            .map(RouteLine::name)
            .toList());
  }

  private static ProviderLine line(Provider provider) {
    return new ProviderLine(
        provider.name(),
        provider.family().name(),
        "%s://%s:%d%s"
            .formatted(
                provider.origin().tls() ? "https" : "http",
                provider.origin().host(),
                provider.origin().port(),
                provider.basePath()),
        provider.prices(),
        provider.models());
  }
}
