package dev.weir.view.stated;

import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;

/// What holds for all use cases.
final class PortfolioPolicySaid implements Statement {
  private static final String API = "/api/v1/portfolio/policy";
  private static final Document DOCUMENT = document();

  @Override
  public Place place() {
    return Place.behind("/portfolio/policy", "Policy of the portfolio", API);
  }

  @Override
  public Known known(Visit visit) {
    return Known.of(visit, "policy", API, "policy");
  }

  @Override
  public Story story(Known known) {
    List<Link> ways = new ArrayList<>(List.of(known.to("The portfolio", "/portfolio")));
    known.versions("portfolio").filter(_ -> !known.page().is("assumed")).ifPresent(ways::add);
    return Story.of(
            "Policy of the portfolio",
            "From which investment on a use case needs a review and a hypothesis, who approves what"
                + " it grows by, what safeguards its audience asks for.")
        .marked(
            known.page().is("assumed")
                ? List.of(Cell.of("nobody has set one: as Weir assumes it", Tone.QUIET))
                : List.of())
        .leadingTo(ways)
        .telling(
            List.of(
                Chapter.of("stated", "What is in force", "")
                    .listing(
                        List.of(
                            DOCUMENT.table(
                                "Policy",
                                known.document(),
                                EmptyState.of("No policy", "The usual one holds."))))));
  }

  @Override
  public List<Act> acts(Known known) {
    return known.may("PUT")
        ? List.of(
            Act.change(
                known,
                new Words(
                    "set",
                    "Set the policy",
                    "It holds for every use case at once; what was decided stays decided."),
                DOCUMENT))
        : List.of();
  }

  private static Document document() {
    List<Entry> entries =
        new ArrayList<>(
            List.of(
                Entry.number("significant_usd_per_month", "Significant from, USD a month")
                    .hinted("on, it has a day of review"),
                Entry.number("hypothesis_usd_per_month", "Needs a hypothesis from, USD a month"),
                Entry.number("strategic_share_max", "Strategic at most, share of all budgets")
                    .hinted("0 to 1"),
                Entry.choice("scope_approval", "Who approves scope", "anybody", "another")
                    .hinted("another than who added it, or who added it too"),
                Entry.choice("unregistered", "Production keys of no use case", "allowed", "refused")
                    .hinted("of one that never was in the portfolio, or of none"),
                Entry.group("weights", "Weights of the ranking, adding up to 1"),
                Entry.number("weights.repeatable", "Repeatable"),
                Entry.number("weights.measurable", "Measurable"),
                Entry.number("weights.important", "Important"),
                Entry.number("weights.low_risk", "Low risk"),
                Entry.number("weights.easy_to_evaluate", "Easy to evaluate")));
    for (String audience : List.of("internal", "partner", "customer")) {
      String path = "audiences." + audience;
      entries.add(Entry.group(path, "Safeguards for %s users".formatted(audience)));
      entries.add(Entry.choice(path + ".risk_tier", "Risk", "low", "medium", "high"));
      entries.add(
          Entry.number(path + ".human_review_share", "Looked at by people, share")
              .hinted("0 to 1"));
      entries.add(Entry.number(path + ".gate_outcomes_min", "Outcomes a gate's proof needs"));
      entries.add(
          Entry.number(path + ".gate_margin", "Cost to value a gate's proof allows")
              .hinted("above 0, at most 1"));
    }
    return new Document(entries);
  }
}
