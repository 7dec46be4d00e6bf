package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// Which months have a review, which wait for one, and what was decided and is open.
public final class Reviews implements Page {
  static final String PATH = "/reviews";
  static final String API = "/api/v1/reviews";

  /// Of so many held reviews, what was learnt since is counted: each takes a pack put together.
  private static final int RESTATED = 3;

  private static final Cell UNKNOWN = Cell.of("–");

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Reviews", API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode months = visit.ask().get(API + "/months?restated=" + RESTATED).tree();
    JsonNode decisions = visit.ask().get(API + "/decisions").tree();
    return Shown.page(
        place().title(),
        "review/reviews.jte",
        new ReviewsPage(
            figures(decisions),
            months(visit, months.required("months")),
            decisions(visit, decisions.required("decisions")),
            List.of(
                new Link("What reviews judge by", visit.to("/reviews/policy")),
                new Link("What that would have said of past months", visit.to(BackTested.PATH)))));
  }

  private static List<Figure> figures(JsonNode decisions) {
    int overdue = decisions.required("overdue").asInt();
    return List.of(
        figure("Decisions open", decisions, "open"),
        figure("Overdue", decisions, "overdue")
            .noted(
                overdue == 0 ? "all are in time" : "their day is over and nobody said done",
                overdue == 0 ? Tone.GOOD : Tone.BAD),
        figure("Carried out", decisions, "done"),
        Figure.of(
                "From signal to decision",
                new Amount(
                    decisions.path("latency_days").asText("–"),
                    decisions.path("latency_days").asText(""),
                    "days"))
            .noted("on average, from the month that first recommended it", Tone.PLAIN)
            .from(Rows.of("Every decision", API + "/decisions")));
  }

  private static Figure figure(String label, JsonNode decisions, String field) {
    return Figure.of(label, Amount.count(decisions.required(field).asLong()))
        .from(Rows.of("Every decision", API + "/decisions"));
  }

  private static Table months(Visit visit, JsonNode months) {
    return Table.of(
        "Months",
        List.of(
            Column.text("Month"),
            Column.text("Review"),
            Column.text("Held"),
            Column.text("By"),
            Column.number("Decisions"),
            Column.text("Learnt since"),
            Column.text("Due before")),
        months.valueStream().map(line -> month(visit, line)).toList(),
        EmptyState.of(
            "No month to review",
            "A month can be reviewed once calls of a use case are in it; its pack puts itself"
                + " together."));
  }

  private static List<Cell> month(Visit visit, JsonNode line) {
    String month = line.required("month").asText();
    return List.of(
        Cell.of(Moment.of(YearMonth.parse(month))).opening(visit.to(PATH + "/" + month)),
        standing(line.required("standing").asText()),
        found(line, "held_at").map(at -> Cell.of(Moment.of(Instant.parse(at)))).orElse(UNKNOWN),
        found(line, "who").map(Cell::of).orElse(UNKNOWN),
        Cell.of(Amount.count(found(line, "decisions").map(BigDecimal::new))),
        found(line, "restated").map(count -> restated(visit, month, count)).orElse(UNKNOWN),
        found(line, "due").map(day -> Cell.of(Moment.of(LocalDate.parse(day)))).orElse(UNKNOWN));
  }

  private static Cell restated(Visit visit, String month, String count) {
    return count.equals("0")
        ? Cell.of("nothing")
        : Cell.of(count.equals("1") ? "1 figure restated" : count + " figures restated", Tone.WARN)
            .opening(visit.to(PATH + "/" + month));
  }

  private static Cell standing(String code) {
    return switch (code) {
      case "held" -> Cell.of("held", Tone.GOOD);
      case "open" -> Cell.of("open", Tone.WARN);
      case "missed" -> Cell.of("missed", Tone.BAD);
      case "running" -> Cell.of("month runs", Tone.QUIET);
      default -> Cell.of(code, Tone.QUIET);
    };
  }

  private static Table decisions(Visit visit, JsonNode decisions) {
    return Table.of(
        "Decisions",
        List.of(
            Column.text("Use case"),
            Column.text("Decided"),
            Column.text("Review of"),
            Column.text("Carried out by"),
            Column.text("Owner"),
            Column.text("Due"),
            Column.text("Standing"),
            Column.text("Note")),
        decisions.valueStream().map(line -> decision(visit, line)).toList().reversed(),
        EmptyState.of(
            "Nothing was decided yet",
            "What a review decides stands here, with who carries it out by when, until somebody"
                + " says that it is done."));
  }

  private static List<Cell> decision(Visit visit, JsonNode line) {
    String month = line.required("month").asText();
    return List.of(
        Cell.of(line.required("use_case").asText()),
        Verdict.cell(line.required("decision").asText()),
        Cell.of(Moment.of(YearMonth.parse(month))).opening(visit.to(PATH + "/" + month)),
        Cell.of(Decided.change(line.path("change"))),
        Cell.of(line.required("owner").asText()),
        Cell.of(Moment.of(LocalDate.parse(line.required("due").asText()))),
        Decided.standing(line.required("standing").asText()),
        found(line, "note").map(Cell::of).orElse(UNKNOWN));
  }

  static Optional<String> found(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field)).map(JsonNode::asText);
  }

  /// Of a month as the path says it.
  static String api(String month) {
    return API + "/" + Entered.encoded(month);
  }
}
