package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.entry.Document;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
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

/// What a unit of a use case's work took before AI: stated, or measured by a pilot that ends in it.
final class BaselineSaid implements Statement {
  private static final String API = "/api/v1/baselines";
  private static final String OBSERVATIONS = "/observations";

  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}/baseline", "Baseline", API);
  }

  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    return Known.of(visit, id, Known.about(API + "/%s", id), "terms");
  }

  @Override
  public Story story(Known known) {
    return Story.of(
            "Before AI: " + known.id(),
            "What a unit of the work took before. Without it nothing can be said to be saved.")
        .marked(marks(known))
        .leadingTo(Ways.of(known, "baseline"))
        .telling(
            List.of(
                Chapter.of("stated", "What is stated", Ways.version(known))
                    .listing(
                        List.of(
                            shown(known.document())
                                .table(
                                    "Baseline",
                                    known.document(),
                                    EmptyState.of(
                                            "No baseline",
                                            "State what is known, or plan a pilot that measures"
                                                + " it.")
                                        .typed(
                                            "weir baselines put %s pilot.json"
                                                .formatted(known.id())))))));
  }

  private static List<Cell> marks(Known known) {
    List<Cell> marks = new ArrayList<>();
    if (known.isThere()) {
      boolean isPilot = known.page().text("form").equals("pilot");
      marks.add(Cell.of(isPilot ? "being measured" : known.page().text("source"), Tone.QUIET));
      known
          .page()
          .find("claims_blocked")
          .ifPresent(why -> marks.add(Cell.of(why, isPilot ? Tone.QUIET : Tone.WARN)));
    }
    return marks;
  }

  private static boolean hasPilot(JsonNode document) {
    return document.has("pilot");
  }

  private static Document shown(JsonNode document) {
    return document.has("source")
        ? BaselineEntries.stated(document)
        : BaselineEntries.pilot(document);
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    JsonNode document = known.document();
    if (hasPilot(document) && known.visit().ask().may("POST", known.api() + OBSERVATIONS)) {
      acts.add(pasted(known));
      acts.add(typed(known));
    }
    if (known.may("PUT")) {
      acts.add(
          Act.anew(
              known,
              new Words(
                  "state",
                  "State a baseline",
                  "What is known of the work, from whom and for how long; it ends a pilot."),
              BaselineEntries.stated(document)));
      acts.add(
          Act.anew(
              known,
              new Words(
                  "plan",
                  "Plan a pilot that measures it",
                  "What is to be noted of how many units; what was stated or measured before is"
                      + " in the versions."),
              BaselineEntries.pilot(document)));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(
          Act.end(
              known, "Take it back", "Nothing is claimed against it any more; its versions stay."));
    }
    return acts;
  }

  private static Act pasted(Known known) {
    return Act.of(
        known,
        new Words(
            "observe",
            "End the pilot by its observations",
            "All that was observed, as one table: the pilot becomes a baseline. A longer table"
                + " later makes it anew."),
        BaselineEntries.pasted(),
        form -> pasted(known, form));
  }

  private static Answered pasted(Known known, Entered form) {
    return form.find(BaselineEntries.PASTED)
        .map(csv -> known.visit().ask().hand("POST", known.change(OBSERVATIONS, form), csv + "\n"))
        .orElseGet(() ->
            new Answered.Refused(
                400,
                "invalid",
                "field '%s' has a header and a line for each unit, was empty"
                    .formatted(BaselineEntries.PASTED)));
  }

  private static Act typed(Known known) {
    Document document = BaselineEntries.typed();
    return Act.of(
        known,
        new Words(
            "type",
            "Type observations one by one",
            "For a small pilot: these are all of them, and the pilot becomes a baseline."),
        document,
        form ->
            known
                .visit()
                .ask()
                .send(
                    "POST",
                    known.change(OBSERVATIONS, form),
                    document.body(MissingNode.getInstance(), form)));
  }
}
