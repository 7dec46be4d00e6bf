package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What use cases could be worth, the most valuable first, beside what their outcomes let claim.
final class OpportunityList {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Use case"),
          Column.number("Worth a month", "USD"),
          Column.number("P10 to P90", "USD"),
          Column.number("Value claimable", "USD"),
          Column.text("Evidence"),
          Column.text("Measure next"));

  private OpportunityList() {}

  /// The outcomes of a month, by use case.
  static String outcomes(Period period) {
    return "/api/v1/outcomes/sums?by=use_case&" + period.wholeMonth().range();
  }

  /// @param outcomes as [#outcomes] asks for them
  static Table table(Visit visit, JsonNode list, JsonNode outcomes) {
    Map<String, JsonNode> claimable = Answers.by("key", outcomes.path("groups"));
    String month = "?month=" + visit.period().month();
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode line : list.path("opportunities")) {
      String useCase = line.required("use_case").asText();
      boolean answered = line.path("unanswered").isMissingNode();
      rows.add(
          List.of(
              Cell.of(useCase)
                  .opening(
                      visit.to("/use-cases/%s/opportunity".formatted(Entered.encoded(useCase)))),
              Cell.of(Amount.usd(Answers.number(line, "full_usd_per_month"))),
              Cell.of(
                  "%s to %s"
                      .formatted(
                          Amount.usd(Answers.number(line, "p10_usd_per_month")).text(),
                          Amount.usd(Answers.number(line, "p90_usd_per_month")).text())),
              claimable(useCase, claimable, month),
              Cell.of(Answers.words(line.required("evidence")), Tone.QUIET),
              answered
                  ? Cell.of(line.path("measure_next").asText("–").replace('_', ' '))
                  : Cell.of("no figure yet", Tone.WARN)));
    }
    return Table.of(
        "Opportunities, the most valuable first",
        COLUMNS,
        rows,
        EmptyState.of(
                "No opportunity yet",
                "A use case with a baseline, a target and a price of its outcome has a range of"
                    + " what it could be worth.")
            .opening(new Link("Open the portfolio", "/portfolio")));
  }

  /// What evidence lets claim of the value that was told.
  private static Cell claimable(String useCase, Map<String, JsonNode> outcomes, String month) {
    Optional<JsonNode> told = Optional.ofNullable(outcomes.get(useCase));
    Cell cell =
        Cell.of(
            Amount.usd(told.flatMap(it -> Answers.number(it.required("sum"), "claimable_usd"))));
    return told.isPresent()
        ? cell.opening(
            Rows.path("/api/v1/outcomes/" + Entered.encoded(useCase) + "/summary" + month))
        : cell;
  }
}
