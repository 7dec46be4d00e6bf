package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/// Every budget and limit, by how hot it is.
public final class Budgets implements Page {
  static final String PATH = "/budgets";

  private static final BigDecimal HOT = new BigDecimal("1.1");

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Budgets and limits", RuleKind.BUDGET.api());
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode budgets = visit.ask().get(RuleKind.BUDGET.api()).tree().required("rules");
    JsonNode limits = visit.ask().get(RuleKind.LIMIT.api()).tree().required("rules");
    Story story =
        Story.of(
                "Budgets and limits",
                "What calls may cost and use, how far that is gone, and when it will be.")
            .showing(figures(budgets, limits))
            .telling(
                List.of(
                    Chapter.of(
                            "budgets",
                            "Budgets",
                            "At this pace: what their windows come to, calm below 70 %, hot from"
                                + " 110 % of the limit.")
                        .listing(Standings.table(RuleKind.BUDGET, budgets, visit, true)),
                    Chapter.of("limits", "Limits", "")
                        .listing(Standings.table(RuleKind.LIMIT, limits, visit, true))));
    boolean maySet = visit.ask().may("PUT", RuleKind.BUDGET.api("any"));
    return Shown.page(
        maySet
            ? story.leadingTo(List.of(make(visit, RuleKind.BUDGET), make(visit, RuleKind.LIMIT)))
            : story);
  }

  private static Link make(Visit visit, RuleKind kind) {
    return new Link("New " + kind.word(), visit.to(kind.maker()));
  }

  private static List<Figure> figures(JsonNode budgets, JsonNode limits) {
    long stopped =
        standings(budgets)
            .map(standing -> Answers.number(standing, "left"))
            .filter(left -> left.filter(it -> it.signum() == 0).isPresent())
            .count();
    long hot =
        standings(budgets)
            .map(standing -> Answers.number(standing.path("burn"), "projected_share"))
            .filter(share -> share.filter(it -> it.compareTo(HOT) >= 0).isPresent())
            .count();
    return List.of(
        Figure.of("Budgets", Amount.count(budgets.size()))
            .from(Rows.of("All budgets", RuleKind.BUDGET.api())),
        Figure.of("Will be used up early", Amount.count(hot))
            .noted(
                hot == 0 ? "at the pace so far" : "at 110 % of their limit or more",
                hot == 0 ? Tone.GOOD : Tone.WARN),
        Figure.of("Nothing left", Amount.count(stopped))
            .noted(
                stopped == 0 ? "every budget admits calls" : "calls are stopped now",
                stopped == 0 ? Tone.GOOD : Tone.BAD),
        Figure.of("Limits", Amount.count(limits.size()))
            .from(Rows.of("All limits", RuleKind.LIMIT.api())));
  }

  private static Stream<JsonNode> standings(JsonNode rules) {
    return rules.valueStream().flatMap(rule -> rule.required("standings").valueStream());
  }
}
