package dev.weir.view.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Outcomes and their definitions as tables.
final class Told {
  private static final Cell UNKNOWN = Cell.of("–");

  private Told() {}

  static Table definitions(Visit visit, JsonNode definitions) {
    return Table.of(
        "What an outcome is",
        List.of(
            Column.text("Use case"),
            Column.text("One is a"),
            Column.text("A success if"),
            Column.text("Worth, USD"),
            Column.text("Evidence"),
            Column.text("Measured"),
            Column.number("Told within", "days")),
        definitions.valueStream().map(line -> definition(visit, line)).toList(),
        EmptyState.of(
                "No outcome is defined",
                "A definition says what one outcome of a use case is, when it is a success and what"
                    + " it is worth; then your systems tell each one as it happens.")
            .opening(new Link("Define one on the page of its use case", visit.to("/portfolio"))));
  }

  private static List<Cell> definition(Visit visit, JsonNode line) {
    String useCase = line.required("use_case").asText();
    return List.of(
        Cell.of(useCase)
            .opening(visit.to("/use-cases/%s/outcome".formatted(Entered.encoded(useCase)))),
        Cell.of(line.required("unit").asText()),
        text(line, "success"),
        text(line, "value"),
        text(line, "evidence"),
        Cell.of(String.join(", ", line.path("kpis").valueStream().map(JsonNode::asText).toList())),
        Cell.of(Amount.count(line.required("window_days").asLong())));
  }

  /// @param correcting where one is corrected, by its id; empty where its reader may not
  static Table table(
      String useCase, JsonNode outcomes, Optional<UnaryOperator<String>> correcting) {
    List<Column> columns =
        List.of(
            Column.text("Outcome"),
            Column.text("Occurred"),
            Column.number("Units"),
            Column.text("Success"),
            Column.number("Stated", "USD"),
            Column.number("Claimable", "USD"),
            Column.text("Evidence"),
            Column.text("Told"),
            Column.text("Kind"));
    return Table.of(
        "Outcomes of " + useCase,
        correcting.isEmpty() ? columns : with(columns, Column.text("Change")),
        outcomes
            .valueStream()
            .map(line ->
                correcting
                    .map(path -> with(line(line), Cell.of("correct").opening(path.apply(id(line)))))
                    .orElseGet(() -> line(line)))
            .toList(),
        EmptyState.of(
                "None in the period", "Outcomes are told one by one, in bulk or as CSV, each once.")
            .typed("weir outcomes send outcomes.csv"));
  }

  private static <T> List<T> with(List<T> all, T last) {
    return Stream.concat(all.stream(), Stream.of(last)).toList();
  }

  private static String id(JsonNode line) {
    return line.required("outcome_id").asText();
  }

  private static List<Cell> line(JsonNode line) {
    String id = id(line);
    return List.of(
        Cell.of(id).opening(Rows.path("/api/v1/outcomes/" + Entered.encoded(id))),
        moment(line, "occurred_at"),
        Cell.of(Amount.count(Answers.number(line, "quantity"))),
        line.required("success").asBoolean() ? Cell.of("yes", Tone.GOOD) : Cell.of("no"),
        Cell.of(Amount.usd(Answers.number(line, "stated_usd"))),
        Cell.of(Amount.usd(Answers.number(line, "claimable_usd"))),
        text(line, "evidence"),
        moment(line, "at"),
        line.required("kind").asText().equals("told")
            ? Cell.of("told")
            : Cell.of(line.required("kind").asText(), Tone.WARN));
  }

  private static Cell moment(JsonNode line, String field) {
    return Cell.of(Moment.of(Instant.parse(line.required(field).asText())));
  }

  private static Cell text(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .map(it -> Cell.of(it.asText().replace('_', ' ')))
        .orElse(UNKNOWN);
  }
}
