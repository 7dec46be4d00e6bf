package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.LastReview;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each use case costs and brings, the dearest first, and what the last review said of it.
///
/// @param margins of the month
/// @param useCases of the portfolio
record PortfolioReturns(JsonNode margins, JsonNode useCases, LastReview review, YearMonth month) {

  Table table() {
    Map<String, JsonNode> known = Answers.by("id", useCases);
    List<List<Cell>> rows =
        margins
            .path("use_cases")
            .valueStream()
            .sorted(Comparator.comparing(PortfolioReturns::cost).reversed())
            .map(line -> line(line, known))
            .toList();
    return Table.of(
        "Use cases, the dearest first",
        List.of(
            Column.text("Use case"),
            Column.text("Stage"),
            Column.number("Cost", "USD"),
            Column.number("Outcomes"),
            Column.number("Cost of each", "USD"),
            Column.number("Before AI", "USD"),
            Column.number("Margin of each", "USD"),
            Column.text(
                review
                    .month()
                    .map(it -> "Verdict of %s's review".formatted(it))
                    .orElse("Verdict"))),
        rows,
        EmptyState.of(
                "No use case cost anything",
                "Calls that carry a use case are here with what they cost and what came of them.")
            .opening(new Link("Open the portfolio", "/portfolio")));
  }

  private static BigDecimal cost(JsonNode line) {
    return new BigDecimal(line.required("loaded_usd").asText());
  }

  private List<Cell> line(JsonNode line, Map<String, JsonNode> known) {
    String id = line.required("use_case").asText();
    Optional<JsonNode> useCase = Optional.ofNullable(known.get(id));
    String encoded = Entered.encoded(id);
    String unit = Rows.path("/api/v1/unit-costs/%s?month=%s".formatted(encoded, month));
    Optional<BigDecimal> margin = Answers.number(line, "margin_per_outcome_usd");
    return List.of(
        useCase
            .map(it ->
                Cell.of(it.required("name").asText())
                    .opening("/use-cases/%s?period=%s".formatted(encoded, month)))
            .orElse(Cell.of(id)),
        useCase.map(it -> Cell.of(Answers.words(it.required("stage")))).orElse(Cell.of("–")),
        Cell.of(Amount.usd(cost(line))).opening(unit),
        Cell.of(Amount.count(Answers.number(line, "outcomes"))),
        Cell.of(Amount.usd(Answers.number(line, "cost_per_outcome_usd"))),
        Cell.of(Amount.usd(Answers.number(line, "baseline_usd"))),
        Cell.of(Amount.usd(margin))
            .marked(margin.filter(it -> it.signum() < 0).isPresent() ? Tone.BAD : Tone.PLAIN),
        verdict(id));
  }

  private Cell verdict(String useCase) {
    return review.verdict(useCase).map(Verdict::cell).orElse(Cell.of("not reviewed", Tone.QUIET));
  }
}
