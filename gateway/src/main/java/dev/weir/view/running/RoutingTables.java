package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Routes, their targets, providers and their limits as tables.
final class RoutingTables {
  private static final Cell NOTHING = Cell.of(Amount.count(0));

  private RoutingTables() {}

  /// @param traffic of 15 minutes
  static Table targets(JsonNode routes, JsonNode traffic) {
    Map<String, JsonNode> load = new HashMap<>();
    traffic
        .required("models")
        .forEach(each ->
            load.put(
                each.required("provider").asText() + "/" + each.required("model").asText(),
                each.required("load")));
    return Table.of(
        "Targets of routes, and what became of attempts there in 15 minutes",
        List.of(
            Column.text("Target"),
            Column.text("Circuit"),
            Column.number("Attempts"),
            Column.number("429"),
            Column.number("Failed"),
            Column.text("Routes")),
        routes
            .required("targets")
            .valueStream()
            .map(target ->
                target(
                    target,
                    Optional.ofNullable(load.get(target.required("target").asText())),
                    TrafficTables.days(traffic)))
            .toList(),
        EmptyState.of(
                "No route yet",
                "A route is a name that calls ask for instead of a model; behind it stand the"
                    + " models that are tried, in their order.")
            .typed("weir names set support-fast --target openai/gpt-4o-mini,other/gpt-4o-mini"));
  }

  private static List<Cell> target(JsonNode target, Optional<JsonNode> load, Period days) {
    return List.of(
        Cell.of(target.required("target").asText()).opening(attempts(target, days)),
        circuit(target),
        load.map(it -> Cell.of(Amount.count(it.required("attempts").asLong()))).orElse(NOTHING),
        load.map(it -> TrafficTables.trouble(it, "limited")).orElse(NOTHING),
        load.map(it -> TrafficTables.trouble(it, "failed")).orElse(NOTHING),
        Cell.of(Answers.listed(target.required("names"))));
  }

  private static String attempts(JsonNode target, Period days) {
    return Rows.calls(
        days,
        "provider=" + target.required("provider").asText(),
        "model=" + target.required("model").asText());
  }

  /// @param target with the field `circuit`, absent where none is kept
  static Cell circuit(JsonNode target) {
    String code = target.path("circuit").asText();
    return switch (code) {
      case "closed" -> Cell.of("Closed", Tone.GOOD);
      case "half_open" -> Cell.of("Probing", Tone.WARN);
      case "open" -> Cell.of("Open", Tone.BAD);
      default -> Cell.of("not kept", Tone.QUIET);
    };
  }

  static Table limits(JsonNode pacing) {
    return Table.of(
        "Limits of providers, and who waits for them",
        List.of(
            Column.text("Models"),
            Column.number("Under way"),
            Column.number("Waiting"),
            Column.number("Most at once"),
            Column.text("Because of"),
            Column.text("Left"),
            Column.number("Closed for", "s")),
        pacing.required("gates").valueStream().map(RoutingTables::limit).toList(),
        EmptyState.of(
            "No limit met yet",
            "With 'pacing' in a provider's configuration, Weir keeps to that provider's limits;"
                + " each is here from the first call that met it."));
  }

  private static List<Cell> limit(JsonNode gate) {
    long waiting = gate.required("waiting").asLong();
    BigDecimal closed = new BigDecimal(gate.required("closed_seconds").asText());
    return List.of(
        Cell.of(gate.required("gate").asText()),
        Cell.of(Amount.count(gate.required("under_way").asLong())),
        Cell.of(Amount.count(waiting)).marked(waiting == 0 ? Tone.PLAIN : Tone.WARN),
        Cell.of(Amount.count(Answers.number(gate, "most_at_once"))),
        Cell.of(Told.text(gate, "most_by").replace('_', ' ')),
        Cell.of(
            gate.required("left").isEmpty()
                ? "–"
                : gate.required("left")
                    .valueStream()
                    .map(RoutingTables::left)
                    .collect(Collectors.joining(", "))),
        Cell.of(Amount.count(closed)).marked(closed.signum() == 0 ? Tone.PLAIN : Tone.BAD));
  }

  private static String left(JsonNode left) {
    return "%s of %s %s"
        .formatted(
            Amount.count(left.required("now").asLong()).text(),
            Amount.count(left.required("limit").asLong()).text(),
            left.required("of").asText().replace('_', ' '));
  }

  static Table routes(Visit visit, JsonNode routes) {
    return Table.of(
        "Routes and aliases",
        List.of(Column.text("Name"), Column.text("Kind"), Column.text("Leads to")),
        routes
            .required("routes")
            .valueStream()
            .map(route ->
                List.of(
                    Cell.of(route.required("name").asText())
                        .opening(Explaining.path(visit, route.required("name").asText())),
                    Cell.of(route.required("kind").asText()),
                    Cell.of(RouteWords.of(route.required("route")))))
            .toList(),
        EmptyState.of(
            "No route and no alias",
            "Calls name models themselves; each goes to the first provider that serves its"
                + " model."));
  }

  static Table providers(JsonNode routes) {
    return Table.of(
        "Providers",
        List.of(
            Column.text("Provider"),
            Column.text("Family"),
            Column.text("Address"),
            Column.text("Prices"),
            Column.text("Serves")),
        routes
            .required("providers")
            .valueStream()
            .map(provider ->
                List.of(
                    Cell.of(provider.required("name").asText())
                        .opening(
                            Rows.path(
                                "/api/v1/models?provider="
                                    + Entered.encoded(provider.required("name").asText()))),
                    Cell.of(provider.required("family").asText()),
                    Cell.of(provider.required("url").asText()),
                    Cell.of(provider.required("prices").asText()),
                    Cell.of(
                        provider.required("models").isEmpty()
                            ? "what has a price"
                            : Answers.listed(provider.required("models")))))
            .toList(),
        EmptyState.of("No provider", "Providers are in the configuration file.")
            .typed("weir config show"));
  }
}
