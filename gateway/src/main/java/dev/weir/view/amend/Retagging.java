package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Typed;
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
import java.util.Set;

/// Past spend put under other tags.
record Retagging() implements Past {
  private static final String TO = "to";
  private static final String WHERE = "where";
  private static final Set<String> OF_CONDITIONS = Set.of(WHERE, "in", "tag", "present");

  @Override
  public Place place() {
    return Place.in(Section.SPEND, "/re-tagging", "Re-tagging", api());
  }

  @Override
  public String api() {
    return "/api/v1/retaggings";
  }

  @Override
  public Words words() {
    return new Words(
        "See what it would move",
        "Put it under these tags",
        "All spend of the time for which every line holds. Budgets of the past are not judged anew;"
            + " closed months keep their figures.");
  }

  @Override
  public Story story(Visit visit) {
    JsonNode done = visit.ask().get(api()).tree().required("retaggings");
    return Story.of(
            "Re-tagging",
            "What was spent, put under other tags: another team, cost centre, use case. What it"
                + " cost stays.")
        .leadingTo(List.of(new Link("Declared values", visit.to("/tags"))))
        .telling(List.of(Chapter.of("done", "Under other tags", "").listing(done(done))));
  }

  private static Table done(JsonNode done) {
    return Table.of(
        "What got other tags",
        List.of(
            Column.text("When"),
            Column.text("Used from"),
            Column.text("To before"),
            Column.text("With"),
            Column.text("Got"),
            Column.number("Changed", "attempts"),
            Column.number("Cost", "USD"),
            Column.text("Name"),
            Column.text("By"),
            Column.text("Why")),
        done.valueStream()
            .map(line ->
                List.of(
                    Cells.moment(line, "at"),
                    Cells.moment(line, "from"),
                    Cells.moment(line, "to"),
                    Cell.of(Answers.listed(line.required(WHERE))),
                    Cell.of(Answers.listed(line.required("set"))),
                    Cells.count(line, "changed"),
                    Cells.usd(line, "cost_usd"),
                    Cells.word(line, "run"),
                    Cells.word(line, "who"),
                    Cells.word(line, "why")))
            .toList(),
        EmptyState.of(
            "Nothing got other tags",
            "Where spend stands under the wrong team, or under none, the form below puts it under"
                + " another."));
  }

  @Override
  public List<FormField> fields() {
    return List.of(
        FormField.of(WHERE, "Of spend with", "area")
            .hinted("A line each, as: team = red, blue; or: user present; or: project absent."),
        FormField.of("set", "Tags that it gets", "area")
            .hinted("A line each, as: team=green. Nothing after the = takes the tag away."));
  }

  @Override
  public void read(Entered entered, ObjectNode body) {
    body.set(WHERE, Typed.conditions(entered.text(WHERE)));
    body.setAll(Typed.of(entered).members("set").body());
  }

  /// Without an end it is up to now, which is later when it is done.
  @Override
  public Entered pinned(Entered entered, JsonNode said) {
    return entered.find(TO).isPresent() ? entered : entered.with(TO, said.required(TO).asText());
  }

  @Override
  public Chapter changes(JsonNode said) {
    return Chapter.of("changes", "What it would move", "Nothing is booked yet.")
        .showing(
            List.of(
                Figure.of("Other tags", Amount.count(Answers.number(said, "changed")))
                    .noted("attempts and usage records", Tone.PLAIN),
                Figure.of("Money moved", Amount.usd(Answers.number(said, "cost_usd")))))
        .listing(moves(said.required("moves")));
  }

  private static Table moves(JsonNode moves) {
    return Table.of(
        "From which value to which",
        List.of(
            Column.text("Tag"),
            Column.text("Was"),
            Column.text("Would be"),
            Column.number("Attempts"),
            Column.number("Cost", "USD")),
        moves
            .valueStream()
            .map(line ->
                List.of(
                    Cells.word(line, "tag"),
                    Cells.word(line, "was"),
                    Cells.word(line, "now"),
                    Cells.count(line, "attempts"),
                    Cells.usd(line, "cost_usd")))
            .toList(),
        EmptyState.of("Nothing would move", "No spend of this time is so, or it has these tags."));
  }

  @Override
  public Optional<String> wrong(Refused why, String field) {
    return field.equals(WHERE)
        ? why.field().filter(OF_CONDITIONS::contains).map(_ -> why.message())
        : why.of(field);
  }
}
