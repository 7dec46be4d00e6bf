package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What came lately: by minute, by model, by the name asked for.
final class TrafficTables {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private TrafficTables() {}

  static EmptyState quiet() {
    return EmptyState.of(
            "No call in this time",
            "A call is here once it has ended; look further back, or send one with a key.")
        .typed(
            "curl http://127.0.0.1:8080/v1/chat/completions -H \"Authorization: Bearer"
                + " $WEIR_KEY\"");
  }

  static Trend calls(JsonNode traffic) {
    return trend(
        "Calls by minute of UTC",
        "calls",
        traffic,
        List.of(
            new Line("Admitted", load -> load.required("calls").asText()),
            new Line("Refused", load -> load.required("refusals").asText())));
  }

  static Trend cost(JsonNode traffic) {
    return trend(
        "Cost by minute of UTC",
        "USD",
        traffic,
        List.of(new Line("Cost", load -> load.required("cost_usd").asText())));
  }

  private record Line(String name, Function<JsonNode, String> figure) {
    Series of(JsonNode minutes) {
      return new Series(
          name,
          minutes
              .valueStream()
              .map(minute -> Optional.of(new BigDecimal(figure.apply(minute.required("load")))))
              .toList());
    }
  }

  private static Trend trend(String title, String unit, JsonNode traffic, List<Line> lines) {
    JsonNode total = traffic.required("total");
    boolean isQuiet =
        total.required("attempts").asLong() == 0 && total.required("refusals").asLong() == 0;
    JsonNode series = traffic.required("series");
    return isQuiet
        ? new Trend(title, Trend.Kind.BAR, unit, List.of(), List.of())
        : new Trend(
            title,
            Trend.Kind.BAR,
            unit,
            series
                .valueStream()
                .map(minute -> MINUTE.format(Instant.parse(minute.required("from").asText())))
                .toList(),
            lines.stream().map(line -> line.of(series)).toList());
  }

  static Table models(JsonNode traffic) {
    return Table.of(
        "Traffic by model",
        List.of(
            Column.text("Model"),
            Column.number("Tokens", "a minute"),
            Column.number("Cost", "USD a minute"),
            Column.number("Attempts"),
            Column.number("429"),
            Column.number("Failed"),
            Column.number("Failovers to it")),
        traffic.required("models").valueStream().map(line -> model(line, days(traffic))).toList(),
        quiet());
  }

  private static List<Cell> model(JsonNode line, Period days) {
    String provider = line.required("provider").asText();
    String model = line.required("model").asText();
    JsonNode load = line.required("load");
    return List.of(
        Cell.of(provider + "/" + model)
            .opening(Rows.calls(days, "provider=" + provider, "model=" + model)),
        Cell.of(Amount.count(Answers.number(load, "tokens_per_minute"))),
        rate(load, "usd_per_minute"),
        Cell.of(Amount.count(load.required("attempts").asLong())),
        trouble(load, "limited"),
        trouble(load, "failed"),
        Cell.of(Amount.count(load.required("failovers").asLong())));
  }

  static Cell trouble(JsonNode load, String field) {
    long count = load.required(field).asLong();
    return Cell.of(Amount.count(count)).marked(count == 0 ? Tone.PLAIN : Tone.WARN);
  }

  /// The days that it is of: calls are listed by the day.
  static Period days(JsonNode traffic) {
    return new Period(day(traffic, "from"), day(traffic, "to"));
  }

  private static LocalDate day(JsonNode traffic, String field) {
    return LocalDate.ofInstant(Instant.parse(traffic.required(field).asText()), ZoneOffset.UTC);
  }

  private static Cell rate(JsonNode load, String field) {
    return Cell.of(PlatformToday.small(load, field));
  }

  static Table names(JsonNode traffic) {
    return Table.of(
        "Traffic by the name asked for",
        List.of(
            Column.text("Route or model"),
            Column.number("Calls", "a second"),
            Column.number("Tokens", "a minute"),
            Column.number("Cost", "USD a minute"),
            Column.number("Calls"),
            Column.number("Refused")),
        traffic.required("names").valueStream().map(line -> name(line, days(traffic))).toList(),
        quiet());
  }

  private static List<Cell> name(JsonNode line, Period days) {
    String name = line.required("name").asText();
    JsonNode load = line.required("load");
    String called = name.isEmpty() ? "(none)" : name;
    return List.of(
        Cell.of(called).opening(Rows.calls(days, "model_asked=" + called)),
        rate(load, "calls_per_second"),
        Cell.of(Amount.count(Answers.number(load, "tokens_per_minute"))),
        rate(load, "usd_per_minute"),
        Cell.of(Amount.count(load.required("calls").asLong())),
        trouble(load, "refusals"));
  }
}
