package dev.weir.view.glance;

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
public final class BudgetHeat {
  private static final String USE_CASE = "use_case";
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

  /// Every budget.
  ///
  /// @param budgets as the API lists them
  public static Table of(JsonNode budgets) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode rule : budgets.path("rules")) {
      lines.addAll(lines(rule, rule.required("standings").valueStream().toList()));
    }
    return table(
        lines,
        EmptyState.of(
                "No budget yet",
                "A budget stops calls before they cost more than it grants, for a use case, a team"
                    + " or everything.")
            .typed("weir budgets set triage --limit 500USD --window 'month UTC'"));
  }

  /// Those whose scope names a use case, and of those that count each use case apart its part.
  public static Table of(JsonNode budgets, String useCase) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode rule : budgets.path("rules")) {
      JsonNode definition = rule.required("definition");
      List<JsonNode> standings = rule.required("standings").valueStream().toList();
      if (definition.path("per").asText().equals(USE_CASE)) {
        lines.addAll(
            lines(
                rule,
                standings.stream()
                    .filter(it -> it.required("value").asText().equals(useCase))
                    .toList()));
      } else if (definition.path("where").valueStream().anyMatch(it -> names(it, useCase))) {
        lines.addAll(lines(rule, standings));
      }
    }
    return table(
        lines,
        EmptyState.of(
                "No budget of its own",
                "A budget over the tag use_case=%s stops its calls before they cost more than it"
                        .formatted(useCase)
                    + " grants; others may still hold it.")
            .typed("weir budgets set %s --limit 500USD --window 'month UTC'".formatted(useCase)));
  }

  private static boolean names(JsonNode condition, String useCase) {
    return condition.path("tag").asText().equals(USE_CASE)
        && condition.path("in").valueStream().anyMatch(it -> it.asText().equals(useCase));
  }

  private static List<Line> lines(JsonNode rule, List<JsonNode> standings) {
    return standings.isEmpty()
        ? List.of(unused(rule))
        : standings.stream().map(standing -> line(rule, standing)).toList();
  }

  private static Table table(List<Line> lines, EmptyState empty) {
    return Table.of(
        "Budgets, the hottest first",
        COLUMNS,
        lines.stream()
            .sorted(Comparator.comparing(Line::heat).reversed())
            .map(Line::cells)
            .toList(),
        empty);
  }

  /// What counts each value apart has no standing before its first call.
  private static Line unused(JsonNode rule) {
    Cell unknown = Cell.of("–");
    return new Line(
        BigDecimal.ZERO,
        List.of(
            name(rule.required("id").asText(), ""),
            unknown,
            limit(rule.required("definition")),
            unknown,
            unknown,
            unknown,
            Cell.of("nothing was counted yet", Tone.QUIET)));
  }

  /// As it was set, in dollars or in another currency.
  private static Cell limit(JsonNode definition) {
    return definition.has("limit_usd")
        ? Cell.of(Amount.usd(Answers.number(definition, "limit_usd")))
        : Cell.of(definition.path("limit").asText("–"));
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
