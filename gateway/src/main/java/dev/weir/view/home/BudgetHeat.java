package dev.weir.view.home;

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

/// Budgets by how hot they are: what their windows come to at the pace so far, of their limits.
final class BudgetHeat {
  private static final BigDecimal WARM = new BigDecimal("0.7");
  private static final BigDecimal HOT = new BigDecimal("1.1");
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Budget"),
          Column.number("Used", "USD"),
          Column.number("Limit", "USD"),
          Column.number("Used", "%"),
          Column.number("A day", "USD"),
          Column.number("At this pace", "% of limit"),
          Column.text("Used up"));

  private BudgetHeat() {}

  private record Line(BigDecimal heat, List<Cell> cells) {}

  /// @param budgets as the API lists them
  static Table table(JsonNode budgets) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode rule : budgets.path("rules")) {
      JsonNode standings = rule.required("standings");
      if (standings.isEmpty()) {
        lines.add(unused(rule));
      }
      standings.forEach(standing -> lines.add(line(rule, standing)));
    }
    return Table.of(
        "Budgets, the hottest first",
        COLUMNS,
        lines.stream()
            .sorted(Comparator.comparing(Line::heat).reversed())
            .map(Line::cells)
            .toList(),
        EmptyState.of(
                "No budget yet",
                "A budget stops calls before they cost more than it grants, for a use case, a team"
                    + " or everything.")
            .typed("weir budgets set triage --limit 500USD --window 'month UTC'"));
  }

  /// What counts each value apart has no standing before its first call.
  private static Line unused(JsonNode rule) {
    Cell unknown = Cell.of("–");
    return new Line(
        BigDecimal.ZERO,
        List.of(
            name(rule.required("id").asText(), ""),
            unknown,
            Cell.of(Amount.usd(Answers.number(rule.required("definition"), "limit_usd"))),
            unknown,
            unknown,
            unknown,
            Cell.of("nothing was counted yet", Tone.QUIET)));
  }

  private static Cell name(String id, String value) {
    return Cell.of(value.isEmpty() ? id : id + " · " + value)
        .opening("/budgets/" + Entered.encoded(id));
  }

  private static Line line(JsonNode rule, JsonNode standing) {
    BigDecimal limit = new BigDecimal(standing.required("limit").asText());
    BigDecimal used = new BigDecimal(standing.required("used").asText());
    Optional<BigDecimal> share = Answers.number(standing, "used_share");
    JsonNode burn = standing.path("burn");
    Optional<BigDecimal> pace = Answers.number(burn, "projected_share");
    Optional<Instant> stop =
        Optional.of(burn.path("stop_at")).filter(JsonNode::isTextual).map(BudgetHeat::instant);
    return new Line(
        pace.or(() -> share).orElse(BigDecimal.ZERO),
        List.of(
            name(rule.required("id").asText(), standing.required("value").asText()),
            Cell.of(Amount.usd(used)),
            Cell.of(Amount.usd(limit)),
            Cell.of(Amount.share(share))
                .marked(share.map(BudgetHeat::tone).orElse(Tone.QUIET))
                .filled(percent(share)),
            Cell.of(Amount.usd(Answers.number(burn, "per_day_usd"))),
            Cell.of(Amount.share(pace)).marked(pace.map(BudgetHeat::tone).orElse(Tone.PLAIN)),
            stop.map(at -> Cell.of(Moment.of(at).text(), Tone.BAD))
                .orElse(Cell.of(pace.isPresent() ? "not in this window" : "–"))));
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  private static Tone tone(BigDecimal share) {
    return share.compareTo(HOT) >= 0
        ? Tone.BAD
        : share.compareTo(WARM) >= 0 ? Tone.WARN : Tone.GOOD;
  }

  private static int percent(Optional<BigDecimal> share) {
    return share.map(it -> it.movePointRight(2).min(BigDecimal.valueOf(100)).intValue()).orElse(0);
  }
}
