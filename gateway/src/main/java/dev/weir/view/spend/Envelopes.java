package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Statuses;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What cost centres were planned to cost in a month, and what they did, fully loaded.
public final class Envelopes implements Page {
  private static final String PATH = "/envelopes";
  private static final String API = "/api/v1/envelopes";
  private static final String REMOVE = "remove";
  private static final String PREVIEW = "preview";
  private static final String COMPARISON = API + "/comparison";

  private static final List<Column> CENTRES =
      List.of(
          Column.text("Cost centre"),
          Column.number("Planned", "USD"),
          Column.number("Calls and dues", "USD"),
          Column.number("Pools", "USD"),
          Column.number("Loaded", "USD"),
          Column.number("Left", "USD"),
          Column.number("Used", "%"),
          Column.number("Expected", "USD"),
          Column.text("Standing"));

  private static final List<Column> OUTSIDE =
      List.of(
          Column.text("Borne by"),
          Column.number("Calls and dues", "USD"),
          Column.number("Pools", "USD"));

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Envelopes", COMPARISON);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    String question = COMPARISON + "?month=" + visit.period().month();
    JsonNode said = visit.ask().get(question).tree();
    Story story =
        Story.of(
                "Envelopes of " + Moment.of(visit.period().month()).text(),
                "What cost centres were planned to cost, beside what they did: calls, dues and"
                    + " their part of what is shared. Nothing is ever stopped by an envelope.")
            .leadingTo(List.of(new Link("Cost pools", visit.to(Pools.PATH))))
            .showing(figures(said.required("total"), question, Statuses.of(visit)))
            .telling(
                List.of(
                    Chapter.of("centres", "Cost centres", "").listing(centres(said)),
                    Chapter.of("outside", "What no cost centre bears", "")
                        .listing(outside(said.required("outside")))));
    return visit.ask().may("PUT", API) ? story.taking(List.of(form(), remove())) : story;
  }

  private static List<Figure> figures(JsonNode total, String question, Optional<DataStatus> known) {
    Optional<BigDecimal> used = Answers.number(total, "used");
    return List.of(
        Figure.of("Planned", Amount.usd(Answers.number(total, "planned_usd")))
            .from(Rows.of("The comparison", question)),
        Figure.of(
                "Loaded cost of cost centres",
                Amount.usd(Answers.number(total, "of_cost_centres_usd")))
            .is(known)
            .from(Rows.of("The comparison", question)),
        Figure.of("Used", Amount.share(used))
            .noted(
                used.map(it ->
                        it.compareTo(BigDecimal.ONE) > 0
                            ? "more than was planned"
                            : "of what was planned")
                    .orElse("nothing was planned"),
                used.map(Envelopes::tone).orElse(Tone.QUIET)),
        Figure.of("Expected at the end", Amount.usd(Answers.number(total, "expected_usd")))
            .is(Answers.number(total, "expected_usd").map(_ -> DataStatus.ESTIMATED))
            .noted("if it goes on as so far", Tone.PLAIN));
  }

  private static Tone tone(BigDecimal used) {
    return used.compareTo(BigDecimal.ONE) > 0 ? Tone.BAD : Tone.PLAIN;
  }

  private static Table centres(JsonNode said) {
    JsonNode total = said.required("total");
    return Table.of(
            "Cost centres, planned and spent",
            CENTRES,
            said.required("rows").valueStream().map(Envelopes::line).toList(),
            EmptyState.of(
                    "No envelope and no cost yet",
                    "An envelope says what a cost centre is planned to cost in a month; a table of"
                        + " them is imported below, or by the command line.")
                .typed("weir envelopes import envelopes-2026.csv --why \"board, December\""))
        .summedUp(
            List.of(
                Cell.of("All"),
                Cells.usd(total, "planned_usd"),
                Cells.usd(total, "ledger_cost_usd"),
                Cells.usd(total, "pools_usd"),
                Cell.of(Amount.usd(Optional.empty())),
                Cells.usd(total, "left_usd"),
                Cell.of(Amount.share(Answers.number(total, "used"))),
                Cells.usd(total, "expected_usd"),
                Cell.of("with what is borne by none")));
  }

  private static List<Cell> line(JsonNode row) {
    Optional<BigDecimal> used = Answers.number(row, "used");
    return List.of(
        Cells.word(row, "cost_centre"),
        Cells.usd(row, "planned_usd"),
        Cells.usd(row, "ledger_cost_usd"),
        Cells.usd(row, "pools_usd"),
        Cells.usd(row, "loaded_usd"),
        Cells.usd(row, "left_usd"),
        Cell.of(Amount.share(used)).marked(used.map(Envelopes::tone).orElse(Tone.QUIET)),
        Cells.usd(row, "expected_usd"),
        standing(row.required("standing").asText()));
  }

  private static Cell standing(String code) {
    return switch (code) {
      case "no_envelope" -> Cell.of("not planned", Tone.WARN);
      case "no_cost" -> Cell.of("nothing spent", Tone.QUIET);
      default -> Cell.of(code.replace('_', ' '));
    };
  }

  private static Table outside(JsonNode rows) {
    return Table.of(
        "What no cost centre bears",
        OUTSIDE,
        rows.valueStream()
            .map(row ->
                List.of(
                    Cells.word(row, "payer"),
                    Cells.usd(row, "ledger_cost_usd"),
                    Cells.usd(row, "pools_usd")))
            .toList(),
        EmptyState.of("Nothing", "Every dollar of this month has a cost centre."));
  }

  private static Form form() {
    return Form.of(
            "import",
            "Import envelopes",
            "Comma-separated: cost_centre,month,amount. It is the whole of every year that it names;"
                + " all of it is taken, or nothing.",
            List.of(
                FormField.of("table", "Table", "area")
                    .hinted("As cost_centre,month,amount, then care,2026-01,12000."),
                FormField.of("replace", "End envelopes that it does not have", "check"),
                FormField.of("why", "Why", "text").hinted("For the audit trail.")))
        .previewedBy(new Button(PREVIEW, "Preview"));
  }

  private static Chapter preview(JsonNode said) {
    return Chapter.of(
            "preview", "What the import would change", "Every line is right; nothing is set yet.")
        .listing(
            Table.of(
                "Envelopes as they would be",
                List.of(
                    Column.text("Year"),
                    Column.number("Envelopes"),
                    Column.number("Planned", "USD"),
                    Column.number("Added"),
                    Column.number("Altered"),
                    Column.number("Removed")),
                said.required("years").valueStream().map(Envelopes::year).toList(),
                EmptyState.of("Nothing", "The table names no year.")));
  }

  private static List<Cell> year(JsonNode year) {
    return List.of(
        Cells.word(year, "year"),
        Cells.count(year, "envelopes"),
        Cells.usd(year, "planned_usd"),
        Cells.count(year, "added"),
        Cells.count(year, "altered"),
        Cells.count(year, "removed"));
  }

  private static Form remove() {
    return Form.of(
            REMOVE,
            "Remove a year",
            "All envelopes of the year end; what was spent stays.",
            List.of(
                FormField.of("year", "Year", "text").hinted("As 2026."),
                FormField.of("why", "Why", "text").hinted("For the audit trail.")))
        .forGood();
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return switch (entered.text("do").equals(REMOVE)
        ? removed(visit, entered)
        : imported(visit, entered)) {
      case Answered.Told(JsonNode said) ->
          entered.text("do").equals(PREVIEW)
              ? Shown.page(story(visit).beginning(List.of(preview(said))), entered)
              : new Shown.Elsewhere(new Link("Envelopes", visit.to(PATH)));
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }

  private static Answered imported(Visit visit, Entered entered) {
    String question =
        Entered.NOTHING
            .with("why", entered.text("why"))
            .with("replace", entered.text("replace").equals("true") ? "true" : "false")
            .with("dry_run", Boolean.toString(entered.text("do").equals(PREVIEW)))
            .after(API);
    return visit.ask().hand("PUT", question, entered.text("table") + "\n");
  }

  private static Answered removed(Visit visit, Entered entered) {
    String year = entered.text("year");
    if (year.isEmpty()) {
      return new Refused(400, "invalid", "field 'year' is missing");
    }
    String question =
        Entered.NOTHING.with("why", entered.text("why")).after(API + "/" + Entered.encoded(year));
    return visit.ask().send("DELETE", question, JsonNodeFactory.instance.objectNode());
  }
}
