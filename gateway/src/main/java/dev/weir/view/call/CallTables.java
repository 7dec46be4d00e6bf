package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a call's page says of it, part by part.
final class CallTables {
  static final String OUTCOMES = "What came of it";

  private static final Set<String> ENDINGS = Set.of("settled", "released", "expired", "recorded");

  /// Those that are dimensions by their own names; every other one is a free tag.
  private static final Set<String> TAGS =
      Set.of(
          "use_case",
          "department",
          "cost_centre",
          "role",
          "environment",
          "team",
          "project",
          "user",
          "session",
          "key");

  private static final Pattern MODULE = Pattern.compile("(.+)@([0-9]+):([0-9]+)");

  /// As many letters of an instant say its month: `2026-11`.
  private static final int MONTH = 7;

  private static final EmptyState NONE = EmptyState.of("Nothing", "There is nothing of that kind.");

  private CallTables() {}

  static Table attempts(JsonNode call, Ways ways) {
    List<List<Cell>> rows = new ArrayList<>();
    call.required("booked")
        .valueStream()
        .filter(row -> ENDINGS.contains(row.required("kind").asText()))
        .forEach(row -> rows.add(attempt(row.required("reservation"), row, ways)));
    call.required("open").forEach(held -> rows.add(open(held, ways)));
    return Table.of(
        "Attempts",
        List.of(
            Column.text("Model"),
            Column.number("Attempt"),
            Column.text("Provider"),
            Column.text("Why"),
            Column.number("Held", "USD"),
            Column.number("Charged", "USD"),
            Column.text("How it ended"),
            Column.text("How it is known")),
        rows,
        NONE);
  }

  private static List<Cell> attempt(JsonNode held, JsonNode row, Ways ways) {
    String asked = held.required("model").asText();
    String served = row.required("model_served").asText();
    boolean isSame = served.isEmpty() || served.equals(asked);
    String ending = words(row.required("ending").asText());
    String status = row.required("status").asText();
    return List.of(
        Cell.of(isSame ? asked : asked + ", answered by " + served)
            .opening(ways.prices(isSame ? asked : served)),
        number(held, "attempt"),
        Cell.of(held.required("provider").asText()),
        Cell.of(words(held.required("cause").asText())),
        usd(held, "amount_usd"),
        usd(row, "cost_usd"),
        Cell.of(status.equals("0") ? words(row.required("kind").asText()) : status + " " + ending),
        Told.provenance(row));
  }

  private static List<Cell> open(JsonNode held, Ways ways) {
    String model = held.required("model").asText();
    return List.of(
        Cell.of(model).opening(ways.prices(model)),
        number(held, "attempt"),
        Cell.of(held.required("provider").asText()),
        Cell.of(words(held.required("cause").asText())),
        usd(held, "amount_usd"),
        Cell.of(Amount.usd(Optional.empty())),
        Cell.of("under way", Tone.QUIET),
        Cell.of(""));
  }

  static Table times(JsonNode call) {
    List<String> fields =
        List.of("begun", "sent", "connected", "head", "first_token", "first_completion", "ended");
    List<Column> columns =
        Stream.concat(
                Stream.of(Column.text("Attempt")),
                Stream.of("Begun", "Sent", "Connected", "Head", "First token", "Answer", "Ended")
                    .map(name -> Column.number(name, "ms")))
            .toList();
    return Table.of(
        "When what happened, since the call was accepted",
        columns,
        call.required("waterfall")
            .valueStream()
            .map(bar ->
                Stream.concat(
                        Stream.of(Cell.of(bar.required("attempt").asText())),
                        fields.stream()
                            .map(field -> Answers.number(bar, field + "_micros"))
                            .map(micros -> Cell.of(OneCall.millis(micros))))
                    .toList())
            .toList(),
        NONE);
  }

  /// What was held for its attempts; what did not go through the gateway held nothing.
  static Stream<JsonNode> reservations(JsonNode call) {
    return Stream.concat(
        call.required("booked")
            .valueStream()
            .filter(row -> ENDINGS.contains(row.required("kind").asText()))
            .filter(row -> !row.required("kind").asText().equals("recorded"))
            .map(row -> row.required("reservation")),
        call.required("open").valueStream());
  }

