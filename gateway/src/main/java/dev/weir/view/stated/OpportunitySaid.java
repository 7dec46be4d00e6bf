package dev.weir.view.stated;

import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Line;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;

/// What is assumed of a use case, what it could be worth by that, and what to measure next.
final class OpportunitySaid implements Statement {
  private static final Document DOCUMENT = document();

  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}/opportunity", "Opportunity", Opportunities.API);
  }

  /// What is stated is answered by itself: what it comes to may have no figure.
  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    Known stated =
        Known.of(visit, id, Known.about(Opportunities.API + "/%s/assumptions", id), "assumptions");
    return new Known(
        visit, id, Known.about(Opportunities.API + "/%s", id), stated.page(), stated.document());
  }

  @Override
  public Story story(Known known) {
    Line worth =
        Line.of(
            known
                .visit()
                .ask()
                .get("%s?month=%s".formatted(known.api(), known.visit().period().month())));
    List<Chapter> chapters = new ArrayList<>();
    if (worth.isTold()) {
      chapters.addAll(OpportunityFigures.chapters(known, worth));
    }
    chapters.add(
        Chapter.of("stated", "What is stated", Ways.version(known))
            .listing(
                List.of(
                    DOCUMENT.table(
                        "Assumptions",
                        known.document(),
                        EmptyState.of(
                                "Nothing is stated",
                                "What nobody measured or states is a default, marked assumed.")
                            .typed(
                                "weir opportunities put %s assumptions.json"
                                    .formatted(known.id()))))));
    return Story.of(
            "What %s could be worth".formatted(known.id()),
            "A least, a most likely and a most of each input. What is measured goes before what is"
                + " stated.")
        .marked(worth.isTold() ? List.of() : List.of(Cell.of(worth.refused(), Tone.WARN)))
        .leadingTo(Ways.of(known, "opportunity", known.to("All opportunities", Opportunities.PATH)))
        .showing(worth.isTold() ? OpportunityFigures.figures(known, worth) : List.of())
        .telling(chapters);
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.change(
              known,
              new Words(
                  "assume",
                  "State what is assumed",
                  "What is left empty is measured or a default."),
              DOCUMENT));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(Act.end(known, "Take it back", "Measured figures and defaults stay."));
    }
    return acts;
  }

  private static Document document() {
    List<Entry> entries = new ArrayList<>();
    entries.addAll(input("volume_per_month", "Tasks a month"));
    entries.addAll(input("adoption", "Adoption: share of the tasks that AI is used for"));
    entries.addAll(input("success_rate", "Success: share of those that it does right"));
    entries.addAll(input("human_cost_usd", "A task without AI, USD"));
    entries.addAll(input("review_cost_usd", "Review of a right answer, USD"));
    entries.addAll(input("rework_cost_usd", "Mending of a wrong one, USD"));
    entries.addAll(input("variable_cost_usd", "AI by its use, USD a month"));
    entries.addAll(input("fixed_cost_usd", "AI apart from its use, USD a month"));
    entries.addAll(
        List.of(
            Entry.group("plan", "Plan"),
            Entry.choice("evidence", "Evidence", "rct", "did", "before_after", "opinion")
                .hinted("opinion if not said"),
            Entry.number("investment_usd", "Investment, USD"),
            Entry.number("months", "Months of production that count").hinted("36 if empty"),
            Entry.number("annual_rate", "Rate of a year").hinted("0.10 if empty"),
            Entry.number("effort_days", "Effort left, person-days"),
            Entry.group("risk", "Risk: what may keep it from coming true, in no figure"),
            Entry.choice("risk.level", "Level", "low", "medium", "high"),
            Entry.text("risk.why", "Why").hinted("needed with a level"),
            Entry.group("ramp", "Ramp: share of the full use by month of production"),
            Entry.choice("ramp.kind", "Kind", "logistic", "bass", "none")
                .hinted("logistic if not said"),
            Entry.number("ramp.rate", "Rate").hinted("of a logistic one"),
            Entry.number("ramp.midpoint", "Month of its middle").hinted("of a logistic one"),
            Entry.number("ramp.p", "p").hinted("of a bass one"),
            Entry.number("ramp.q", "q").hinted("of a bass one")));
    return new Document(entries);
  }

  private static List<Entry> input(String term, String title) {
    String path = "inputs." + term;
    return List.of(
        Entry.group(path, title),
        Entry.number(path + ".low", "Least"),
        Entry.number(path + ".base", "Most likely"),
        Entry.number(path + ".high", "Most"),
        Entry.text(path + ".source", "Source"));
  }
}
