package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Story;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;

/// What an outcome of a use case is, when it is a success, and what it is worth.
final class OutcomeSaid implements Statement {
  private static final String API = "/api/v1/outcome-definitions";
  private static final String[] GRADES = {"rct", "did", "before_after", "opinion"};

  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}/outcome", "What an outcome is", API);
  }

  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    return Known.of(visit, id, Known.about(API + "/%s", id), "definition");
  }

  @Override
  public Story story(Known known) {
    return Story.of(
            "An outcome of " + known.id(),
            "What one is, what is measured of it, when it is a success and what it is worth."
                + " Outcomes that were told keep the value they were told with.")
        .leadingTo(
            Ways.of(known, "outcome", known.to("Those that were told", "/outcomes?use_case=%s")))
        .telling(
            List.of(
                Chapter.of("stated", "What is stated", Ways.version(known))
                    .listing(
                        List.of(
                            document(known.document())
                                .table(
                                    "What an outcome is",
                                    known.document(),
                                    EmptyState.of(
                                            "No outcome is defined",
                                            "Without one nothing can be told of the use case, and"
                                                + " it gets no key beyond a proof of concept.")
                                        .typed(
                                            "weir outcomes define %s outcome.json"
                                                .formatted(known.id())))))));
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.change(
              known,
              new Words(
                  "define",
                  known.isThere() ? "Change the definition" : "Define the outcome",
                  "It is for outcomes that are told from now on."),
              document(known.document())));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(
          Act.end(
              known,
              "End the definition",
              "Outcomes of the use case are not taken any more; those that were told stay."));
    }
    return acts;
  }

  private static Document document(JsonNode known) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.text("unit", "One is a").hinted("in the singular, as: ticket resolved"));
    entries.add(
        Entry.number("window_days", "Told within, days")
            .hinted("after it occurred, 1 to 3,660; 90 if empty"));
    entries.addAll(Document.lines("kpis", known.path("kpis"), "KPI", OutcomeSaid::kpi));
    entries.add(Entry.group("succeeds", "Success"));
    entries.add(
        Entry.area("success", "A success if")
            .hinted("a rule of KPIs, as: resolved and csat >= 3; empty = as each is told"));
    entries.add(
        Entry.text("target.per_month", "Successful units a month").hinted("the target; or"));
    entries.add(Entry.text("target.kpi", "KPI whose goal is the target"));
    entries.add(Entry.group("worth", "Value"));
    entries.add(
        Entry.text("unit_value_usd", "Value of one unit, USD").hinted("or a formula, not both"));
    entries.add(
        Entry.area("value", "Formula of the value, USD")
            .hinted("as: hours_saved * rate.agent * redeployed.agent, by KPIs and rate cards"));
    entries.add(Entry.text("value_source", "Where the value comes from"));
    entries.add(Entry.choice("value_evidence", "Evidence of the value", GRADES));
    entries.add(
        Entry.choice("stated_evidence", "Evidence of values that outcomes are told with", GRADES)
            .hinted("opinion if not said"));
    return new Document(entries);
  }

  private static List<Entry> kpi(String line) {
    return List.of(
        Entry.text(line + "name", "Name").hinted("as formulas call it"),
        Entry.choice(
            line + "kind",
            "Kind",
            "boolean",
            "number",
            "money",
            "duration",
            "percentage",
            "likert5",
            "likert7",
            "likert10",
            "csat"),
        Entry.text(line + "min", "Least"),
        Entry.text(line + "max", "Most"),
        Entry.text(line + "goal.at_least", "Goal: at least"),
        Entry.text(line + "goal.at_most", "Goal: at most"));
  }
}
