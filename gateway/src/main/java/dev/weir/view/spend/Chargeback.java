package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.Sheet.Part;
import java.util.List;

/// Whose money a month's spend was: a line for each payer.
public final class Chargeback implements Page {
  private static final String API = "/api/v1/chargeback";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Payer"),
          Column.text("Account"),
          Column.text("Owner"),
          Column.text("Treatment"),
          Column.number("Cost", "USD"),
          Column.number("Of it estimated", "USD"),
          Column.number("Unpriced", "attempts"),
          Column.number("Due", "USD"),
          Column.text("How sure"));

  @Override
  public Place place() {
    return Place.in(Section.SPEND, "/chargeback", "Chargeback", API);
  }

  @Override
  public Shown open(Visit visit) {
    String question = API + "?month=" + visit.period().month();
    JsonNode said = visit.ask().get(question).tree();
    return Sheet.of(
            "Chargeback of " + Moment.of(visit.period().month()).text(),
            "Whose money it was: every dollar has one payer, and what is due adds up to the cent.")
        .leading(
            Rows.of(
                "Postings for the books",
                "/api/v1/chargeback/postings?month=" + visit.period().month()))
        .with(figures(said, question))
        .and(new Part.Listing("Payers", "", payers(said)))
        .shown();
  }

  private static List<Figure> figures(JsonNode said, String question) {
    int without = said.required("without_account").size();
    return List.of(
        Figure.of("Cost", Amount.usd(Told.number(said, "total_usd")))
            .from(Rows.of("The lines", question))
            .noted(
                said.required("over").asBoolean() ? "the whole month" : "the month is not over",
                Tone.PLAIN),
        Figure.of("Due, to the cent", Amount.usd(Told.number(said, "due_usd")))
            .from(Rows.of("The lines", question)),
        Figure.of("About closed months before", Amount.usd(Told.number(said, "restated_usd"))),
        Figure.of("Payers without an account", Amount.count(without))
            .noted(
                without == 0 ? "everything can be posted" : "the month cannot be posted yet",
                without == 0 ? Tone.GOOD : Tone.WARN));
  }

  private static Table payers(JsonNode said) {
    return Table.of(
            "Payers",
            COLUMNS,
            said.required("lines").valueStream().map(Chargeback::line).toList(),
            EmptyState.of(
                    "No spend in this month",
                    "A payer is what calls say by their cost centre; an account says where it is"
                        + " booked.")
                .typed("weir accounts import accounts.csv --why \"chart of accounts\""))
        .summedUp(
            List.of(
                Cell.of("All"),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Told.usd(said, "total_usd"),
                Cell.of(""),
                Cell.of(""),
                Told.usd(said, "due_usd"),
                Cell.of("")));
  }

  private static List<Cell> line(JsonNode line) {
    return List.of(
        Told.word(line, "payer").opening(Rows.path(line.required("reference").asText())),
        Told.word(line, "account"),
        Told.word(line, "owner"),
        treatment(line.required("treatment").asText()),
        Told.usd(line, "cost_usd"),
        Told.usd(line, "estimated_usd"),
        Told.count(line, "unpriced"),
        Told.usd(line, "due_usd"),
        Told.word(line, "certainty"));
  }

  private static Cell treatment(String code) {
    return code.equals("no_account")
        ? Cell.of("no account", Tone.WARN)
        : Cell.of(code.replace('_', ' '));
  }
}
