package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
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
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.Optional;

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
    return Shown.page(
        Story.of(
                "Chargeback of " + Moment.of(visit.period().month()).text(),
                "Whose money it was: every dollar has one payer, and what is due adds up to the"
                    + " cent.")
            .leadingTo(
                List.of(
                    new Link("Accounts", visit.to(Accounts.PATH)),
                    Rows.of(
                        "Postings for the books",
                        "/api/v1/chargeback/postings?month=" + visit.period().month())))
            .showing(figures(said, question, Statuses.of(visit)))
            .telling(List.of(Chapter.of("payers", "Payers", "").listing(payers(said)))));
  }

  private static List<Figure> figures(JsonNode said, String question, Optional<DataStatus> known) {
    int without = said.required("without_account").size();
    return List.of(
        Figure.of("Cost", Amount.usd(Answers.number(said, "total_usd")))
            .is(known)
            .from(Rows.of("The lines", question))
            .noted(
                said.required("over").asBoolean() ? "the whole month" : "the month is not over",
                Tone.PLAIN),
        Figure.of("Due, to the cent", Amount.usd(Answers.number(said, "due_usd")))
            .is(known)
            .from(Rows.of("The lines", question)),
        Figure.of("About closed months before", Amount.usd(Answers.number(said, "restated_usd"))),
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
                Cells.usd(said, "total_usd"),
                Cell.of(""),
                Cell.of(""),
                Cells.usd(said, "due_usd"),
                Cell.of("")));
  }

  private static List<Cell> line(JsonNode line) {
    return List.of(
        Cells.word(line, "payer").opening(Rows.path(line.required("reference").asText())),
        Cells.word(line, "account"),
        Cells.word(line, "owner"),
        treatment(line.required("treatment").asText()),
        Cells.usd(line, "cost_usd"),
        Cells.usd(line, "estimated_usd"),
        Cells.count(line, "unpriced"),
        Cells.usd(line, "due_usd"),
        Cells.word(line, "certainty"));
  }

  private static Cell treatment(String code) {
    return code.equals("no_account")
        ? Cell.of("no account", Tone.WARN)
        : Cell.of(code.replace('_', ' '));
  }
}
