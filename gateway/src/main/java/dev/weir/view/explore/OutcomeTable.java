package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of the calls that Explore shows, where it groups by what outcomes have too.
///
/// @param table empty where there are none
/// @param note why there is none, where what is asked is at fault; empty = it is not
public record OutcomeTable(Optional<Table> table, Optional<String> note) {
  private static final Set<String> KNOWN = Set.of("use_case", "day", "month", "user", "session");
  private static final String OF_USE_CASE = "use_case=";
  private static final int LINES_MAX = 100;

  static OutcomeTable of(Visit visit, Question question) {
    if (!KNOWN.contains(question.by())) {
      return without(
          "An outcome does not say its %s: with use case, user, session, day or month as rows, what came of the calls stands here."
              .formatted(Question.words(question.by())));
    }
    List<String> filters = question.filters();
    if (filters.size() > 1 || !filters.stream().allMatch(it -> it.startsWith(OF_USE_CASE))) {
      return without(
          "Outcomes are not filtered by what is chosen here: with no filter but one of a use case,"
              + " what came of the calls stands here.");
    }
    String useCase =
        filters.stream().map(it -> it.substring(OF_USE_CASE.length())).findFirst().orElse("");
    String range = visit.period().range();
    String asked =
        "/api/v1/outcomes/sums?by=%s&%s%s"
            .formatted(
                question.by(),
                range,
                useCase.isEmpty() ? "" : "&use_case=" + Entered.encoded(useCase));
    return switch (visit.ask().get(asked)) {
      case Answered.Told(JsonNode told) ->
          new OutcomeTable(
              Optional.of(table(told.required("groups"), question.by()))
                  .filter(table -> !table.rows().isEmpty()),
              Optional.empty());
      case Answered.Refused why -> without("Outcomes: " + why.message());
    };
  }

  private static OutcomeTable without(String note) {
    return new OutcomeTable(Optional.empty(), Optional.of(note));
  }

  private static Table table(JsonNode groups, String by) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode group : groups) {
      if (rows.size() < LINES_MAX) {
        rows.add(line(group));
      }
    }
    String caption = "Outcomes by " + Question.words(by);
    return Table.of(
        rows.size() == groups.size() ? caption : caption + ", the first " + LINES_MAX,
        List.of(
            Column.text(PivotTable.capital(Question.words(by))),
            Column.number("Outcomes"),
            Column.number("Successes"),
            Column.number("Stated value", "USD"),
            Column.number("What its evidence leaves", "USD")),
        rows,
        EmptyState.of("No outcome", "What calls are good for is told as outcomes."));
  }

  private static List<Cell> line(JsonNode group) {
    String key = group.required("key").asText();
    JsonNode sum = group.required("sum");
    Cell outcomes = Cell.of(Amount.count(Answers.number(sum, "outcomes")));
    return List.of(
        Cell.of(key),
        outcomes.opening(Rows.path(group.required("rows").asText())),
        Cell.of(Amount.count(Answers.number(sum, "successes"))),
        Cell.of(Amount.usd(Answers.number(sum, "stated_usd"))),
        Cell.of(Amount.usd(Answers.number(sum, "claimable_usd"))));
  }
}
