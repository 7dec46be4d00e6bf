package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What an hour of somebody's work costs, and how much of an hour saved becomes money.
final class RateCardSaid implements Statement {
  static final String API = "/api/v1/rate-cards";
  static final String PATH = "/rate-cards/%s";
  private static final Document DOCUMENT =
      new Document(
          List.of(
              Entry.text("role", "Whose work it is"),
              Entry.text("usd_per_hour", "An hour costs, USD")
                  .hinted("with everything it costs the organisation"),
              Entry.text("redeployed_share", "Share of hours saved that becomes money")
                  .hinted("0 to 1; the rest is idle, or is spent as before"),
              Entry.day("from", "From")
                  .hinted("outcomes from this day on are valued by it; always if empty"),
              Entry.text("source", "Where the figures come from"),
              Entry.choice("evidence", "Evidence", "rct", "did", "before_after", "opinion")));

  @Override
  public Place place() {
    return Place.behind("/rate-cards/{id}", "Rate card", API);
  }

  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    JsonNode card =
        visit
            .ask()
            .get(API)
            .tree()
            .required("rate_cards")
            .valueStream()
            .filter(it -> it.required("name").asText().equals(id))
            .findFirst()
            .orElse(MissingNode.getInstance());
    return Known.of(visit, id, Known.about(API + "/%s", id), card, card);
  }

  @Override
  public Story story(Known known) {
    List<Link> ways =
        Stream.concat(
                Stream.of(known.to("All rate cards", RateCards.PATH)),
                known.versions("rate_card").stream())
            .toList();
    return Story.of(
            "Rate card " + known.id(),
            "Formulas of values name it as rate.%s and redeployed.%s."
                .formatted(known.id(), known.id()))
        .leadingTo(ways)
        .telling(
            List.of(
                Chapter.of("stated", "What is in force", Ways.version(known))
                    .listing(
                        List.of(
                            DOCUMENT.table(
                                "Rate card",
                                known.document(),
                                EmptyState.of(
                                        "No such rate card",
                                        "It says what an hour of somebody's work costs.")
                                    .typed(
                                        "weir rates put %s card.json".formatted(known.id())))))));
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.anew(
              known,
              new Words(
                  "put",
                  known.isThere() ? "Change the rate" : "Make the rate card",
                  "Another rate has a later first day: outcomes keep the rate of theirs."),
              DOCUMENT));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(Act.end(known, "End the rate card", "When no outcome's value uses it."));
    }
    return acts;
  }
}
