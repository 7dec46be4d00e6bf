package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// What use cases could be worth, the most valuable first.
final class OpportunityList {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Use case"),
          Column.number("Worth a month", "USD"),
          Column.number("P10 to P90", "USD"),
          Column.text("Evidence"),
          Column.text("Measure next"));

  private OpportunityList() {}

  static Table table(JsonNode list, YearMonth month) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode line : list.path("opportunities")) {
      String useCase = line.required("use_case").asText();
      String rowsPath =
          Rows.path("/api/v1/opportunities/%s?month=%s".formatted(Entered.encoded(useCase), month));
      boolean answered = line.path("unanswered").isMissingNode();
      rows.add(
          List.of(
              Cell.of(useCase).opening(rowsPath),
              Cell.of(Amount.usd(Told.number(line, "full_usd_per_month"))),
              Cell.of(
                  "%s to %s"
                      .formatted(
                          Amount.usd(Told.number(line, "p10_usd_per_month")).text(),
                          Amount.usd(Told.number(line, "p90_usd_per_month")).text())),
              Cell.of(line.required("evidence").asText(), Tone.QUIET),
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
}
