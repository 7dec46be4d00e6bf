package dev.weir.view.usecase;

import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All use cases: where each is, what it costs, what comes of it, what the last review said.
public final class Portfolio implements Page {
  private static final String PATH = "/portfolio";
  private static final String ORDER = "order";

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Portfolio", UseCaseForm.USE_CASES);
  }

  @Override
  public Shown open(Visit visit) {
    Line useCases = new Line(visit.ask().get(UseCaseForm.USE_CASES).tree(), "");
    Line costs =
        new Line(visit.ask().get("/api/v1/unit-costs?month=" + visit.period().month()).tree(), "");
    List<Line> all = useCases.lines("use_cases");
    PortfolioLines lines = PortfolioLines.of(visit, costs);
    return Shown.page(
        "Portfolio",
        "usecase/portfolio.jte",
        new PortfolioPage(
            summary(all.size(), visit, lines),
            figures(costs, all, visit),
            ways(visit),
            orders(visit),
            lines.table(all, order(visit)),
            ranking(visit)));
  }

  private static String summary(int size, Visit visit, PortfolioLines lines) {
    return "%s in %s: where each is and what an outcome costs. %s."
        .formatted(
            size == 1 ? "1 use case" : size + " use cases",
            Moment.of(visit.period().month()).text(),
            lines
                .review()
                .month()
                .map(month -> "The last review is of " + Moment.of(month).text())
                .orElse("No review was held yet"));
  }

  private static List<Figure> figures(Line costs, List<Line> all, Visit visit) {
    String month = visit.period().month().toString();
    String report = visit.period().wholeMonth().report("");
    Line total = new Line(visit.ask().get(report).tree(), "").at("total");
    return List.of(
        Figure.of("Model cost", total.usd("cost_usd"))
            .is(Answers.status(total.node()))
            .from(
                new Link("Cost by use case", Rows.spend(visit.period().wholeMonth(), "use_case"))),
        Figure.of("Costs beside the models", costs.usd("pools_usd"))
            .from(Rows.of("How they were shared out", "/api/v1/allocations?month=" + month))
            .noted("people, licences, platforms", Tone.PLAIN),
        measured(all));
  }

  private static Figure measured(List<Line> all) {
    long lacking = all.stream().filter(each -> !each.texts("missing").isEmpty()).count();
    Figure figure =
        Figure.of("Use cases", Amount.count(all.size()))
            .from(Rows.of("All use cases", UseCaseForm.USE_CASES));
    if (all.isEmpty()) {
      return figure.noted("none is in the portfolio yet", Tone.PLAIN);
    }
    return lacking == 0
        ? figure.noted("all are measured", Tone.GOOD)
        : figure.noted(lacking + " cannot be measured yet", Tone.WARN);
  }

  private static List<Link> ways(Visit visit) {
    List<Link> ways = new ArrayList<>();
    if (visit.ask().may("PUT", UseCaseForm.USE_CASES + "/new")) {
      ways.add(new Link("New use case", visit.to(NewUseCase.PATH)));
    }
    ways.add(new Link("Its policy", visit.to("/portfolio/policy")));
    return ways;
  }

  private static Order order(Visit visit) {
    return Arrays.stream(Order.values())
        .filter(each -> each.code().equals(visit.query().text(ORDER)))
        .findFirst()
        .orElse(Order.NAME);
  }

  private static List<PortfolioPage.Choice> orders(Visit visit) {
    Order chosen = order(visit);
    return Arrays.stream(Order.values())
        .map(each ->
            new PortfolioPage.Choice(
                new Link(each.title(), visit.query().with(ORDER, each.code()).after(PATH)),
                each == chosen))
        .toList();
  }

  private static Table ranking(Visit visit) {
    Line portfolio = Line.of(visit.ask().get("/api/v1/portfolio"));
    return Table.of(
        "How well they suit",
        List.of(
            Column.text("Use case"),
            Column.number("Rank"),
            Column.number("Score", "of 5"),
            Column.number("Best rank"),
            Column.number("Worst rank"),
            Column.number("Next is better", "%"),
            Column.number("Budget a month", "USD"),
            Column.text("Frontier")),
        portfolio.lines("ranking").stream().map(each -> rank(visit, each)).toList(),
        EmptyState.of(
                "No use case has a score",
                "Five marks of 1 to 5 in a use case's 'score' put it into an order, which says how"
                    + " sure it is.")
            .opening(new Link("What the API says", Rows.path("/api/v1/portfolio"))));
  }

  private static List<Cell> rank(Visit visit, Line line) {
    return List.of(
        Cell.of(line.text("id"))
            .opening(visit.to("/use-cases/" + Entered.encoded(line.text("id")))),
        Cell.of(line.count("rank")),
        Cell.of(line.plain("score")),
        Cell.of(line.count("rank_low")),
        Cell.of(line.count("rank_high")),
        Cell.of(line.share("reversal")),
        Cell.of(line.usd("budget_usd_per_month")),
        line.is("frontier")
            ? Cell.of("on it", Tone.GOOD)
            : Cell.of("one suits better for no more"));
  }
}
