package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Section;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All use cases: where each is, what it costs, what comes of it, what the review says.
public final class Portfolio implements Page {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Use case"),
          Column.text("Stage"),
          Column.number("Monthly cost", "USD"),
          Column.number("Outcomes"),
          Column.number("Cost per outcome", "USD"),
          Column.number("Without AI", "USD"),
          Column.text("Review"),
          Column.text("Lacks"));

  @Override
  public Place place() {
    return Place.in(Section.VALUE, "/portfolio", "Portfolio", "/api/v1/use-cases");
  }

  @Override
  public Shown open(Visit visit) {
    String month = visit.period().month().toString();
    JsonNode useCases = visit.ask().get("/api/v1/use-cases").tree().required("use_cases");
    JsonNode costs = visit.ask().get("/api/v1/unit-costs?month=" + month).tree();
    JsonNode pack = visit.ask().get("/api/v1/reviews/%s/draft".formatted(month)).tree();
    Map<String, JsonNode> cost = by(costs.required("use_cases"));
    Map<String, JsonNode> outcome = by(pack.required("outcomes"));
    Map<String, JsonNode> advice = by(pack.required("recommendations"));
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode each : useCases) {
      String id = each.required("id").asText();
      rows.add(line(visit, each, new Found(cost, outcome, advice, id)));
    }
    Table table =
        Table.of(
            "Use cases in " + visit.period().month(),
            COLUMNS,
            rows,
            EmptyState.of(
                    "No use case yet",
                    "A use case says what calls are for, who owns them and what they are to be"
                        + " worth; its keys then carry its name into every figure.")
                .typed("weir use-cases put triage --file triage.json"));
    return Shown.page(
        "Portfolio",
        "usecase/portfolio.jte",
        new PortfolioPage(summary(rows.size(), visit), figures(costs, useCases, visit), table));
  }

  private static String summary(int size, Visit visit) {
    return "%s in %s: where each is, what an outcome costs, and what the review would say today."
        .formatted(
            size == 1 ? "1 use case" : size + " use cases",
            Moment.of(visit.period().month()).text());
  }

  private static List<Figure> figures(JsonNode costs, JsonNode useCases, Visit visit) {
    String month = visit.period().month().toString();
    String report = "/api/v1/report?" + visit.period().wholeMonth().range();
    JsonNode total = visit.ask().get(report).tree().required("total");
    long lacking =
        useCases.valueStream().filter(each -> !each.required("missing").isEmpty()).count();
    return List.of(
        Figure.of("Model cost", Amount.usd(usd(total, "cost_usd")))
            .is(
                DataStatus.of(
                    usd(total, "cost_usd").orElse(BigDecimal.ZERO),
                    usd(total, "reconciled_usd").orElse(BigDecimal.ZERO),
                    usd(total, "invoiced_usd").orElse(BigDecimal.ZERO)))
            .from(Rows.of("Cost by use case", report + "&by=use_case")),
        Figure.of("Costs beside the models", Amount.usd(usd(costs, "pools_usd")))
            .from(Rows.of("How they were shared out", "/api/v1/allocations?month=" + month))
            .noted("people, licences, platforms", Tone.PLAIN),
        Figure.of("Use cases", Amount.count(useCases.size()))
            .from(Rows.of("All use cases", "/api/v1/use-cases"))
            .noted(
                lacking == 0 ? "all are measured" : lacking + " cannot be measured yet",
                lacking == 0 ? Tone.GOOD : Tone.WARN));
  }

  /// What is known of one.
  private record Found(
      Map<String, JsonNode> costs,
      Map<String, JsonNode> outcomes,
      Map<String, JsonNode> advice,
      String id) {
    Optional<JsonNode> cost() {
      return Optional.ofNullable(costs.get(id));
    }

    Optional<JsonNode> outcome() {
      return Optional.ofNullable(outcomes.get(id));
    }

    Optional<JsonNode> verdict() {
      return Optional.ofNullable(advice.get(id));
    }
  }

  private static List<Cell> line(Visit visit, JsonNode useCase, Found found) {
    String month = "?month=" + visit.period().month();
    String id = Entered.encoded(found.id);
    String unit = Rows.path("/api/v1/unit-costs/" + id + month);
    List<String> missing = useCase.required("missing").valueStream().map(JsonNode::asText).toList();
    return List.of(
        Cell.of(useCase.required("name").asText()).opening(Rows.path("/api/v1/use-cases/" + id)),
        Cell.of(useCase.required("stage").asText().replace('_', ' ')),
        Cell.of(Amount.usd(found.cost().flatMap(it -> usd(it, "loaded_usd")))).opening(unit),
        Cell.of(Amount.count(found.cost().flatMap(it -> usd(it, "outcomes")))).opening(unit),
        Cell.of(Amount.usd(found.cost().flatMap(it -> usd(it, "loaded_per_outcome_usd"))))
            .opening(unit),
        Cell.of(Amount.usd(found.outcome().flatMap(it -> usd(it, "baseline_usd")))),
        found
            .verdict()
            .map(it -> Verdict.cell(it.required("recommendation").asText()))
            .orElse(Cell.of("–")),
        missing.isEmpty()
            ? Cell.of("nothing", Tone.GOOD)
            : Cell.of(String.join(", ", missing).replace('_', ' '), Tone.WARN));
  }

  private static Optional<BigDecimal> usd(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field)).map(it -> new BigDecimal(it.asText()));
  }

  private static Map<String, JsonNode> by(JsonNode lines) {
    Map<String, JsonNode> all = new TreeMap<>();
    lines.forEach(line -> all.put(line.required("use_case").asText(), line));
    return all;
  }
}
