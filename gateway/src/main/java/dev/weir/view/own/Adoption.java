package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who of those who may use a use case do.
///
/// @param month as the API answers it; missing where no roster says who may
record Adoption(JsonNode month, Link rows) {
  static Adoption of(String id, String month, Answers answers) {
    String question =
        "/api/v1/use-cases/%s/adoption?month=%s".formatted(Entered.encoded(id), month);
    return new Adoption(answers.ifThere("Adoption", question), Rows.of("Its adoption", question));
  }

  static EmptyState noRoster() {
    return EmptyState.of(
            "No roster yet",
            "A roster says who may use a use case, or how many; adoption is counted among them.")
        .typed("weir adoption roster triage --users users.txt");
  }

  Figure figure() {
    Figure active =
        Figure.of("Active users", Amount.count(Answers.number(month, "monthly_active")));
    return month.isMissingNode()
        ? active.noted("no roster says who may use it", Tone.PLAIN)
        : active
            .noted(
                "%s %% of %s eligible"
                    .formatted(
                        Amount.share(Answers.number(month, "monthly_active_rate")).text(),
                        Amount.count(Answers.number(month, "eligible")).text()),
                Tone.PLAIN)
            .from(rows);
  }

  Table funnel() {
    List<List<Cell>> steps =
        month.isMissingNode()
            ? List.of()
            : List.of(
                step("Eligible", "eligible", Optional.of(BigDecimal.ONE)),
                step("Activated", "activated", Answers.number(month, "activation_rate")),
                step("Newly activated in this month", "newly_activated", Optional.empty()),
                step(
                    "Active in this month",
                    "monthly_active",
                    Answers.number(month, "monthly_active_rate")));
    return Table.of(
        "From eligible to active users",
        List.of(Column.text("Step"), Column.number("Users"), Column.number("Of the eligible", "%")),
        steps,
        noRoster());
  }

  private List<Cell> step(String name, String field, Optional<BigDecimal> share) {
    return List.of(
        Cell.of(name),
        Cell.of(Amount.count(Answers.number(month, field))).opening(rows.path()),
        share
            .map(it -> Cell.of(Amount.share(it)).filled(it.movePointRight(2).intValue()))
            .orElse(Cell.of("–")));
  }

  Trend weeks() {
    List<String> labels = new ArrayList<>();
    List<Optional<BigDecimal>> points = new ArrayList<>();
    for (JsonNode week : month.path("weeks")) {
      labels.add(Moment.brief(LocalDate.parse(week.required("week").asText())));
      points.add(Answers.number(week, "active"));
    }
    return new Trend(
        "Active users, by the week's Monday",
        Trend.Kind.LINE,
        "users",
        labels,
        labels.isEmpty() ? List.of() : List.of(new Series("Active", points)));
  }
}
