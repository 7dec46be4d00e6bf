package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.console.Answers;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Period;
import dev.weir.view.console.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys with what their calls cost, the dearest first.
final class KeyCosts {
  private static final int SHOWN = 50;

  private KeyCosts() {}

  /// @param cost by key
  private record Line(JsonNode key, JsonNode cost) {
    BigDecimal usd() {
      return Answers.number(cost, "cost_usd").orElse(BigDecimal.ZERO);
    }
  }

  /// @param keys as the API lists them
  /// @param report by key
  static Table table(JsonNode keys, JsonNode report, Period period) {
    Map<String, JsonNode> costs =
        Answers.by("key", report.path("rows"), line -> line.required("group"));
    List<List<Cell>> rows =
        keys.required("keys")
            .valueStream()
            .map(key ->
                new Line(
                    key,
                    Optional.ofNullable(costs.get(key.required("id").asText()))
                        .orElse(MissingNode.getInstance())))
            .sorted(Comparator.comparing(Line::usd).reversed())
            .limit(SHOWN)
            .map(line -> cells(line, period))
            .toList();
    return Table.of(
        "Keys, the dearest first",
        List.of(
            Column.text("Key"),
            Column.text("Use case"),
            Column.number("Cost", "USD"),
            Column.number("Calls"),
            Column.number("Cost per call", "USD"),
            Column.number("Refused"),
            Column.text("State")),
        rows,
        EmptyState.of(
                "No key of yours yet",
                "An admin makes keys for applications; those that fix one of your teams are here.")
            .typed("weir keys create support-app --tag team=support --tag use_case=triage"));
  }

  private static List<Cell> cells(Line line, Period period) {
    String id = line.key.required("id").asText();
    String calls =
        Rows.path(
            "/api/v1/calls?%s&filter=%s".formatted(period.range(), Entered.encoded("key=" + id)));
    return List.of(
        Cell.of(line.key.required("name").asText())
            .opening(Rows.path("/api/v1/keys/" + Entered.encoded(id))),
        Cell.of(line.key.required("fixed_tags").path("use_case").asText("–")),
        Cell.of(Amount.usd(line.usd())).opening(calls),
        Cell.of(Amount.count(Answers.number(line.cost, "calls").orElse(BigDecimal.ZERO))),
        Cell.of(Amount.usd(Answers.number(line.cost, "cost_per_call_usd"))),
        Cell.of(Amount.count(Answers.number(line.cost, "refusals").orElse(BigDecimal.ZERO))),
        state(line.key));
  }

  private static Cell state(JsonNode key) {
    String status = key.required("status").asText();
    if (!status.equals("active")) {
      return Cell.of(status, Tone.QUIET);
    }
    return Optional.ofNullable(key.get("expires"))
        .map(it -> Cell.of("until " + Moment.of(Instant.parse(it.asText())).text(), Tone.WARN))
        .orElse(Cell.of("active", Tone.GOOD));
  }
}
