package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// What use cases could be worth, ranked by value or by what is worth most to measure.
public final class Opportunities implements Page {
  static final String API = "/api/v1/opportunities";
  static final String PATH = "/opportunities";
  private static final String TITLE = "Opportunities";
  private static final String INFORMATION = "information";

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, TITLE, API);
  }

  @Override
  public Shown open(Visit visit) {
    boolean isByInformation = visit.query().text("by").equals(INFORMATION);
    String by = isByInformation ? INFORMATION : "value";
    String question = "%s?month=%s&by=%s".formatted(API, visit.period().month(), by);
    List<List<Cell>> rows =
        new Line(visit.ask().get(question).tree(), "")
            .lines("opportunities").stream().map(line -> row(visit, line)).toList();
    Link other =
        isByInformation
            ? new Link("The most valuable first", visit.to(PATH))
            : new Link(
                "What is worth most to measure first",
                visit.query().with("by", INFORMATION).after(PATH));
    return Shown.page(
        TITLE,
        "console/story.jte",
        Story.of(
                TITLE,
                "What use cases could be worth, how sure that is, and what to measure next; each"
                    + " opens what is assumed of it.")
            .leadingTo(List.of(other))
            .telling(
                List.of(
                    Chapter.of("all", TITLE, "").listing(List.of(table(rows))), missed(visit))));
  }

  /// What limits kept them from being worth.
  private static Chapter missed(Visit visit) {
    JsonNode said = visit.ask().get("/api/v1/missed-upside?month=" + visit.period().month()).tree();
    return Chapter.of(
            "missed",
            "Missed by limits",
            "Calls that budgets and limits refused, by use case, and what they could have been"
                + " worth: P10, P50 and P90. Worth more than they cost, by what is known: raise the"
                + " limit.")
        .listing(
            Table.of(
                "Missed by limits",
                List.of(
                    Column.text("Use case"),
                    Column.text("Verdict"),
                    Column.number("Served", "calls"),
                    Column.number("Refused", "calls"),
                    Column.number("Value of one more dollar", "USD"),
                    Column.number("Missed", "USD"),
                    Column.number("P10", "USD"),
                    Column.number("P90", "USD")),
                said.required("throttled").valueStream().map(line -> missed(visit, line)).toList(),
                EmptyState.of(
                    "No limit refused a call in " + Moment.of(visit.period().month()).text(),
                    "A use case of which budgets or limits refused calls stands here, with what"
                        + " that may have cost.")));
  }

  private static List<Cell> missed(Visit visit, JsonNode line) {
    String useCase = line.required("use_case").asText();
    return List.of(
        Cell.of(useCase)
            .opening(visit.to("/use-cases/%s/opportunity".formatted(Entered.encoded(useCase)))),
        Cell.of(line.required("verdict").asText().replace('_', ' ')),
        Cells.count(line, "served"),
        Cells.count(line, "refused")
            .opening(
                Rows.calls(
                    visit.period().wholeMonth(), "use_case=" + useCase, "refusal_kind!=(none)")),
        Cells.usd(line, "value_per_usd"),
        Cells.usd(line, "missed_usd"),
        Cells.usd(line, "missed_usd_low"),
        Cells.usd(line, "missed_usd_high"));
  }

  private static Table table(List<List<Cell>> rows) {
    return Table.of(
        TITLE,
        List.of(
            Column.text("Use case"),
            Column.number("Value today", "USD"),
            Column.number("A month", "USD"),
            Column.number("P10", "USD"),
            Column.number("P90", "USD"),
            Column.text("Evidence"),
            Column.text("Measure next"),
            Column.number("Worth to know", "USD")),
        rows,
        EmptyState.of(
                "No opportunity yet",
                "A use case of the portfolio has one as soon as its volume and the cost of a task"
                    + " without AI are known or assumed.")
            .opening(new Link("Open the portfolio", "/portfolio")));
  }

  private static List<Cell> row(Visit visit, Line line) {
    String useCase = line.text("use_case");
    return List.of(
        Cell.of(useCase)
            .opening(visit.to("/use-cases/%s/opportunity".formatted(Entered.encoded(useCase)))),
        Cell.of(line.usd("value_usd")),
        Cell.of(line.usd("full_usd_per_month")),
        Cell.of(line.usd("p10_usd_per_month")),
        Cell.of(line.usd("p90_usd_per_month")),
        Cell.of(line.words("evidence")),
        line.find("unanswered")
            .map(_ -> Cell.of("no figure yet", Tone.WARN))
            .orElse(Cell.of(line.find("measure_next").orElse("–").replace('_', ' '))),
        Cell.of(line.usd("knowing_usd")));
  }
}
