package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.glance.PricedAnew;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// The past priced by another version of the price book.
record Rerating() implements Past {
  private static final String BOOK = "price_book";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, "/re-rating", "Re-rating", api());
  }

  @Override
  public String api() {
    return "/api/v1/reratings";
  }

  @Override
  public Words words() {
    return new Words(
        "See what it would change",
        "Price the past anew",
        "A wrong price is put right in the price book first; then what was used is priced by it, at"
            + " most 31 days at once. Closed months keep their figures.");
  }

  @Override
  public Story story(Visit visit) {
    JsonNode done = visit.ask().get(api()).tree().required("reratings");
    return Story.of(
            "Re-rating",
            "What was used, priced by another version of the price book. The difference is booked,"
                + " nothing is overwritten.")
        .leadingTo(List.of(new Link("Prices", visit.to("/prices"))))
        .telling(List.of(Chapter.of("done", "Priced anew", "").listing(done(done))));
  }

  private static Table done(JsonNode done) {
    return Table.of(
        "What was priced anew",
        List.of(
            Column.text("When"),
            Column.text("Used from"),
            Column.text("To before"),
            Column.number("Changed", "attempts"),
            Column.number("Was", "USD"),
            Column.number("Is", "USD"),
            Column.text("Price book"),
            Column.text("Name"),
            Column.text("By"),
            Column.text("Why")),
        done.valueStream()
            .map(line ->
                List.of(
                    Cells.moment(line, "at"),
                    Cells.moment(line, "from"),
                    Cells.moment(line, "to"),
                    Cells.count(line, "changed"),
                    Cells.usd(line, "was_usd"),
                    Cells.usd(line, "now_usd"),
                    Cells.word(line, BOOK),
                    Cells.word(line, "run"),
                    Cells.word(line, "who"),
                    Cells.word(line, "why")))
            .toList(),
        EmptyState.of(
            "Nothing was priced anew",
            "Where a price was wrong, or came later than the calls, the form below says what"
                + " another price book makes of them."));
  }

  @Override
  public List<FormField> fields() {
    return List.of(
        FormField.of(BOOK, "Version of the price book", "text")
            .hinted("Empty = the one in force."));
  }

  @Override
  public void read(Entered entered, ObjectNode body) {
    entered.find(BOOK).ifPresent(version -> body.put(BOOK, version));
  }

  /// Without a version the book in force is taken, which another may be a moment later.
  @Override
  public Entered pinned(Entered entered, JsonNode said) {
    return entered.with(BOOK, said.required(BOOK).asText());
  }

  @Override
  public Chapter changes(JsonNode said) {
    return Chapter.of(
            "changes",
            "What it would change",
            "By price book %s. Nothing is booked yet.".formatted(said.required(BOOK).asText()))
        .showing(PricedAnew.figures(said))
        .listing(PricedAnew.tables(said));
  }

  @Override
  public Optional<String> wrong(Refused why, String field) {
    return why.of(field);
  }
}
