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
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What came of a use case in a month, beside what it cost and what it cost before AI.
///
/// @param margin its line; missing where it cost and brought nothing
/// @param summary of its outcomes; missing where nobody has said what one is
/// @param known how far its calls' cost was compared with bills
record Returns(
    JsonNode margin, JsonNode summary, Optional<DataStatus> known, Link unitCost, Link outcomes) {
  static Returns of(String id, String month, Answers answers) {
    String encoded = Entered.encoded(id);
    String outcomes = "/api/v1/outcomes/%s/summary?month=%s".formatted(encoded, month);
    JsonNode margins = answers.about("Margin", "/api/v1/margins?month=" + month);
    return new Returns(
        Optional.ofNullable(Answers.by("use_case", margins.path("use_cases")).get(id))
            .orElse(MissingNode.getInstance()),
        answers.ifThere("Outcomes", outcomes),
        Answers.status(
            answers
                .about(
                    "Model cost",
                    Period.of(YearMonth.parse(month)).report("")
                        + "&filter="
                        + Entered.encoded("use_case=" + id))
                .path("total")),
        Rows.of("Its unit cost", "/api/v1/unit-costs/%s?month=%s".formatted(encoded, month)),
        Rows.of("Its outcomes", outcomes));
  }

  List<Figure> figures() {
    Optional<BigDecimal> cost = Answers.number(margin, "cost_per_outcome_usd");
    Optional<BigDecimal> before = Answers.number(margin, "baseline_usd");
    Optional<BigDecimal> left = Answers.number(margin, "margin_per_outcome_usd");
    return List.of(
        reached(),
        Figure.of("Cost per outcome", Amount.usd(cost))
            .is(known)
            .noted(
                before.isPresent()
                    ? "%s before AI".formatted(Amount.usd(before).withUnit())
                    : "no baseline says what it cost before AI",
                cost.isEmpty() || before.isEmpty()
                    ? Tone.PLAIN
                    : cost.get().compareTo(before.get()) < 0 ? Tone.GOOD : Tone.BAD)
            .from(unitCost),
        value(),
        Figure.of("Margin per outcome", Amount.usd(left))
            .noted(
                "what counts, less cost fully loaded",
                left.map(it -> it.signum() < 0 ? Tone.BAD : Tone.GOOD).orElse(Tone.PLAIN))
            .from(unitCost));
  }

  private Figure value() {
    Figure value =
        Figure.of(
                "Value per outcome", Amount.usd(Answers.number(margin, "counted_per_outcome_usd")))
            .noted("what its evidence lets count", Tone.PLAIN)
            .from(outcomes);
    String grades =
        summary
            .path("now")
            .path("stated_by_evidence")
            .propertyStream()
            .map(grade -> grade.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "));
    return grades.isEmpty() ? value : value.proven(grades);
  }

  private Figure reached() {
    Optional<BigDecimal> goal = Answers.number(summary, "target_per_month");
    Optional<BigDecimal> share = Answers.number(summary, "target_reached");
    Figure figure =
        Figure.of(
            "Outcomes that succeeded",
            Amount.count(Answers.number(summary.path("now"), "successful_quantity")));
    if (summary.isMissingNode()) {
      return figure.noted("nobody has said what an outcome is", Tone.WARN);
    }
    return figure
        .noted(
            goal.isPresent()
                ? "%s %% of the goal, %s a month"
                    .formatted(Amount.share(share).text(), Amount.count(goal).text())
                : "without a goal for a month",
            share.filter(it -> it.compareTo(BigDecimal.ONE) >= 0).isPresent()
                ? Tone.GOOD
                : Tone.PLAIN)
        .from(outcomes);
  }

  /// Its KPIs beside their goals.
  Table goals() {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode kpi : summary.path("kpis")) {
      kpi.required("figures")
          .properties()
          .forEach(figure -> rows.add(goal(kpi, figure.getKey(), figure.getValue())));
    }
    return Table.of(
        "Goals of its outcomes",
        List.of(
            Column.text("KPI"),
            Column.number("Figure"),
            Column.number("95 % interval"),
            Column.text("Goal"),
            Column.text("Standing")),
        rows,
        EmptyState.of(
                "No KPI yet",
                "An outcome's definition can name what is told with each one, and a goal for it:"
                    + " its quality, the minutes it took, whether a customer came back.")
            .typed("weir outcomes define triage outcome.json"));
  }

  private static List<Cell> goal(JsonNode kpi, String name, JsonNode figure) {
    Optional<BigDecimal> low = Answers.number(figure, "low");
    Optional<BigDecimal> high = Answers.number(figure, "high");
    String standing = Answers.words(kpi.required("standing"));
    return List.of(
        Cell.of("%s, %s".formatted(kpi.required("name").asText(), name.replace('_', ' '))),
        Cell.of(rounded(Answers.number(figure, "value"))),
        Cell.of(
            low.isPresent() && high.isPresent()
                ? rounded(low).text() + " to " + rounded(high).text()
                : "–"),
        Cell.of(kpi.path("goal").asText("none")),
        Cell.of(
            standing,
            switch (standing) {
              case "met" -> Tone.GOOD;
              case "missed" -> Tone.BAD;
              default -> Tone.QUIET;
            }));
  }

  private static Amount rounded(Optional<BigDecimal> number) {
    return number
        .map(it -> new Amount(Amount.usd(it).text(), it.toPlainString(), ""))
        .orElse(Amount.count(Optional.empty()));
  }
}
