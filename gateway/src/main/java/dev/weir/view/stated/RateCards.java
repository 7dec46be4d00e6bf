package dev.weir.view.stated;

import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// What an hour of people's work costs, card by card.
public final class RateCards implements Page {
  static final String PATH = "/rate-cards";
  private static final String TITLE = "Rate cards";
  private static final String NAME = "name";

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, TITLE, RateCardSaid.API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, "console/story.jte", story(visit, forms(visit)));
  }

  private static List<Form> forms(Visit visit) {
    return visit.ask().may("PUT", RateCardSaid.API + "/new")
        ? List.of(
            Form.of(
                "make",
                "Make a rate card",
                "Its page asks for the rate.",
                List.of(
                    FormField.of(NAME, "Name", "text")
                        .hinted("as formulas call it: agent in rate.agent"))))
        : List.of();
  }

  private static Story story(Visit visit, List<Form> forms) {
    List<List<Cell>> rows =
        Line.of(visit.ask().get(RateCardSaid.API)).lines("rate_cards").stream()
            .map(card -> row(visit, card))
            .toList();
    return Story.of(
            TITLE,
            "Hours saved become money only as far as they are redeployed: put to other use, or not"
                + " paid any more.")
        .telling(
            List.of(
                Chapter.of("cards", TITLE, "")
                    .listing(
                        List.of(
                            Table.of(
                                TITLE,
                                List.of(
                                    Column.text("Card"),
                                    Column.text("Whose work"),
                                    Column.number("An hour", "USD"),
                                    Column.number("Becomes money", "%"),
                                    Column.text("From"),
                                    Column.text("Source"),
                                    Column.text("Evidence"),
                                    Column.number("Version")),
                                rows,
                                EmptyState.of(
                                        "No rate card",
                                        "Formulas that turn hours into money need one.")
                                    .typed("weir rates put agent agent.json"))))))
        .taking(forms);
  }

  private static List<Cell> row(Visit visit, Line card) {
    String name = card.text("name");
    return List.of(
        Cell.of(name).opening(visit.to(Known.about(RateCardSaid.PATH, name))),
        Cell.of(card.text("role")),
        Cell.of(card.usd("usd_per_hour")),
        Cell.of(card.share("redeployed_share")),
        Cell.of(card.text("from")),
        Cell.of(card.text("source")),
        Cell.of(card.words("evidence")),
        Cell.of(card.count("version")));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Optional<String> name = form.find(NAME);
    if (name.isPresent()) {
      return new Shown.Elsewhere(
          new Link("The card", visit.to(Known.about(RateCardSaid.PATH, name.get()))));
    }
    Refused why = new Refused(400, "invalid", "field 'name' is missing");
    List<Form> forms =
        Form.again(forms(visit), form.text("do"), form::text, why::of, why.message());
    return Shown.again(why, TITLE, "console/story.jte", story(visit, forms));
  }
}
