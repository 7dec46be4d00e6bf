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

/// What reviews judge by.
final class ReviewPolicySaid implements Statement {
  private static final String API = "/api/v1/reviews/policy";
  private static final Document DOCUMENT = document();

  @Override
  public Place place() {
    return Place.behind("/reviews/policy", "Policy of reviews", API);
  }

  @Override
  public Known known(Visit visit) {
    return Known.of(visit, "policy", API, "policy");
  }

  private static boolean isUsual(Known known) {
    return known.page().find("version").isEmpty();
  }

  @Override
  public Story story(Known known) {
    List<Link> ways = new ArrayList<>();
    ways.add(known.to("Reviews", "/reviews"));
    ways.add(known.to("What it would have said of past months", "/reviews/backtest"));
    known.versions("review_policy").filter(_ -> !isUsual(known)).ifPresent(ways::add);
    return Story.of(
            "Policy of reviews",
            "By which thresholds a month's review recommends to scale, to go on, to pull back. What"
                + " was held stays as it was held.")
        .marked(isUsual(known) ? List.of(Cell.of("the usual one", Tone.QUIET)) : List.of())
        .leadingTo(ways)
        .telling(
            List.of(
                Chapter.of("stated", "What is in force", Ways.version(known))
                    .listing(
                        List.of(
                            DOCUMENT.table(
                                "Policy",
                                known.document(),
                                EmptyState.of("No policy", "The usual one holds."))))));
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.change(
              known,
              new Words("set", "Set the policy", "What is left empty is as it usually is."),
              DOCUMENT));
    }
    if (!isUsual(known) && known.may("DELETE")) {
      acts.add(Act.end(known, "Back to the usual policy", "Its versions stay."));
    }
    return acts;
  }

  private static Document document() {
    return new Document(
        List.of(
            Entry.group("evidence", "Evidence"),
            Entry.number("evidence.months", "Newest months that all have figures"),
            Entry.number("evidence.outcomes_min", "Outcomes of these together, at least"),
            Entry.number("evidence.confidence", "Confidence of bounds").hinted("0 to 1"),
            Entry.number("evidence.missing_assumed", "Assumed where evidence is missing, share"),
            Entry.number("evidence.unattributed_factor", "Factor of what is not attributed"),
            Entry.number("evidence.months_ahead", "Months looked ahead"),
            Entry.group("double_down", "To scale"),
            Entry.number("double_down.margin", "Value above cost by, share of cost"),
            Entry.number("double_down.strategic_min", "Or strategic from, score 0 to 1"),
            Entry.group("pull_back", "To pull back"),
            Entry.number("pull_back.months", "Months in which cost outgrows value"),
            Entry.number("pull_back.rise_min", "By so much together, share"),
            Entry.number("pull_back.deviation_max", "Deviation of quality, at most"),
            Entry.number("pull_back.commodity_max", "Others offer the same, index at most"),
            Entry.group("moves", "Moves of budget"),
            Entry.number("moves.share_max", "Of a budget at most, share"),
            Entry.number("moves.step", "In steps of, share"),
            Entry.group("reserve", "Reserve for experiments"),
            Entry.text("reserve.budget", "Its budget").hinted("empty = there is none"),
            Entry.number("reserve.experiments_max", "Experiments at most"),
            Entry.day("reserve.expires", "Expires"),
            Entry.group("taper", "Taper of budgets whose reviews are missed"),
            Entry.texts("taper.budgets", "Budgets").hinted("one on each line; empty = none"),
            Entry.text("taper.from", "From the month").hinted("as 2026-10"),
            Entry.number("taper.due_days", "A review is missed after, days of the next month"),
            Entry.numbers("taper.steps", "What is left of a budget, month by month")
                .hinted("shares, one on each line, as 0.75 and 0.5")));
  }
}
