package dev.weir.view.rule;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a rule would have stopped, as the API tried it.
final class DryRun {
  private static final String UTC_MONTH = "01T00:00:00Z";
  private static final int DAY_OF_MONTH = 8;
  private static final int DAYS_INSTEAD = 30;

  private DryRun() {}

  /// Tries a rule on the last whole month; where that has no call it counts, on the last days.
  static Answered tried(Visit visit, RuleKind kind, String id, ObjectNode body) {
    String path = kind.api(id) + "/rehearsal";
    Answered month = visit.ask().send("POST", path, body);
    boolean isEmpty =
        month instanceof Answered.Told(JsonNode said)
            && said.required("total").required("calls").asLong() == 0;
    return isEmpty
        ? visit.ask().send("POST", path + "?from=" + Entered.encoded(since(visit.now())), body)
        : month;
  }

  private static String since(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(DAYS_INSTEAD, ChronoUnit.DAYS).toString();
  }

  /// @param said by the API
  static List<Chapter> chapters(RuleKind kind, JsonNode said) {
    Chapter tried = Chapter.of("tried", title(said), sentence(kind, said)).showing(figures(said));
    if (said.required("total").required("stopped_calls").asLong() == 0) {
      return List.of(tried);
    }
    Chapter days = Chapter.of("days", "What it would have stopped, by day", "").drawing(days(said));
    return said.required("values").isEmpty()
        ? List.of(tried, days)
        : List.of(tried, days, Chapter.of("values", "For whom", "").listing(values(said)));
  }

  private static EmptyState none() {
    return EmptyState.of("Nothing stopped", "No day has a call that it would have stopped.");
  }

  private static String title(JsonNode said) {
    return "Tried on " + when(said);
  }

  private static String when(JsonNode said) {
    String from = said.required("from").asText();
    return from.substring(DAY_OF_MONTH).equals(UTC_MONTH)
        ? Moment.of(YearMonth.parse(from.substring(0, DAY_OF_MONTH - 1))).text()
        : "the days since " + Moment.of(LocalDate.ofInstant(Instant.parse(from), UTC)).text();
  }

  /// The one that matters: how many calls, how much money, and since when.
  private static String sentence(RuleKind kind, JsonNode said) {
    JsonNode total = said.required("total");
    long calls = total.required("calls").asLong();
    long stopped = total.required("stopped_calls").asLong();
    String word = kind.word();
    if (calls == 0) {
      return "No call of that time is one this %s would count.".formatted(word);
    }
    if (stopped == 0) {
      return "This %s would have stopped none of the %s calls it counts."
          .formatted(word, Amount.count(calls).text());
    }
    return "This %s would have stopped %s of %s calls (%s of %s USD), first on %s."
        .formatted(
            word,
            Amount.count(stopped).text(),
            Amount.count(calls).text(),
            Amount.usd(Answers.number(total, "stopped_usd")).text(),
            Amount.usd(Answers.number(total, "cost_usd")).text(),
            Moment.of(Instant.parse(said.at("/first/at").asText())).text());
  }

  private static List<Figure> figures(JsonNode said) {
    JsonNode total = said.required("total");
    BigDecimal stopped = Answers.number(total, "stopped_calls").orElseThrow();
    long unbounded = said.required("unbounded_calls").asLong();
    Figure calls = Figure.of("Calls it would have stopped", Amount.count(stopped));
    Figure first =
        Cells.text(said.path("first"), "call")
            .map(call ->
                calls.from(Rows.of("The first of them", "/api/v1/calls/" + Entered.encoded(call))))
            .orElse(calls);
    return List.of(
        unbounded == 0
            ? first
            : first.noted(unbounded + " because nothing bounds their cost", Tone.WARN),
        Figure.of("What these cost", Amount.usd(Answers.number(total, "stopped_usd"))),
        Figure.of("Calls it counts", Amount.count(Answers.number(total, "calls"))),
        Figure.of("What all of them cost", Amount.usd(Answers.number(total, "cost_usd"))));
  }

  private static Trend days(JsonNode said) {
    List<JsonNode> days = said.required("days").valueStream().toList();
    return new Trend(
        "Calls stopped",
        Trend.Kind.BAR,
        "calls",
        days.stream()
            .map(day -> Moment.brief(LocalDate.parse(day.required("day").asText())))
            .toList(),
        List.of(
            new Trend.Series(
                "Stopped",
                days.stream().map(day -> Answers.number(day, "stopped_calls")).toList())));
  }

  private static Table values(JsonNode said) {
    List<List<Cell>> rows =
        said.required("values")
            .valueStream()
            .map(value ->
                List.of(
                    Cell.of(value.required("value").asText()),
                    Cells.count(value, "stopped_calls"),
                    Cells.usd(value, "stopped_usd"),
                    Cells.count(value, "calls"),
                    Cells.usd(value, "cost_usd")))
            .toList();
    return Table.of(
        "By value",
        List.of(
            Column.text("Value"),
            Column.number("Stopped", "calls"),
            Column.number("Stopped", "USD"),
            Column.number("All", "calls"),
            Column.number("All", "USD")),
        rows,
        none());
  }
}
