package dev.weir.view.usecase;

import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Statuses;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a use case costs, fully loaded: by month, for an outcome, and against what that cost
/// before.
final class CaseCosts {
  private static final int MONTHS = 6;
  private static final String UNIT_COSTS = "/api/v1/unit-costs/%s";

  private CaseCosts() {}

  static List<Figure> figures(Subject subject, Line costs) {
    Line three = costs.at("three_numbers");
    Line margin = costs.at("margin");
    String rows = subject.inMonth(UNIT_COSTS);
    Optional<Line> before =
        three.lines("against").stream()
            .filter(it -> it.text("name").equals("baseline"))
            .findFirst();
    Optional<DataStatus> known = Statuses.of(subject.visit(), "use_case=" + subject.id());
    return List.of(
        Figure.of("Cost, fully loaded", costs.usd("loaded_usd"))
            .is(known)
            .noted(
                "of which models %s".formatted(costs.share("tokens_share").withUnit()), Tone.PLAIN)
            .from(Rows.of("What it cost", rows)),
        Figure.of("Outcomes", three.count("outcomes")).from(Rows.of("What it cost", rows)),
        before
            .map(it -> against(three, it))
            .orElseGet(() ->
                Figure.of("Cost per outcome", three.usd("cost_per_outcome_usd"))
                    .noted("no baseline to compare with", Tone.WARN))
            .is(known)
            .proven(three.find("evidence").orElse("unknown"))
            .from(Rows.of("What it cost", rows)),
        Figure.of("Margin per outcome", margin.usd("margin_per_outcome_usd"))
            .noted(
                margin.find("why").orElse("no value was told"),
                margin.number("margin_usd").filter(it -> it.signum() < 0).isPresent()
                    ? Tone.BAD
                    : Tone.PLAIN)
            .from(Rows.of("What it cost and brought", rows)));
  }

  private static Figure against(Line three, Line baseline) {
    String usual =
        "%s before AI".formatted(range(baseline.usd("low_usd"), baseline.usd("high_usd")));
    return Figure.of("Cost per outcome", three.usd("cost_per_outcome_usd"))
        .noted(usual, tone(baseline.text("standing")));
  }

  private static String range(Amount low, Amount high) {
    return low.exact().equals(high.exact())
        ? low.withUnit()
        : "%s to %s".formatted(low.text(), high.withUnit());
  }

  private static Tone tone(String standing) {
    return switch (standing) {
      case "below" -> Tone.GOOD;
      case "above" -> Tone.BAD;
      default -> Tone.WARN;
    };
  }

  static Chapter months(Subject subject, Line costs) {
    List<Line> lines = new ArrayList<>();
    List<YearMonth> months = new ArrayList<>();
    for (int ago = MONTHS - 1; ago >= 0; ago--) {
      YearMonth month = subject.month().minusMonths(ago);
      months.add(month);
      lines.add(
          subject.ask("/api/v1/unit-costs?month=" + month).lines("use_cases").stream()
              .filter(each -> each.text("use_case").equals(subject.id()))
              .findFirst()
              .orElse(costs.at("nothing")));
    }
    return Chapter.of(
            "cost",
            "Cost",
            "Models, and what it bears of people, licences and platforms beside them.")
        .drawing(trend(months, lines))
        .listing(List.of(table(subject, months, lines), parts(costs)));
  }

  private static Trend trend(List<YearMonth> months, List<Line> lines) {
    boolean isNothing = lines.stream().noneMatch(Line::isTold);
    return new Trend(
        "Cost by month",
        Trend.Kind.BAR,
        "USD",
        isNothing ? List.of() : months.stream().map(YearMonth::toString).toList(),
        isNothing
            ? List.of()
            : List.of(
                new Series("Models", points(lines, "ledger_usd")),
                new Series("Beside the models", points(lines, "pools_usd"))));
  }

  private static List<Optional<BigDecimal>> points(List<Line> lines, String field) {
    return lines.stream().map(each -> each.number(field)).toList();
  }

