package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
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
        .showing(
            List.of(
                Figure.of("Another charge", Amount.count(Answers.number(said, "changed")))
                    .noted("attempts and usage records", Tone.PLAIN),
                Figure.of("The same charge", Amount.count(Answers.number(said, "same"))),
                Figure.of("Was", Amount.usd(Answers.number(said, "was_usd"))),
                Figure.of("Would be", Amount.usd(Answers.number(said, "now_usd"))),
                Figure.of("Difference", Amount.usd(Answers.number(said, "difference_usd")))))
        .listing(List.of(models(said.required("models")), kept(said.required("kept"))));
  }

  private static Table models(JsonNode models) {
    return Table.of(
        "By model",
        List.of(
            Column.text("Model"),
            Column.text("Provider"),
            Column.number("Changed", "attempts"),
            Column.number("Was", "USD"),
            Column.number("Would be", "USD"),
            Column.number("Difference", "USD")),
        models
            .valueStream()
            .map(line ->
                List.of(
                    Cells.word(line, "model"),
                    Cells.word(line, "provider"),
                    Cells.count(line, "attempts"),
                    Cells.usd(line, "was_usd"),
                    Cells.usd(line, "now_usd"),
                    Cells.usd(line, "difference_usd")))
            .toList(),
        EmptyState.of("No charge would change", "By that book everything costs what it did."));
  }

  private static Table kept(JsonNode kept) {
    return Table.of(
        "What stands as it is",
        List.of(Column.text("Why"), Column.number("Attempts"), Column.number("Cost", "USD")),
        kept.valueStream()
            .map(line ->
                List.of(
                    Cell.of(Answers.words(line.required("reason"))),
                    Cells.count(line, "attempts"),
                    Cells.usd(line, "usd")))
            .toList(),
        EmptyState.of("Nothing is kept", "Every charge of this time is by the price book."));
  }

  @Override
  public Optional<String> wrong(Refused why, String field) {
    return why.of(field);
  }
}
