package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Card;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Sheet;
import dev.weir.view.shape.Tone;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// The first page of whoever calls: what keys cost, what is left, what is dear, what changed. Of
/// the person's own teams, where the API shows no others.
public final class DeveloperHome implements Page {
  public static final String PATH = "/developer";

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, PATH, "My keys", "/api/v1/keys");
  }

  @Override
  public Shown open(Visit visit) {
    Period period = visit.period();
    Answers answers = new Answers(visit.ask());
    JsonNode keys = visit.ask().get("/api/v1/keys").tree();
    JsonNode byKey = answers.about("Cost by key", period.report("key"));
    JsonNode now = answers.about("Cost by name asked", period.report("model_asked"));
    Before before = Before.of(period, LocalDate.ofInstant(visit.now(), ZoneOffset.UTC));
    JsonNode then = answers.about("Cost before", before.report("model_asked"));
    JsonNode budgets = answers.about("Budgets", "/api/v1/budgets");
    JsonNode limits = answers.about("Limits", "/api/v1/limits");
    return Shown.page(
        "My keys",
        "console/sheet.jte",
        Sheet.of("My keys", lead(answers, period))
            .with(figures(byKey.path("total"), period))
            .minding(answers.refusals())
            .showing(
                List.of(
                    List.of(Card.of("What keys cost", KeyCosts.table(keys, byKey, period))),
                    List.of(
                        Card.of("What is left", LeftOver.table(budgets, limits))
                            .led("A call that would pass a stop is refused, before it costs.")),
                    List.of(
                        Card.of("Dearest prompts and models", AskedFor.dearest(now, period)),
                        Card.of(
                                "What changed",
                                AskedFor.changes(now, then, period, before.period()))
                            .led("Beside %s.".formatted(before.title()))))));
  }

  private static String lead(Answers answers, Period period) {
    String teams =
        answers
            .about("Yourself", "/api/v1/me")
            .path("teams")
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "));
    return teams.isEmpty()
        ? "Every key there is, in %s.".formatted(period.title())
        : "What is of %s, in %s.".formatted(teams, period.title());
  }

  private static List<Figure> figures(JsonNode total, Period period) {
    return List.of(
        cost(total).from(new Link("Cost by key", Rows.spend(period, "key"))),
        Figure.of("Calls", Amount.count(Answers.number(total, "calls")))
            .from(new Link("The calls", Rows.calls(period))),
        Figure.of("Cost per call", Amount.usd(Answers.number(total, "cost_per_call_usd")))
            .from(new Link("Cost by model", Rows.spend(period, "model"))),
        Figure.of("Refused calls", Amount.count(Answers.number(total, "refusals")))
            .noted("by budgets, limits, or what a key may not ask", Tone.PLAIN)
            .from(Rows.of("Refusals by kind", period.report("refusal_kind"))));
  }

  private static Figure cost(JsonNode total) {
    return Figure.of("Cost", Amount.usd(Answers.number(total, "cost_usd")))
        .is(Answers.status(total));
  }
}
