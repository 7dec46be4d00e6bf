package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;

/// Who may use a use case: how many, or a list of which hashes alone are kept.
final class RosterSaid implements Statement {
  private static final String API = "/api/v1/rosters";
  private static final String USERS = "users";
  private static final Document DOCUMENT =
      new Document(
          List.of(
              Entry.number("eligible", "How many may use it").hinted("or a list of them, not both"),
              Entry.texts(USERS, "Their ids")
                  .hinted(
                      "as calls name them: one on each line, or with commas between; only hashes"
                          + " are kept, so that a change asks for all of them again"),
              Entry.number("activation.calls", "Activated after so many calls")
                  .hinted("3 if empty"),
              Entry.number("activation.within_days", "Within so many days of the first")
                  .hinted("14 if empty")));

  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}/roster", "Who may use it", API);
  }

  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    JsonNode line =
        visit
            .ask()
            .get(API)
            .tree()
            .required("rosters")
            .valueStream()
            .filter(it -> it.required("use_case").asText().equals(id))
            .findFirst()
            .orElse(MissingNode.getInstance());
    JsonNode document = line.isMissingNode() ? line : document(line);
    return Known.of(visit, id, Known.about(API + "/%s", id), line, document);
  }

  private static ObjectNode document(JsonNode line) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    if (!line.required("listed").asBoolean()) {
      document.set("eligible", line.required("eligible"));
    }
    document
        .putObject("activation")
        .<ObjectNode>set("calls", line.required("activation_calls"))
        .set("within_days", line.required("activation_within_days"));
    return document;
  }

  @Override
  public Story story(Known known) {
    String users = Known.about("/api/v1/use-cases/%s/adoption/users", known.id());
    List<Link> ways = new ArrayList<>();
    if (known.isThere() && known.visit().ask().may("GET", users)) {
      ways.add(
          Rows.of(
              "Users of the month",
              "%s?month=%s".formatted(users, known.visit().period().month())));
    }
    return Story.of(
            "Who may use " + known.id(),
            "Adoption is a share of them, and a roll-out may let in those on the list alone.")
        .leadingTo(Ways.of(known, "roster", ways.toArray(Link[]::new)))
        .showing(
            known.isThere()
                ? List.of(
                    Figure.of("Eligible users", known.page().count("eligible"))
                        .noted(
                            known.page().is("listed") ? "on a list" : "a mere number", Tone.PLAIN))
                : List.of())
        .telling(
            List.of(
                Chapter.of("stated", "What is stated", Ways.version(known))
                    .listing(
                        List.of(
                            DOCUMENT.table(
                                "Roster",
                                known.document(),
                                EmptyState.of(
                                        "No roster",
                                        "Without one nobody knows of how many those who use it are"
                                            + " a share.")
                                    .typed(
                                        "weir adoption roster %s --users users.txt"
                                            .formatted(known.id())))))));
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.of(
              known,
              new Words("list", "Say who may use it", "In force from the next call on."),
              DOCUMENT,
              form ->
                  known
                      .visit()
                      .ask()
                      .send(
                          "PUT",
                          known.change("", form),
                          DOCUMENT.body(
                              MissingNode.getInstance(),
                              form.with(USERS, form.text(USERS).replaceAll("[,;\t]", "\n"))))));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(
          Act.end(known, "Take it back", "Adoption is no share of anybody then; versions stay."));
    }
    return acts;
  }
}
