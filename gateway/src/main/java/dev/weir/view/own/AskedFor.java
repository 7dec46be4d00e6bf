package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What calls ask for, a prompt or a model, by what it costs.
final class AskedFor {
  private static final int SHOWN = 8;
  private static final String NAME = "model_asked";

  private AskedFor() {}

  /// @param report by the name that was asked for
  static Table dearest(JsonNode report, Period period) {
    return Table.of(
        "Prompts and models asked for, the dearest first",
        List.of(
            Column.text("Asked for"),
            Column.number("Cost", "USD"),
            Column.number("Calls"),
            Column.number("Cost per call", "USD")),
        report
            .path("rows")
            .valueStream()
            .sorted(Comparator.comparing(AskedFor::usd).reversed())
            .limit(SHOWN)
            .map(line -> line(line, period))
            .toList(),
        EmptyState.of(
            "No call in this period",
            "Each name that calls ask for is here: a model, or a prompt that the gateway puts"
                + " together."));
  }

  private static BigDecimal usd(JsonNode line) {
    return Answers.number(line, "cost_usd").orElse(BigDecimal.ZERO);
  }

  private static List<Cell> line(JsonNode line, Period period) {
    String name = line.required("group").required(NAME).asText();
    return List.of(
        Cell.of(name).opening(Rows.calls(period, NAME + "=" + name)),
        Cell.of(Amount.usd(usd(line))),
        Cell.of(Amount.count(Answers.number(line, "calls"))),
        Cell.of(Amount.usd(Answers.number(line, "cost_per_call_usd"))));
  }

  /// What moved most.
  private record Change(String name, JsonNode now, JsonNode before) {
    BigDecimal size() {
      return usd(now).subtract(usd(before)).abs();
    }

    Cell said() {
      if (before.isMissingNode()) {
        return Cell.of("new", Tone.QUIET);
      }
      if (now.isMissingNode()) {
        return Cell.of("no longer asked", Tone.QUIET);
      }
      int more = usd(now).compareTo(usd(before));
      return more == 0 ? Cell.of("the same") : Cell.of(more > 0 ? "more" : "less");
    }
  }

  /// @param now as [#dearest] has it
  /// @param before the same of the days it is compared with
  /// @param period of `now`
  /// @param earlier of `before`
  static Table changes(JsonNode now, JsonNode before, Period period, Period earlier) {
    Map<String, JsonNode> today = byName(now);
    Map<String, JsonNode> then = byName(before);
    TreeSet<String> names = new TreeSet<>(today.keySet());
    names.addAll(then.keySet());
    List<List<Cell>> rows =
        names.stream()
            .map(name -> new Change(name, of(today, name), of(then, name)))
            .sorted(Comparator.comparing(Change::size).reversed())
            .limit(SHOWN)
            .map(change ->
                List.of(
                    Cell.of(change.name)
                        .opening(spend(change.now.isMissingNode() ? earlier : period, change.name)),
                    Cell.of(Amount.usd(Answers.number(change.before, "cost_usd")))
                        .opening(
                            change.before.isMissingNode()
                                ? Optional.empty()
                                : Optional.of(spend(earlier, change.name))),
                    Cell.of(Amount.usd(Answers.number(change.now, "cost_usd"))),
                    change.said()))
            .toList();
    return Table.of(
        "What is asked for, by how much its cost moved",
        List.of(
            Column.text("Asked for"),
            Column.number("Before", "USD"),
            Column.number("Now", "USD"),
            Column.text("Cost")),
        rows,
        EmptyState.of(
            "Nothing to compare",
            "Once there are calls in this period or in the same days a month earlier, what moved"
                + " is here."));
  }

  private static String spend(Period period, String name) {
    return Rows.spend(period, "model", NAME + "=" + name);
  }

  private static Map<String, JsonNode> byName(JsonNode report) {
    return Answers.by(NAME, report.path("rows"), line -> line.required("group"));
  }

  private static JsonNode of(Map<String, JsonNode> lines, String name) {
    return Optional.ofNullable(lines.get(name)).orElse(MissingNode.getInstance());
  }
}