  private static Table table(Subject subject, List<YearMonth> months, List<Line> lines) {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.isTold()) {
        String question = "%s?month=%s".formatted(subject.about(UNIT_COSTS), months.get(i));
        rows.addFirst(
            List.of(
                Cell.of(months.get(i).toString()),
                Cell.of(line.usd("ledger_usd")),
                Cell.of(line.usd("pools_usd")),
                Cell.of(line.usd("loaded_usd")).opening(Rows.path(question)),
                Cell.of(line.count("calls")),
                Cell.of(line.count("users")),
                Cell.of(line.count("outcomes")),
                Cell.of(line.usd("loaded_per_outcome_usd"))));
      }
    }
    return Table.of(
        "Month by month",
        List.of(
            Column.text("Month"),
            Column.number("Models", "USD"),
            Column.number("Beside", "USD"),
            Column.number("Loaded", "USD"),
            Column.number("Calls"),
            Column.number("Users"),
            Column.number("Outcomes"),
            Column.number("Per outcome", "USD")),
        rows,
        EmptyState.of(
            "No cost in these months",
            "Calls whose key has the tag use_case=%s, and pools it bears, are its cost."
                .formatted(subject.id())));
  }

  private static Table parts(Line costs) {
    List<List<Cell>> rows = new ArrayList<>();
    add(rows, "models: ", costs.at("purposes"));
    add(rows, "beside: ", costs.at("pools"));
    return Table.of(
        "What it was for, this month",
        List.of(Column.text("Part"), Column.number("Cost", "USD")),
        rows,
        EmptyState.of("Nothing was spent this month", costs.refused()));
  }

  private static void add(List<List<Cell>> rows, String prefix, Line parts) {
    parts
        .node()
        .properties()
        .forEach(part ->
            rows.add(
                List.of(
                    Cell.of(prefix + part.getKey().replace('_', ' ')),
                    Cell.of(parts.usd(part.getKey())))));
  }

  static Chapter perOutcome(Subject subject, Line costs) {
    Optional<Line> outcomes =
        costs.lines("distributions").stream()
            .filter(each -> each.text("unit").equals("outcome"))
            .findFirst();
    List<List<Cell>> rows = new ArrayList<>();
    Line ratio = costs.at("ratio");
    if (ratio.isTold()) {
      rows.add(figure("All cost ÷ outcomes, loaded", ratio.at("loaded")));
      rows.add(figure("All cost ÷ outcomes, models alone", ratio.at("unloaded")));
    }
    outcomes.ifPresent(each -> statistics(rows, each));
    return Chapter.of(
            "unit-cost",
            "Cost per outcome",
            String.join(". ", costs.texts("notes")).replaceFirst("(.)$", "$1."))
        .listing(List.of(costTable(subject, rows), yardsticks(costs), outliers(costs)));
  }

  private static void statistics(List<List<Cell>> rows, Line outcomes) {
    Line loaded = outcomes.at("loaded");
    Line shown = loaded.isTold() ? loaded : outcomes;
    String how = loaded.isTold() ? ", loaded" : ", models alone";
    rows.add(figure("Mean of an outcome" + how, shown.at("mean")));
    rows.add(figure("Median" + how, shown.at("median")));
    rows.add(figure("p95" + how, shown.at("p95")));
    rows.add(figure("Mean without the extremes" + how, shown.at("winsorised")));
  }

  private static List<Cell> figure(String name, Line figure) {
    return List.of(
        Cell.of(name),
        Cell.of(figure.usd("usd")),
        Cell.of(figure.usd("low_usd")),
        Cell.of(figure.usd("high_usd")),
        Cell.of(figure.find("unanswered").orElse(figure.words("method"))));
  }

  private static Table costTable(Subject subject, List<List<Cell>> rows) {
    return Table.of(
        "With 95 % intervals",
        List.of(
            Column.text("Figure"),
            Column.number("Value", "USD"),
            Column.number("Low", "USD"),
            Column.number("High", "USD"),
            Column.text("Interval by")),
        rows,
        EmptyState.of(
                "No cost per outcome this month",
                "It needs outcomes, told with what they belong to: a call, session, user or ticket.")
            .typed("weir outcomes send %s.jsonl".formatted(subject.id())));
  }

  private static Table yardsticks(Line costs) {
    return Table.of(
        "Against what an outcome costs otherwise",
        List.of(
            Column.text("Otherwise"),
            Column.number("From", "USD"),
            Column.number("To", "USD"),
            Column.text("With AI it is"),
            Column.number("Saved, from", "USD"),
            Column.number("Saved, to", "USD")),
        costs.at("three_numbers").lines("against").stream()
            .map(each ->
                List.of(
                    Cell.of(each.text("name")),
                    Cell.of(each.usd("low_usd")),
                    Cell.of(each.usd("high_usd")),
                    Cell.of(each.text("standing"), tone(each.text("standing"))),
                    Cell.of(each.usd("saved_low_usd")),
                    Cell.of(each.usd("saved_high_usd"))))
            .toList(),
        EmptyState.of(
            "Nothing to compare with",
            "A baseline that has not expired, or a rate card, says what an outcome costs"
                + " otherwise."));
  }

  /// Of all kinds of units that name some.
  private static Table outliers(Line costs) {
    return Table.of(
        "Who distorts it",
        List.of(
            Column.text("Unit"),
            Column.text("Kind"),
            Column.number("Cost", "USD"),
            Column.number("Of all", "%"),
            Column.text("Why"),
            Column.number("Calls")),
        costs.lines("distributions").stream()
            .flatMap(kind ->
                kind.lines("outliers").stream()
                    .map(each ->
                        List.of(
                            Cell.of(each.text("unit")),
                            Cell.of(kind.text("unit")),
                            Cell.of(each.usd("usd")),
                            Cell.of(each.share("share")),
                            Cell.of(each.words("reason")),
                            Cell.of(each.count("calls")))))
            .toList(),
        EmptyState.of("Nobody distorts it", "No user or session costs far more than the others."));
  }
}
