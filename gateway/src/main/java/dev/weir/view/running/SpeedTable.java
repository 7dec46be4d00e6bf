package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How fast models answer: from the wait for a place to the end of the answer.
final class SpeedTable {
  private static final List<String> STEPS =
      List.of("queue", "connect", "ttft", "frame_gap", "total");
  private static final BigDecimal FULL = BigDecimal.valueOf(100);

  private SpeedTable() {}

  /// About the same time as the traffic.
  static String question(JsonNode traffic) {
    return "/api/v1/speed?by=provider,model&from=%s&to=%s"
        .formatted(
            Entered.encoded(traffic.required("from").asText()),
            Entered.encoded(traffic.required("to").asText()));
  }

  static Table of(JsonNode speed, String question) {
    Optional<BigDecimal> slowest =
        speed
            .required("rows")
            .valueStream()
            .flatMap(row -> Answers.number(row, "total_p95_ms").stream())
            .max(BigDecimal::compareTo);
    return Table.of(
        "How fast models answered: the middle one of all, and 19 in 20",
        columns(),
        speed.required("rows").valueStream().map(row -> row(row, slowest, question)).toList(),
        EmptyState.of(
            "Nothing was answered in this time",
            "Every settled attempt is timed: its wait, its first token, the gaps, its end."));
  }

  private static List<Column> columns() {
    return List.of(
        Column.text("Model"),
        Column.number("Attempts"),
        Column.number("Queue", "ms"),
        Column.number("Connect", "ms"),
        Column.number("First token", "ms"),
        Column.number("Between frames", "ms"),
        Column.number("End to end", "ms"));
  }

  private static List<Cell> row(JsonNode row, Optional<BigDecimal> slowest, String question) {
    JsonNode group = row.required("group");
    List<Cell> cells = new ArrayList<>();
    cells.add(
        Cell.of(group.required("provider").asText() + "/" + group.required("model").asText())
            .opening(Rows.path(question)));
    cells.add(Cell.of(Amount.count(row.required("attempts").asLong())));
    STEPS.forEach(step -> cells.add(millis(row, step, slowest)));
    return cells;
  }

  /// @param whole the length of a full bar
  private static Cell millis(JsonNode row, String step, Optional<BigDecimal> whole) {
    Optional<BigDecimal> late = Answers.number(row, step + "_p95_ms");
    if (late.isEmpty()) {
      return Cell.of("–");
    }
    Cell cell =
        Cell.of(
            "%s / %s"
                .formatted(
                    Amount.count(Answers.number(row, step + "_p50_ms")).text(),
                    Amount.count(late).text()));
    return whole
        .filter(it -> it.signum() > 0)
        .map(it ->
            cell.filled(late.get().multiply(FULL).divide(it, RoundingMode.HALF_EVEN).intValue()))
        .orElse(cell);
  }
}
