package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.BudgetHeat;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Card;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Sheet;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first page of whoever answers for the spend.
public final class FinopsHome implements Page {
  public static final String PATH = "/finops";

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, PATH, "Spend today", "/api/v1/chargeback");
  }

  @Override
  public Shown open(Visit visit) {
    Period period = visit.period();
    YearMonth month = period.month();
    Answers told = new Answers(visit.ask());
    JsonNode days = visit.ask().get(period.report("day")).tree();
    JsonNode providers = told.about("Reconciliation", period.report("provider"));
    JsonNode budgets = told.about("Budgets", "/api/v1/budgets");
    JsonNode status = told.about("State", "/api/v1/status");
    JsonNode unitCosts = told.about("Unit costs", "/api/v1/unit-costs?month=" + month);
    JsonNode worth = told.about("Opportunities", "/api/v1/opportunities?month=" + month);
    JsonNode margins = told.about("Savings", "/api/v1/margins?month=" + month);
    JsonNode bearers = told.about("Attribution", "/api/v1/chargeback?month=" + month);
    UnitCostSteps steps = UnitCostSteps.of(visit.ask(), unitCosts, period);
    List<Cell> attention = new ArrayList<>(told.refusals());
    attention.addAll(attention(visit, status));
    Card bridge = Card.of("Why an outcome costs what it does", steps.trend(), UnitCostSteps.none());
    return Shown.page(
        "Spend today",
        "console/sheet.jte",
        Sheet.of(
                "Spend in " + period.title(),
                "What was spent, how sure that is, and which budgets burn.")
            .with(figures(days.required("total"), unitCosts, period))
            .minding(attention)
            .showing(
                List.of(
                    List.of(Card.of("Cost by day", CostOfDays.trend(days), CostOfDays.noCall())),
                    List.of(
                        Card.of("Budgets", BudgetHeat.of(budgets))
                            .led(
                                "What their windows come to at the pace so far: calm below 70 %, hot"
                                    + " from 110 % of the limit.")),
                    List.of(Card.of("Reconciliation", CostOfDays.providers(providers, period))),
                    List.of(
                        Card.of("Opportunities", OpportunityList.table(visit, worth, margins))
                            .led(
                                "What use cases could be worth; what was to be saved in the month,"
                                    + " and what counts of the value that outcomes told.")),
                    List.of(
                        steps.summary().map(bridge::led).orElse(bridge),
                        Card.of("Who bears it", Bearers.table(bearers, month))
                            .led(
                                "A whole month, as it is charged to cost centres; the dearest.")))));
  }

  private static List<Figure> figures(JsonNode total, JsonNode unitCosts, Period period) {
    Figure loaded =
        Figure.of("Costs beside the models", Amount.usd(Answers.number(unitCosts, "pools_usd")))
            .noted("a whole month's, shared out to use cases", Tone.PLAIN)
            .from(
                Rows.of("How they were shared out", "/api/v1/allocations?month=" + period.month()));
    return List.of(
        CostOfDays.figure(total, period),
        loaded,
        unattributed(total, period),
        estimated(total, period));
  }

  private static Figure unattributed(JsonNode total, Period period) {
    Optional<BigDecimal> share = Answers.number(total, "unattributed_share");
    Figure figure = Figure.of("Without a use case", Amount.share(share));
    Figure noted =
        share.isEmpty()
            ? figure.noted("nothing cost anything", Tone.PLAIN)
            : share.get().signum() == 0
                ? figure.noted("every dollar has a use case", Tone.GOOD)
                : figure.noted("of the cost; its keys lack the tag", Tone.WARN);
    return noted.from(new Link("Cost by key", Rows.spend(period, "key", "use_case=(none)")));
  }

  private static Figure estimated(JsonNode total, Period period) {
    long unpriced = total.path("partly_unpriced").asLong();
    return Figure.of(
            "Estimated, not reported", Amount.share(Answers.number(total, "estimated_share")))
        .noted(
            unpriced == 0
                ? "no attempt lacks a price"
                : unpriced + " attempts lack a price: the cost is too low",
            unpriced == 0 ? Tone.PLAIN : Tone.BAD)
        .from(new Link("Cost by provenance", Rows.spend(period, "provenance")));
  }

  private static List<Cell> attention(Visit visit, JsonNode status) {
    List<Cell> lines = new ArrayList<>();
    status
        .path("late_bills")
        .forEach(line -> lines.add(Cell.of(line.asText()).opening(visit.to("/reconciliation"))));
    int gaps = status.path("price_gaps").size();
    if (gaps > 0) {
      lines.add(
          Cell.of(
                  gaps == 1
                      ? "1 model that something names has no price"
                      : "%d models that something names have no price".formatted(gaps))
              .opening(visit.to("/prices") + "#unpriced"));
    }
    int disputes = status.path("disputes").asInt();
    if (disputes > 0) {
      lines.add(
          Cell.of("%d prices about which sources differ wait for a decision".formatted(disputes))
              .opening(visit.to("/prices") + "#disputes"));
    }
    int torn = status.path("torn").asInt();
    if (torn > 0) {
      lines.add(
          Cell.of("%d attempts were torn and stand at their bound".formatted(torn))
              .opening(visit.to("/platform") + "#torn"));
    }
    return lines;
  }
}
