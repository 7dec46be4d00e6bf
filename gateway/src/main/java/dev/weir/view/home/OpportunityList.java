package dev.weir.view.home;

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
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What use cases could be worth, the most valuable first, beside what was promised and came of it.
final class OpportunityList {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Use case"),
          Column.number("Worth a month", "USD"),
          Column.number("P10 to P90", "USD"),
          Column.number("Saving promised", "USD"),
          Column.number("Value realised", "USD"),
          Column.text("Evidence"),
          Column.text("Measure next"));

  private OpportunityList() {}

  /// @param margins of the same month
  static Table table(Visit visit, JsonNode list, JsonNode margins) {
    Map<String, JsonNode> brought = Answers.by("use_case", margins.path("use_cases"));
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
              opened(useCase, brought, "promised_usd", "/api/v1/outcome-definitions/%s"),
              opened(useCase, brought, "counted_usd", "/api/v1/outcomes/%s/summary" + month),
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

  /// @param rows the path that tells what it is made of
  private static Cell opened(
      String useCase, Map<String, JsonNode> brought, String field, String rows) {
    Optional<BigDecimal> usd =
        Optional.ofNullable(brought.get(useCase)).flatMap(line -> Answers.number(line, field));
    Cell cell = Cell.of(Amount.usd(usd));
    return usd.isPresent()
        ? cell.opening(Rows.path(rows.formatted(Entered.encoded(useCase))))
        : cell;
  }
}