  /// The prompt's parts, with their versions, of the first attempt.
  static Table modules(JsonNode call, Ways ways) {
    List<List<Cell>> rows =
        reservations(call)
            .limit(1)
            .flatMap(held -> held.required("modules").valueStream())
            .map(module -> MODULE.matcher(module.asText()))
            .filter(Matcher::matches)
            .map(parts ->
                List.of(
                    Cell.of(parts.group(1)).opening(ways.module(parts.group(1))),
                    Cell.of(parts.group(2)),
                    Cell.of(Amount.count(Long.parseLong(parts.group(3))))))
            .toList();
    return Table.of(
        "Prompt modules",
        List.of(Column.text("Module"), Column.number("Version"), Column.number("Tokens")),
        rows,
        NONE);
  }

  /// What was booked after it had ended.
  static Table corrections(JsonNode call) {
    return Table.of(
        "Corrections",
        List.of(
            Column.text("When"),
            Column.text("What"),
            Column.number("Difference", "USD"),
            Column.text("Who"),
            Column.text("Why"),
            Column.text("Source")),
        call.required("booked")
            .valueStream()
            .filter(row -> !ENDINGS.contains(row.required("kind").asText()))
            .map(row ->
                List.of(
                    Cell.of(Moment.of(Instant.parse(row.required("at").asText()))),
                    Cell.of(words(row.required("kind").asText())),
                    usd(row, "cost_usd"),
                    Cell.of(row.required("who").asText()),
                    Cell.of(row.required("why").asText()),
                    Cell.of(row.required("source").asText())))
            .toList(),
        NONE);
  }

  static Table outcomes(JsonNode told) {
    return Table.of(
        OUTCOMES,
        List.of(
            Column.text("Outcome"),
            Column.text("When"),
            Column.text("Success"),
            Column.number("Worth", "USD"),
            Column.text("Evidence")),
        told.required("outcomes")
            .valueStream()
            .map(it ->
                List.of(
                    Cell.of(it.required("outcome_id").asText()),
                    Cell.of(Moment.of(Instant.parse(it.required("occurred_at").asText()))),
                    it.required("success").asBoolean()
                        ? Cell.of("yes", Tone.GOOD)
                        : Cell.of("no", Tone.BAD),
                    usd(it, "stated_usd"),
                    Cell.of(words(it.path("evidence").asText()))))
            .toList(),
        EmptyState.of(
                "No outcome names this call",
                "An outcome that is told with its call_id stands here: what the call was good for.")
            .typed("weir outcomes import outcomes.csv"));
  }

  /// What it is counted by; each value leads to its month's calls of that value.
  static Table tags(JsonNode call) {
    List<List<Cell>> rows = new ArrayList<>();
    String month = call.required("accepted_at").asText().substring(0, MONTH);
    call.required("tags")
        .properties()
        .forEach(tag -> {
          String dimension = TAGS.contains(tag.getKey()) ? tag.getKey() : "tag:" + tag.getKey();
          String value = tag.getValue().asText();
          String like =
              Entered.NOTHING
                  .with(Period.NAME, month)
                  .with("by", "model")
                  .with("filter", dimension + "=" + value)
                  .after("/explore");
          rows.add(List.of(Cell.of(words(tag.getKey())), Cell.of(value).opening(like)));
        });
    return Table.of(
        "Tags",
        List.of(Column.text("Tag"), Column.text("Value")),
        rows,
        EmptyState.of("No tag", "Its key fixes none, and the caller said none."));
  }

  private static Cell usd(JsonNode of, String field) {
    return Cell.of(Amount.usd(Answers.number(of, field)));
  }

  private static Cell number(JsonNode of, String field) {
    return Cell.of(Amount.count(Answers.number(of, field)));
  }

  private static String words(String code) {
    return code.replace('_', ' ');
  }
}
