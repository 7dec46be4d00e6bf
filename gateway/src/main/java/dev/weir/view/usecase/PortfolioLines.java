package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.glance.GateAhead;
import dev.weir.view.glance.LastReview;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import dev.weir.view.usecase.Order.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Use cases one by one, each with what several answers say of it.
///
/// @param review the last one that was held of a month by the end of the period
record PortfolioLines(
    Visit visit,
    Map<String, Line> costs,
    Map<String, Line> baselines,
    Map<String, List<Line>> gates,
    LastReview review) {
  private static final Line NOTHING = new Line(MissingNode.getInstance(), "");
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Use case"),
          Column.text("Stage"),
          Column.number("Monthly cost", "USD"),
          Column.number("Outcomes"),
          Column.number("Cost per outcome", "USD"),
          Column.number("Without AI", "USD"),
          Column.text("Last review"),
          Column.text("Next gate"),
          Column.text("Lacks"));

  static PortfolioLines of(Visit visit, Line costs) {
    return new PortfolioLines(
        visit,
        by(costs.lines("use_cases")),
        by(Line.of(visit.ask().get("/api/v1/baselines")).lines("baselines")),
        Line.of(visit.ask().get("/api/v1/gates")).lines("gates").stream()
            .collect(Collectors.groupingBy(each -> each.text("use_case"))),
        LastReview.before(visit.period().month(), new Answers(visit.ask())));
  }

  /// The last of each use case.
  private static Map<String, Line> by(List<Line> lines) {
    return lines.stream()
        .collect(Collectors.toMap(each -> each.text("use_case"), each -> each, (_, last) -> last));
  }

  Table table(List<Line> useCases, Order order) {
    return Table.of(
        "Use cases in " + visit.period().month(),
        COLUMNS,
        useCases.stream()
            .map(each -> new Known(each, costs.getOrDefault(each.text("id"), NOTHING)))
            .sorted(order.comparing())
            .map(this::row)
            .toList(),
        EmptyState.of(
                "No use case yet",
                "A use case says what calls are for, who owns them and what they are to be worth;"
                    + " its keys then carry its name into every figure.")
            .typed("weir usecases template > triage.json\nweir usecases put triage triage.json"));
  }

  private List<Cell> row(Known known) {
    Line useCase = known.useCase();
    String id = useCase.text("id");
    String unit =
        Rows.path(
            "/api/v1/unit-costs/%s?month=%s"
                .formatted(Entered.encoded(id), visit.period().month()));
    String life = visit.to("/use-cases/" + Entered.encoded(id));
    int missing = useCase.texts("missing").size();
    return List.of(
        Cell.of(useCase.text("name")).opening(life),
        Cell.of(useCase.words("stage")),
        Cell.of(known.cost().usd("loaded_usd")).opening(unit),
        Cell.of(known.cost().count("outcomes")).opening(unit),
        Cell.of(known.cost().usd("loaded_per_outcome_usd")).opening(unit),
        baseline(baselines.getOrDefault(id, NOTHING)),
        review.verdict(id).map(Verdict::cell).orElse(Cell.of("–")),
        light(GateAhead.of(gates.getOrDefault(id, List.of()), useCase.text("stage"))),
        missing == 0
            ? Cell.of("nothing", Tone.GOOD)
            : Cell.of(missing == 1 ? "1 thing" : missing + " things", Tone.WARN)
                .opening(life + "#readiness"));
  }

  /// Only of one that claims may rest on.
  private static Cell baseline(Line baseline) {
    return baseline.find("claims_blocked").isPresent()
        ? Cell.of(NOTHING.usd("value"))
        : Cell.of(baseline.at("cost_per_unit_usd").usd("value"));
  }

  private static Cell light(Optional<Line> gate) {
    return gate.map(
            it -> {
              String to = it.words("to");
              if (!it.texts("killed").isEmpty()) {
                return Cell.of(to + ": kill criterion", Tone.BAD);
              }
              if (it.is("stop_iterating")) {
                return Cell.of(to + ": stop iterating", Tone.GOOD);
              }
              return it.find("lit_since").isPresent()
                  ? Cell.of(to + ": criteria hold", Tone.GOOD)
                  : Cell.of(to + ": not yet", Tone.QUIET);
            })
        .orElse(Cell.of("–"));
  }
}
