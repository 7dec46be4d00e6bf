package dev.weir.view.usecase;

import dev.weir.view.glance.BudgetHeat;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a use case's calls run on: the budgets that hold them, the models that answer.
final class CaseRuns {
  private static final int MODELS = 20;

  private CaseRuns() {}

  static Chapter budgets(Subject subject) {
    Line told = subject.ask("/api/v1/budgets");
    return Chapter.of(
            "budgets",
            "Budgets",
            told.isTold()
                ? "What the windows of its budgets come to at the pace so far."
                : told.refused())
        .listing(BudgetHeat.of(told.node(), subject.id()))
        .leadingTo(List.of(new Link("All budgets", subject.visit().to("/budgets"))));
  }

  static Chapter models(Subject subject) {
    Period month = subject.visit().period().wholeMonth();
    String filter = "use_case=" + subject.id();
    Line told =
        subject.ask(
            "/api/v1/report?by=provider,model&figures=calls,cost_usd&filter=%s&%s"
                .formatted(Entered.encoded(filter), month.range()));
    Speeds speeds =
        Speeds.of(
            subject, month.lastWeek(LocalDate.ofInstant(subject.visit().now(), ZoneOffset.UTC)));
    return Chapter.of(
            "models",
            "Models",
            "Which models answered in the month, the dearest first, and how soon in its last week.")
        .listing(
            Table.of(
                "Models of the month",
                List.of(
                    Column.text("Model"),
                    Column.number("Calls"),
                    Column.number("Cost", "USD"),
                    Column.number("First token of the last week, p95", "ms")),
                told.lines("rows").stream()
                    .sorted(
                        Comparator.comparing(
                                (Line row) -> row.number("cost_usd").orElse(BigDecimal.ZERO))
                            .reversed())
                    .limit(MODELS)
                    .map(row -> model(month, filter, speeds, row))
                    .toList(),
                EmptyState.of(
                    "No model answered this month",
                    told.isTold()
                        ? "Calls whose key has the tag %s are here by their model."
                            .formatted(filter)
                        : told.refused())))
        .leadingTo(List.of(new Link("By model in Explore", Rows.spend(month, "model", filter))));
  }

  /// How fast models answered.
  ///
  /// @param models by provider and model
  private record Speeds(Map<String, Line> models, String question) {
    static Speeds of(Subject subject, Period week) {
      String question =
          "/api/v1/report?by=provider,model&figures=calls,ttft_p95_ms&filter=%s&%s"
              .formatted(Entered.encoded("use_case=" + subject.id()), week.range());
      return new Speeds(
          subject.ask(question).lines("rows").stream()
              .collect(Collectors.toMap(CaseRuns::name, row -> row)),
          question);
    }

    Cell firstToken(String model) {
      return Optional.ofNullable(models.get(model))
          .map(row -> Cell.of(row.count("ttft_p95_ms")).opening(Rows.path(question)))
          .orElse(Cell.of("–"));
    }
  }

  private static String name(Line row) {
    return row.at("group").text("provider") + "/" + row.at("group").text("model");
  }

  private static List<Cell> model(Period month, String filter, Speeds speeds, Line row) {
    String provider = row.at("group").text("provider");
    String model = row.at("group").text("model");
    return List.of(
        Cell.of(name(row)),
        Cell.of(row.count("calls"))
            .opening(Rows.calls(month, filter, "provider=" + provider, "model=" + model)),
        Cell.of(row.usd("cost_usd"))
            .opening(Rows.spend(month, "day", filter, "provider=" + provider, "model=" + model)),
        speeds.firstToken(name(row)));
  }
}
