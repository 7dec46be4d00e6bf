package dev.weir.view.stated;

import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import dev.weir.view.page.Place;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import dev.weir.view.stated.Act.Words;
import java.util.ArrayList;
import java.util.List;

/// Who may call for a use case: a share of those who are eligible, named ones, nobody.
final class RolloutSaid implements Statement {
  private static final String API = "/api/v1/rollouts";
  private static final Document DOCUMENT =
      new Document(
          List.of(
              Entry.number("share", "Share of those who are eligible")
                  .hinted("0 to 1, in thousandths: 0.1 is a tenth of them"),
              Entry.texts("users", "Users who may call in any case")
                  .hinted("one on each line, if they are eligible"),
              Entry.choice("eligible", "Who is eligible", "everybody", "roster")
                  .hinted("everybody if not said; or who is on the roster"),
              Entry.number("users_max", "Users at most").hinted("needs the roster"),
              Entry.truth("closed", "Closed: nobody may call"),
              Entry.group("how", "How and when"),
              Entry.choice("mode", "Mode", "enforce", "shadow")
                  .hinted("shadow refuses nobody and notes who would have been"),
              Entry.text("from", "From").hinted("an instant as 2027-01-01T00:00:00Z"),
              Entry.text("until", "Until").hinted("everybody may call before and after"),
              Entry.text("salt", "Salt")
                  .hinted("decides which users a share is; the use case if empty")));

  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}/rollout", "Roll-out", API);
  }

  @Override
  public Known known(Visit visit) {
    String id = visit.named("id");
    return Known.of(visit, id, Known.about(API + "/%s", id), "definition");
  }

  @Override
  public Story story(Known known) {
    return Story.of(
            "Roll-out of " + known.id(),
            "Who may call, from the next call on. Where a promotion was carried out it is only"
                + " narrowed by hand; to open it again takes another promotion.")
        .leadingTo(
            Ways.of(
                known,
                "rollout",
                known.to("Who is on the roster", "/use-cases/%s/roster"),
                known.to("Gates", "/gates")))
        .showing(
            known.isThere() && known.page().find("eligible_users").isPresent()
                ? List.of(
                    Figure.of("Eligible users", known.page().count("eligible_users")),
                    Figure.of("May call now", known.page().count("admitted_users"))
                        .noted("of them", Tone.PLAIN))
                : List.of())
        .telling(
            List.of(
                Chapter.of("stated", "What is in force", Ways.version(known))
                    .listing(
                        List.of(
                            DOCUMENT.table(
                                "Roll-out",
                                known.document(),
                                EmptyState.of(
                                        "Open to everybody who has a key",
                                        "A roll-out lets in a share of the users, those who are"
                                            + " named, or nobody.")
                                    .typed(
                                        "weir rollouts set %s --share 0.1"
                                            .formatted(known.id())))))));
  }

  @Override
  public List<Act> acts(Known known) {
    List<Act> acts = new ArrayList<>();
    if (known.may("PUT")) {
      acts.add(
          Act.change(
              known,
              new Words("set", "Set who may call", "In force from the next call on."),
              DOCUMENT));
    }
    if (known.isThere() && known.may("DELETE")) {
      acts.add(Act.end(known, "Let everybody call", "Whoever has a key may call again, at once."));
    }
    return acts;
  }
}
