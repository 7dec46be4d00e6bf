package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Page;
import dev.weir.view.console.Period;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Section;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
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
    return Place.in(Section.OVERVIEW, PATH, "Spend today", "/api/v1/report");
  }

  @Override
  public Shown open(Visit visit) {
    Period period = visit.period();
    YearMonth month = period.month();
    Told told = new Told(visit.ask());
    JsonNode days = visit.ask().get(CostOfDays.question(period, "day")).tree();
    JsonNode providers = told.about("Reconciliation", CostOfDays.question(period, "provider"));
    JsonNode budgets = told.about("Budgets", "/api/v1/budgets");
    JsonNode status = told.about("State", "/api/v1/status");
    JsonNode unitCosts = told.about("Unit costs", "/api/v1/unit-costs?month=" + month);
    JsonNode worth = told.about("Opportunities", "/api/v1/opportunities?month=" + month);
    UnitCostSteps steps = UnitCostSteps.of(told, unitCosts, period);
    List<String> attention = new ArrayList<>(told.refusals());
    attention.addAll(attention(status));
    return Shown.page(
        "Spend today",
        "home/finops.jte",
        new FinopsHomePage(
            period.title(),
            figures(days.required("total"), unitCosts, period),
            attention,
            CostOfDays.trend(days),
            CostOfDays.noCall(),
            CostOfDays.providers(providers, period),
            BudgetHeat.table(budgets),
            steps.trend(),
            steps.summary(),
            UnitCostSteps.none(),
            OpportunityList.table(worth, month)));
  }

  private static List<Figure> figures(JsonNode total, JsonNode unitCosts, Period period) {
    Figure cost =
        Figure.of("Model cost", Amount.usd(Told.number(total, "cost_usd")))
            .is(CostOfDays.status(total))
            .from(Rows.of("Cost by use case", CostOfDays.question(period, "use_case")));
    Figure loaded =
        Figure.of("Costs beside the models", Amount.usd(Told.number(unitCosts, "pools_usd")))
            .noted("a month's, shared out to use cases", Tone.PLAIN)
            .from(
                Rows.of("How they were shared out", "/api/v1/allocations?month=" + period.month()));
    return List.of(cost, loaded, unattributed(total, period), estimated(total, period));
  }

  private static Figure unattributed(JsonNode total, Period period) {
    Optional<BigDecimal> share = Told.number(total, "unattributed_share");
    boolean isNothing = share.filter(it -> it.signum() == 0).isPresent();
    return Figure.of("Without a use case", Amount.share(share))
        .noted(
            isNothing ? "every dollar has a use case" : "of the cost; its keys lack the tag",
            isNothing ? Tone.GOOD : share.isPresent() ? Tone.WARN : Tone.PLAIN)
        .from(Rows.of("Cost by key", CostOfDays.question(period, "use_case,key")));
  }

  private static Figure estimated(JsonNode total, Period period) {
    long unpriced = total.path("partly_unpriced").asLong();
    return Figure.of("Estimated, not reported", Amount.share(Told.number(total, "estimated_share")))
        .noted(
            unpriced == 0
                ? "every attempt has its prices"
                : unpriced + " attempts lack a price: the cost is too low",
            unpriced == 0 ? Tone.GOOD : Tone.BAD)
        .from(Rows.of("Cost by provenance", CostOfDays.question(period, "provenance")));
  }

  private static List<String> attention(JsonNode status) {
    List<String> lines = new ArrayList<>();
    status.path("late_bills").forEach(line -> lines.add(line.asText()));
    int gaps = status.path("price_gaps").size();
    if (gaps > 0) {
      lines.add("%d models in use have no price".formatted(gaps));
    }
    int disputes = status.path("disputes").asInt();
    if (disputes > 0) {
      lines.add("%d prices about which sources differ wait for a decision".formatted(disputes));
    }
    int torn = status.path("torn").asInt();
    if (torn > 0) {
      lines.add("%d attempts were torn and stand at their bound".formatted(torn));
    }
    return lines;
  }
}
