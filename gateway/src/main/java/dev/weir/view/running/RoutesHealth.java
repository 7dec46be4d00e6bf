package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.Optional;

/// Providers, routes and their targets: how they stand, and what a call would come to.
public final class RoutesHealth implements Page {
  public static final String PATH = "/routes";

  private static final String TITLE = "Routes and health";
  private static final String TEMPLATE = "running/routes.jte";
  private static final String ROUTES = "/api/v1/routes";
  private static final String PACING = "/api/v1/pacing";
  private static final String TRAFFIC = "/api/v1/traffic?minutes=15";
  private static final String RELOAD = "/api/v1/config/reload";

  @Override
  public Place place() {
    return Place.in(Section.RUNNING, PATH, TITLE, ROUTES);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, TEMPLATE, page(visit, Optional.empty(), Optional.empty()));
  }

  /// Reads the configuration anew.
  @Override
  public Shown submit(Visit visit, Entered form) {
    String question = RELOAD + "?why=" + Entered.encoded(form.text("why"));
    return switch (visit.ask().send("POST", question, JsonNodeFactory.instance.objectNode())) {
      case Answered.Told(JsonNode done) ->
          Shown.page(TITLE, TEMPLATE, page(visit, Optional.of(said(done)), Optional.empty()));
      case Answered.Refused why ->
          Shown.again(
              why, TITLE, TEMPLATE, page(visit, Optional.empty(), Optional.of(why.message())));
    };
  }

  private static String said(JsonNode done) {
    long live =
        done.required("changes").valueStream().filter(it -> it.path("live").asBoolean()).count();
    long later = done.required("changes").size() - live;
    return "The configuration was read anew: %d values and %d secrets or files changed%s."
        .formatted(
            live,
            done.required("contents").size(),
            later == 0 ? "" : "; %d more wait for the next start".formatted(later));
  }

  private static RoutesPage page(Visit visit, Optional<String> done, Optional<String> error) {
    JsonNode routes = visit.ask().get(ROUTES).tree();
    JsonNode traffic = visit.ask().get(TRAFFIC).tree();
    JsonNode pacing = visit.ask().get(PACING).tree();
    return new RoutesPage(
        figures(routes, traffic),
        RoutingTables.targets(routes, traffic),
        RoutingTables.limits(pacing),
        RoutingTables.routes(visit, routes),
        RoutingTables.providers(routes),
        Explaining.of(visit),
        visit.ask().may("POST", RELOAD)
            ? Optional.of(
                FormField.of("why", "Why", "text")
                    .hinted("Routes, providers and secrets as the file has them now."))
            : Optional.empty(),
        done,
        error);
  }

  private static List<Figure> figures(JsonNode routes, JsonNode traffic) {
    long open =
        routes
            .required("targets")
            .valueStream()
            .filter(target -> target.path("circuit").asText().equals("open"))
            .count();
    JsonNode total = traffic.required("total");
    Link rows = Rows.of("Traffic by model", TRAFFIC);
    return List.of(
        Figure.of("Targets of routes", Amount.count(routes.required("targets").size()))
            .from(Rows.of("Routes and their targets", ROUTES)),
        Figure.of("Circuits open", Amount.count(open))
            .noted(
                open == 0 ? "no target is passed over" : "these targets are passed over",
                open == 0 ? Tone.GOOD : Tone.BAD)
            .from(Rows.of("Targets", ROUTES)),
        Figure.of("Limited by providers", Amount.count(total.required("limited").asLong()))
            .noted("answers of 429 in 15 minutes", Tone.PLAIN)
            .from(rows),
        Figure.of("Failovers", Amount.count(total.required("failovers").asLong()))
            .noted("attempts at another target in 15 minutes", Tone.PLAIN)
            .from(rows));
  }
}
