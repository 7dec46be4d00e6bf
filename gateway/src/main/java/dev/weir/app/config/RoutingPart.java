package dev.weir.app.config;

import dev.weir.flow.name.Names;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where calls may go, and what they may try.
public record RoutingPart(
    @Meaning("names that callers may ask for, each a tree of targets: [routing](routing.md)")
        Map<String, RouteText> routes,
    @Meaning("most attempts of a call that asks for a route") int attempts,
    @Meaning("most of them at one target") int attemptsAtTarget,
    @Meaning(
            "most attempts of a call that asks for a model by its own name; 1 = what the provider"
                + " says, the caller hears")
        int attemptsWithoutRoute,
    @Meaning(
            "of a call with more than one attempt: none begins after this time, and none goes on"
                + " that the caller has seen nothing of")
        Duration total,
    @Meaning(
            "longest time to a stream's first token while another target is left; 0 = as long as"
                + " an answer may take")
        Duration firstToken,
    @Meaning("longest wait before a target is tried a second time") Duration backoff,
    @Meaning("longest wait before any try, unless the provider asked for a longer one")
        Duration backoffMax,
    @Meaning(
            "whether a stream's beginning waits for its first token while another target is left,"
                + " so that the target can still be changed")
        boolean hold,
    @Meaning("how often calls may ask a provider again that has failed them")
        RetryBudgetPart retryBudget,
    @Meaning("when a target is not asked for a while") CircuitPart circuit) {
  public static final RoutingPart DEFAULT =
      new RoutingPart(
          Map.of(),
          4,
          2,
          1,
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          true,
          RetryBudgetPart.DEFAULT,
          CircuitPart.DEFAULT);

  public RoutingPart {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    routes.keySet().forEach(RoutingPart::requireName);
    Require.between("routing.attempts", attempts, 1, 20);
    Require.between("routing.attempts_at_target", attemptsAtTarget, 1, attempts);
    Require.between("routing.attempts_without_route", attemptsWithoutRoute, 1, 20);
    Require.positive("routing.total", total);
    Require.notNegative("routing.first_token", firstToken);
    Require.notNegative("routing.backoff", backoff);
    if (backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "routing.backoff_max must not be below routing.backoff, was %s below %s"
              .formatted(Durations.format(backoffMax), Durations.format(backoff)));
    }
  }

  private static void requireName(String name) {
    if (!name.matches("[A-Za-z0-9._:/-]{1,100}")) {
      throw new IllegalArgumentException(
          "routing.routes: a name is 1 to 100 letters, digits and . _ : / -, was '%s'"
              .formatted(name));
    }
    if (name.startsWith(Names.PROMPT)) {
      throw new IllegalArgumentException(
          "routing.routes: a name does not begin with '%s', which prompts have, was '%s'"
              .formatted(Names.PROMPT, name));
    }
  }
}
