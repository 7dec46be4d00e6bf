package dev.weir.view.spend;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import dev.weir.view.spend.Sheet.Part;
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
  static Sheet before(Sheet sheet, RuleKind kind, JsonNode said) {
    JsonNode total = said.required("total");
    Sheet more = sheet.and(new Part.Figures(title(said), sentence(kind, said), figures(said)));
    if (total.required("stopped_calls").asLong() == 0) {
      return more;
    }
    Sheet days =
        more.and(new Part.Chart("What it would have stopped, by day", "", days(said), none()));
    return said.required("values").isEmpty()
        ? days
        : days.and(new Part.Listing("For whom", "", values(said)));
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
            Amount.usd(Told.number(total, "stopped_usd")).text(),
            Amount.usd(Told.number(total, "cost_usd")).text(),
            Moment.of(Instant.parse(said.at("/first/at").asText())).text());
  }

  private static List<Figure> figures(JsonNode said) {
    JsonNode total = said.required("total");
    BigDecimal stopped = Told.number(total, "stopped_calls").orElseThrow();
    long unbounded = said.required("unbounded_calls").asLong();
    Figure calls = Figure.of("Calls it would have stopped", Amount.count(stopped));
    Figure first =
        Told.text(said.path("first"), "call")
            .map(call ->
                calls.from(Rows.of("The first of them", "/api/v1/calls/" + Entered.encoded(call))))
            .orElse(calls);
    return List.of(
        unbounded == 0
            ? first
            : first.noted(unbounded + " because nothing bounds their cost", Tone.WARN),
        Figure.of("What these cost", Amount.usd(Told.number(total, "stopped_usd"))),
        Figure.of("Calls it counts", Amount.count(Told.number(total, "calls"))),
        Figure.of("What all of them cost", Amount.usd(Told.number(total, "cost_usd"))));
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
                "Stopped", days.stream().map(day -> Told.number(day, "stopped_calls")).toList())));
  }

  private static Table values(JsonNode said) {
    List<List<Cell>> rows =
        said.required("values")
            .valueStream()
            .map(value ->
                List.of(
                    Cell.of(value.required("value").asText()),
                    Told.count(value, "stopped_calls"),
                    Told.usd(value, "stopped_usd"),
                    Told.count(value, "calls"),
                    Told.usd(value, "cost_usd")))
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
