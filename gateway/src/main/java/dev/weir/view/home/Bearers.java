package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who bears a month's spend: cost centres, what is shared, what nobody answers for.
final class Bearers {
  private static final int SHOWN = 8;
  private static final String UNATTRIBUTED = "unattributed";

  private Bearers() {}

  /// @param chargeback of the month, as the API answers it
  static Table table(JsonNode chargeback, YearMonth month) {
    List<JsonNode> lines = new ArrayList<>();
    chargeback.path("lines").forEach(lines::add);
    List<List<Cell>> rows =
        lines.stream()
            .sorted(Comparator.comparing(Bearers::cost).reversed())
            .limit(SHOWN)
            .map(Bearers::line)
            .toList();
    Table table =
        Table.of(
            "Who bears the spend of " + month + ", the dearest first",
            List.of(
                Column.text("Bearer"),
                Column.number("Cost", "USD"),
                Column.text("Treatment"),
                Column.text("Account")),
            rows,
            EmptyState.of(
                    "Nothing to bear yet",
                    "Spend is borne by the cost centre that its key fixes; what has none is shared"
                        + " or nobody's.")
                .typed("weir chargeback --month " + month));
    return chargeback.isMissingNode()
        ? table
        : table.summedUp(
            List.of(
                Cell.of(rows.size() < lines.size() ? "All " + lines.size() : "All")
                    .opening("/chargeback?period=" + month),
                Cell.of(Amount.usd(Answers.number(chargeback, "total_usd"))),
                Cell.of(""),
                Cell.of("")));
  }

  private static BigDecimal cost(JsonNode line) {
    return new BigDecimal(line.required("cost_usd").asText());
  }

  private static List<Cell> line(JsonNode line) {
    String payer = line.required("payer").asText();
    Optional<String> account = Optional.ofNullable(line.get("account")).map(JsonNode::asText);
    return List.of(
        payer.equals(UNATTRIBUTED)
            ? Cell.of(payer, Tone.WARN)
            : Cell.of(payer.replaceFirst("^cost_centre=", "").replaceFirst("^shared=", "shared: ")),
        Cell.of(Amount.usd(cost(line))).opening(Rows.path(line.required("reference").asText())),
        Cell.of(Answers.words(line.required("treatment"))),
        account.map(Cell::of).orElse(Cell.of("none yet", Tone.QUIET)));
  }
}
