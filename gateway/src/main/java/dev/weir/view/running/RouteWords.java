package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/// A route, as docs/routing.md defines it, in words.
final class RouteWords {
  private RouteWords() {}

  static String of(JsonNode route) {
    if (route.has("target")) {
      return route.required("target").asText();
    }
    if (route.has("fallback")) {
      return joined(route.required("fallback"), ", then ");
    }
    if (route.has("pool")) {
      return "the one with most room of " + joined(route.required("pool"), ", ");
    }
    if (route.has("split")) {
      return split(route);
    }
    return when(route);
  }

  private static String joined(JsonNode routes, String between) {
    return routes.valueStream().map(RouteWords::within).collect(Collectors.joining(between));
  }

  /// In brackets where it is more than a target.
  private static String within(JsonNode route) {
    return route.has("target") ? of(route) : "(" + of(route) + ")";
  }

  private static String split(JsonNode route) {
    String arms =
        route
            .required("split")
            .valueStream()
            .map(arm ->
                "%s of weight %s: %s"
                    .formatted(
                        arm.required("arm").asText(), arm.required("weight").asText(), within(arm)))
            .collect(Collectors.joining(", "));
    String by = route.path("by").asText();
    return by.isEmpty() ? arms : arms + "; equal values of '%s' go one way".formatted(by);
  }

  private static String when(JsonNode route) {
    String cases =
        route
            .required("when")
            .valueStream()
            .map(each -> "if %s: %s".formatted(each.required("if"), within(each)))
            .collect(Collectors.joining("; "));
    return cases + "; otherwise " + within(route.required("otherwise"));
  }
}
