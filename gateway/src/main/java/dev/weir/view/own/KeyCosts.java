package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
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
import java.util.Set;
import java.util.TreeSet;

/// Keys with what their calls cost, the dearest first.
final class KeyCosts {
  private static final int SHOWN = 50;
  private static final String NO_KEY = "(none)";

  private KeyCosts() {}

  /// @param id the report's; `(none)` = no call of a key, as what was told of beside the gateway
  /// @param key missing where nobody has it any more
  /// @param cost missing where it made no call
  private record Line(String id, JsonNode key, JsonNode cost) {
    BigDecimal usd() {
      return Answers.number(cost, "cost_usd").orElse(BigDecimal.ZERO);
    }
  }

  /// @param keys as the API lists them
  /// @param report by key
  static Table table(JsonNode keys, JsonNode report, Period period) {
    Map<String, JsonNode> known = Answers.by("id", keys.required("keys"));
    Map<String, JsonNode> costs =
        Answers.by("key", report.path("rows"), line -> line.required("group"));
    Set<String> ids = new TreeSet<>(known.keySet());
    ids.addAll(costs.keySet());
    Table table =
        Table.of(
            "Keys, the dearest first",
            List.of(
                Column.text("Key"),
                Column.text("Use case"),
                Column.number("Cost", "USD"),
                Column.number("Calls"),
                Column.number("Cost per call", "USD"),
                Column.number("Refused"),
                Column.text("State")),
            ids.stream()
                .map(id -> new Line(id, of(known, id), of(costs, id)))
                .sorted(Comparator.comparing(Line::usd).reversed())
                .limit(SHOWN)
                .map(line -> cells(line, period))
                .toList(),
            EmptyState.of(
                    "No key of yours yet",
                    "An admin makes keys for applications; those that fix one of your teams are"
                        + " here.")
                .typed("weir keys create support-app --tag team=support --tag use_case=triage"));
    return report.isMissingNode() ? table : table.summedUp(total(report.required("total")));
  }

  private static JsonNode of(Map<String, JsonNode> lines, String id) {
    return Optional.ofNullable(lines.get(id)).orElse(MissingNode.getInstance());
  }

  private static List<Cell> cells(Line line, Period period) {
    String calls = Rows.calls(period, "key=" + line.id);
    return List.of(
        name(line),
        Cell.of(line.key.path("fixed_tags").path("use_case").asText("–")),
        Cell.of(Amount.usd(line.usd())).opening(calls),
        count(line.cost, "calls"),
        Cell.of(Amount.usd(Answers.number(line.cost, "cost_per_call_usd"))),
        count(line.cost, "refusals"),
        line.key.isMissingNode() ? Cell.of("–") : state(line.key));
  }

  private static Cell name(Line line) {
    if (line.key.isMissingNode()) {
      return Cell.of(line.id.equals(NO_KEY) ? "beside the gateway" : line.id);
    }
    return Cell.of(line.key.required("name").asText()).opening("/keys/" + Entered.encoded(line.id));
  }

  /// A key without a row in the report made no call.
  private static Cell count(JsonNode cost, String field) {
    return Cell.of(Amount.count(Answers.number(cost, field).orElse(BigDecimal.ZERO)));
  }

  private static List<Cell> total(JsonNode figures) {
    return List.of(
        Cell.of("All"),
        Cell.of(""),
        Cell.of(Amount.usd(Answers.number(figures, "cost_usd"))),
        count(figures, "calls"),
        Cell.of(Amount.usd(Answers.number(figures, "cost_per_call_usd"))),
        count(figures, "refusals"),
        Cell.of(""));
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
