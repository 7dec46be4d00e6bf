package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A month's value by how well it is proven, the surest first.
final class ValueByEvidence {
  /// What people call the grades.
  private static final Map<String, String> GRADES =
      Map.of(
          "rct", "proven by a randomised trial",
          "did", "compared with those who had it not",
          "before_after", "before and after",
          "opinion", "somebody's opinion");

  private ValueByEvidence() {}

  /// @param margins of the month
  static Table table(JsonNode margins, YearMonth month) {
    JsonNode total = margins.path("total");
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode grade : total.path("by_evidence")) {
      String code = grade.required("evidence").asText();
      rows.add(cells(Cell.of(GRADES.getOrDefault(code, code)), grade));
    }
    Table table =
        Table.of(
            "Value by its evidence",
            List.of(
                Column.text("Evidence"),
                Column.number("Stated", "USD"),
                Column.number("Counts", "USD")),
            rows,
            EmptyState.of(
                    "No value in this month",
                    "Once an outcome has a value and outcomes are told, what they are worth is here"
                        + " by how well that is proven.")
                .typed("weir outcomes send outcomes.csv"));
    return total.isMissingNode()
        ? table
        : table.summedUp(
            cells(Cell.of("All").opening(Rows.path("/api/v1/margins?month=" + month)), total));
  }

  private static List<Cell> cells(Cell name, JsonNode line) {
    return List.of(
        name,
        Cell.of(Amount.usd(Answers.number(line, "stated_usd"))),
        Cell.of(Amount.usd(Answers.number(line, "counted_usd"))));
  }
}
