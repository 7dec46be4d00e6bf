package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Section;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What cost centres were planned to cost in a month, and what they did, fully loaded.
public final class Envelopes implements Page {
  private static final String PATH = "/envelopes";
  private static final String API = "/api/v1/envelopes";
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
    return sheet(visit, Entered.NOTHING, Optional.empty()).shown();
  }

  private Sheet sheet(Visit visit, Entered entered, Optional<Refused> why) {
    String question = COMPARISON + "?month=" + visit.period().month();
    JsonNode said = visit.ask().get(question).tree();
    Sheet sheet =
        Sheet.of(
                "Envelopes of " + Moment.of(visit.period().month()).text(),
                "What cost centres were planned to cost, beside what they did: calls, dues and"
                    + " their part of what is shared. Nothing is ever stopped by an envelope.")
            .with(figures(said.required("total"), question))
            .and(new Part.Listing("Cost centres", "", centres(said)))
            .and(
                new Part.Listing(
                    "What no cost centre bears", "", outside(said.required("outside"))));
    return visit.ask().may("PUT", API) ? sheet.and(form(entered, why)) : sheet;
  }

  private static List<Figure> figures(JsonNode total, String question) {
    Optional<BigDecimal> used = Told.number(total, "used");
    return List.of(
        Figure.of("Planned", Amount.usd(Told.number(total, "planned_usd")))
            .from(Rows.of("The comparison", question)),
        Figure.of(
                "Loaded cost of cost centres",
                Amount.usd(Told.number(total, "of_cost_centres_usd")))
            .from(Rows.of("The comparison", question)),
        Figure.of("Used", Amount.share(used))
            .noted(
                used.map(it ->
                        it.compareTo(BigDecimal.ONE) > 0
                            ? "more than was planned"
                            : "of what was planned")
                    .orElse("nothing was planned"),
                used.map(Envelopes::tone).orElse(Tone.QUIET)),
        Figure.of("Expected at the end", Amount.usd(Told.number(total, "expected_usd")))
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
                Told.usd(total, "planned_usd"),
                Told.usd(total, "ledger_cost_usd"),
                Told.usd(total, "pools_usd"),
                Cell.of(Amount.usd(Optional.empty())),
                Told.usd(total, "left_usd"),
                Cell.of(Amount.share(Told.number(total, "used"))),
                Told.usd(total, "expected_usd"),
                Cell.of("with what is borne by none")));
  }

  private static List<Cell> line(JsonNode row) {
    Optional<BigDecimal> used = Told.number(row, "used");
    return List.of(
        Told.word(row, "cost_centre"),
        Told.usd(row, "planned_usd"),
        Told.usd(row, "ledger_cost_usd"),
        Told.usd(row, "pools_usd"),
        Told.usd(row, "loaded_usd"),
        Told.usd(row, "left_usd"),
        Cell.of(Amount.share(used)).marked(used.map(Envelopes::tone).orElse(Tone.QUIET)),
        Told.usd(row, "expected_usd"),
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
                    Told.word(row, "payer"),
                    Told.usd(row, "ledger_cost_usd"),
                    Told.usd(row, "pools_usd")))
            .toList(),
        EmptyState.of("Nothing", "Every dollar of this month has a cost centre."));
  }

  private static Part.Form form(Entered entered, Optional<Refused> why) {
    Part.Form form =
        Part.Form.of(
            "Import envelopes",
            "Comma-separated: cost_centre,month,amount. It is the whole of every year that it"
                + " names; all of it is taken, or nothing.",
            List.of(
                FormField.of("table", "Table", "area")
                    .hinted("as cost_centre,month,amount, then care,2026-01,12000")
                    .holding(entered.text("table")),
                FormField.of("why", "Why", "text")
                    .hinted("for the audit trail")
                    .holding(entered.text("why")),
                FormField.of("replace", "End envelopes that it does not have", "check")
                    .holding(entered.text("replace"))),
            Button.primary("Import", "import"));
    return why.map(form::refused).orElse(form);
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String question =
        Entered.NOTHING
            .with("why", entered.text("why"))
            .with("replace", entered.text("replace").equals("true") ? "true" : "false")
            .after(API);
    return switch (visit.ask().hand("PUT", question, entered.text("table") + "\n")) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Envelopes", visit.to(PATH)));
      case Refused why -> sheet(visit, entered, Optional.of(why)).again(why);
    };
  }
}
