package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// What the policy of reviews would have said of past months, beside what came of them.
public final class BackTested implements Page {
  static final String PATH = "/reviews/backtest";
  private static final String API = "/api/v1/reviews/backtest";

  @Override
  public Place place() {
    return Place.behind(PATH, "Back test of reviews", API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode said = visit.ask().get(API).tree();
    return Shown.page(
        Story.of(
                "Back test of reviews",
                "What the policy in force would have said at the end of past months, to %s, by what"
                        .formatted(month(said.required("last")))
                    + " was known then; and what came of the months after.")
            .leadingTo(List.of(new Link("Policy of reviews", visit.to("/reviews/policy"))))
            .showing(figures(said))
            .telling(
                List.of(Chapter.of("lines", "Month by month", "").listing(lines(visit, said)))));
  }

  private static String month(JsonNode month) {
    return Moment.of(YearMonth.parse(month.asText())).text();
  }

  private static List<Figure> figures(JsonNode said) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("Came true", Amount.count(said.required("came_true").asLong()))
            .noted("what came was on the side that was said", Tone.GOOD)
            .from(Rows.of("All of it", API)));
    figures.add(
        Figure.of("Came otherwise", Amount.count(said.required("came_false").asLong()))
            .noted("of those of which it is known", Tone.PLAIN));
    said.required("judged")
        .propertyStream()
        .forEach(each ->
            figures.add(
                Figure.of(
                    "Said: " + each.getKey().replace('_', ' '),
                    Amount.count(each.getValue().asLong()))));
    return figures;
  }

  private static Table lines(Visit visit, JsonNode said) {
    return Table.of(
        "What was to be said, and what came",
        List.of(
            Column.text("Use case"),
            Column.text("Month"),
            Column.text("It would have said"),
            Column.number("Wrong with a chance of", "%"),
            Column.number("Value less cost afterwards", "USD"),
            Column.text("Came true"),
            Column.text("Evidence")),
        said.required("lines").valueStream().map(line -> line(visit, line)).toList(),
        EmptyState.of(
            "No past month to judge",
            "A month is judged once it is over and its use case has cost and outcomes in as many"
                + " months as the policy asks for."));
  }

  private static List<Cell> line(Visit visit, JsonNode line) {
    return List.of(
        Cells.word(line, "use_case")
            .opening(visit.to("/use-cases/" + Entered.encoded(line.required("use_case").asText()))),
        Cell.of(month(line.required("month"))),
        Cell.of(Answers.words(line.required("recommendation"))),
        Cell.of(Amount.share(Answers.number(line, "misclassified"))),
        Cells.usd(line, "later_usd"),
        line.has("came_true")
            ? line.required("came_true").asBoolean()
                ? Cell.of("yes", Tone.GOOD)
                : Cell.of("no", Tone.WARN)
            : Cell.of("not known yet"),
        Cells.word(line, "evidence"));
  }
}
