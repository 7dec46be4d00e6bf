package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is left before calls are refused, the scarcest first.
final class LeftOver {
  private static final BigDecimal SCARCE = new BigDecimal("0.9");
  private static final BigDecimal WARM = new BigDecimal("0.7");

  private LeftOver() {}

  private record Line(BigDecimal used, List<Cell> cells) {}

  static Table table(JsonNode budgets, JsonNode limits) {
    List<Line> lines = new ArrayList<>(lines("budget", budgets));
    lines.addAll(lines("limit", limits));
    return Table.of(
        "Budgets and limits, the scarcest first",
        List.of(
            Column.text("Of"),
            Column.text("Kind"),
            Column.number("Left"),
            Column.number("Limit"),
            Column.number("Used", "%"),
            Column.text("Starts anew")),
        lines.stream()
            .sorted(Comparator.comparing(Line::used).reversed())
            .map(Line::cells)
            .toList(),
        EmptyState.of(
            "No budget and no limit is yours",
            "Budgets and limits over your teams or keys are here, with what is left of them."));
  }

  private static List<Line> lines(String kind, JsonNode rules) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode rule : rules.path("rules")) {
      JsonNode standings = rule.required("standings");
      if (standings.isEmpty()) {
        lines.add(unused(kind, rule));
      }
      standings.forEach(standing -> lines.add(line(kind, rule, standing)));
    }
    return lines;
  }

  /// What counts each value apart has no standing before its first call.
  private static Line unused(String kind, JsonNode rule) {
    JsonNode definition = rule.required("definition");
    return new Line(
        BigDecimal.ZERO,
        List.of(
            name(kind, rule.required("id").asText(), ""),
            Cell.of(kind),
            Cell.of("all of it"),
            definition.has("limit")
                ? Cell.of(definition.path("limit").asText())
                : amount(
                    definition,
                    definition.has("max") ? "max" : "limit_usd",
                    definition.path("measure").asText("money")),
            Cell.of("–"),
            Cell.of("nothing was counted yet", Tone.QUIET)));
  }

  private static Cell name(String kind, String id, String value) {
    return Cell.of(value.isEmpty() ? id : id + " · " + value)
        .opening("/%ss/%s".formatted(kind, Entered.encoded(id)));
  }

  private static Line line(String kind, JsonNode rule, JsonNode standing) {
    String measure = standing.required("measure").asText();
    Optional<BigDecimal> used = Answers.number(standing, "used_share");
    return new Line(
        used.orElse(BigDecimal.ZERO),
        List.of(
            name(kind, rule.required("id").asText(), standing.required("value").asText()),
            Cell.of(kind),
            amount(standing, "left", measure),
            amount(standing, "limit", measure),
            Cell.of(Amount.share(used))
                .marked(used.map(LeftOver::tone).orElse(Tone.QUIET))
                .filled(used.map(it -> it.movePointRight(2).intValue()).orElse(0)),
            Optional.ofNullable(standing.get("window_end"))
                .map(it -> Cell.of(Moment.of(Instant.parse(it.asText()))))
                .orElse(Cell.of("goes on"))));
  }

  private static Cell amount(JsonNode standing, String field, String measure) {
    Optional<BigDecimal> number = Answers.number(standing, field);
    Amount amount = measure.equals("money") ? Amount.usd(number) : Amount.count(number);
    String unit = measure.equals("money") ? "USD" : measure.replace("concurrent", "at once");
    return new Cell(
        amount.text() + " " + unit, amount.exact(), Tone.PLAIN, Optional.empty(), Optional.empty());
  }

  private static Tone tone(BigDecimal share) {
    return share.compareTo(SCARCE) >= 0
        ? Tone.BAD
        : share.compareTo(WARM) >= 0 ? Tone.WARN : Tone.GOOD;
  }
}
