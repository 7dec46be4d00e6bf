package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.CashFlows;
import dev.weir.base.money.InternalRate;
import dev.weir.base.stats.Unanswered;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.opportunity.AssumptionsText;
import dev.weir.value.opportunity.MissedUpside;
import dev.weir.value.opportunity.Opportunity;
import dev.weir.value.opportunity.Plan;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.api.OpportunityPages.FlowsPage;
import dev.weir.view.api.OpportunityPages.InformationPage;
import dev.weir.view.api.OpportunityPages.InputPage;
import dev.weir.view.api.OpportunityPages.MissedLine;
import dev.weir.view.api.OpportunityPages.MissedList;
import dev.weir.view.api.OpportunityPages.OpportunityLine;
import dev.weir.view.api.OpportunityPages.OpportunityList;
import dev.weir.view.api.OpportunityPages.OpportunityPage;
import dev.weir.view.api.OpportunityPages.OpportunityStated;
import dev.weir.view.api.OpportunityPages.PlanPage;
import dev.weir.view.api.OpportunityPages.SpreadPage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What use cases could be worth, in which order, and what to measure next.
final class OpportunityRoutes {
  private static final String PATH = "/api/v1/opportunities";
  private static final int MONTHS = 12;
  private static final int DECIMALS = 6;

  private static final Parameter MONTH =
      Parameter.text(
          "month", "Of UTC, as 2026-10, whose cost and adoption are taken; the last whole one.");
  private static final Parameter SEED = Parameter.number("seed", "Of the draws; 1 if not said.");

  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;
  private final DrawnOpportunities drawn = new DrawnOpportunities();

  OpportunityRoutes(RunningGateway gateway, Changes changes, PooledMonths months) {
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
  }

  /// What is assumed: docs/opportunities.md.
  record AssumptionsBody() {}

  record AssumptionsPage(
      String useCase, int version, ObjectNode assumptions, Instant at, String who) {
    static AssumptionsPage of(Version version) {
      return new AssumptionsPage(
          version.id(), version.version(), version.body(), version.at(), version.who());
    }
  }

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("listOpportunities", PATH, "What use cases could be worth, ranked.")
            .asks(
                Parameter.text("by", "value (if not said) or information: what is ranked by."),
                MONTH,
                SEED)
            .answers(OpportunityList.class)
            .does(ledger.does(this::list)),
        Endpoint.get(
                "getOpportunity",
                PATH + "/{id}",
                "One opportunity: inputs, bridge, distribution, what to measure next.")
            .asks(MONTH, SEED)
            .answers(OpportunityPage.class)
            .does(ledger.does(this::show)),
        Endpoint.get(
                "getAssumptions",
                PATH + "/{id}/assumptions",
                "What is stated of an opportunity, as it was put.")
            .answers(AssumptionsPage.class)
            .does(inquiry ->
                changes
                    .current(Kind.OPPORTUNITY, inquiry.id())
                    .<Answer>map(version -> Answer.of(AssumptionsPage.of(version)))
                    .orElseGet(() -> Answer.missing("opportunity", inquiry.id()))),
        Endpoint.change(
                "PUT", "putOpportunity", PATH + "/{id}", "States what is assumed of a use case.")
            .ofUseCase()
            .versioned()
            .takes(AssumptionsBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE", "deleteOpportunity", PATH + "/{id}", "Takes what is assumed back.")
            .ofUseCase()
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.OPPORTUNITY, inquiry.id(), List.of(), inquiry)),
        Endpoint.get(
                "listMissedUpside",
                "/api/v1/missed-upside",
                "What limits kept use cases from being worth in a month.")
            .asks(
                MONTH,
                SEED,
                Parameter.text(
                    "hurdle", "Dollars that one more dollar has to bring; 1 if not said."))
            .answers(MissedList.class)
            .does(ledger.does(this::missed)));
  }

  private Answer put(Inquiry inquiry) {
    var _ = AssumptionsText.read(inquiry.id(), inquiry.body());
    return changes.put(Kind.OPPORTUNITY, inquiry.id(), inquiry.body(), inquiry);
  }

  private KnownInputs known(Inquiry inquiry) {
    return new KnownInputs(gateway, changes, months, inquiry.now(), Ranges.monthOrLast(inquiry));
  }

  private static int seed(Inquiry inquiry) {
    return inquiry.number("seed", 1);
  }

  private Answer list(Inquiry inquiry) {
    KnownInputs known = known(inquiry);
    Comparator<OpportunityLine> order = order(inquiry);
    return Answer.of(
        new OpportunityList(
            Ranges.monthOrLast(inquiry),
            seed(inquiry),
            known.useCases().stream()
                .map(useCase -> line(useCase, known, inquiry))
                .sorted(order)
                .toList()));
  }

  /// What has no figure is last.
  private static Comparator<OpportunityLine> order(Inquiry inquiry) {
    Function<OpportunityLine, Optional<BigDecimal>> by =
        switch (inquiry.asked("by").orElse("value")) {
          case "value" -> OpportunityLine::valueUsd;
          case "information" ->
              line -> line.valueUsd().map(_ -> line.knowingUsd().orElse(BigDecimal.ZERO));
          case String other ->
              throw new IllegalArgumentException(
                  "parameter 'by' is value or information, was '%s'".formatted(other));
        };
    return Comparator.<OpportunityLine, Boolean>comparing(line -> by.apply(line).isEmpty())
        .thenComparing(line -> by.apply(line).orElse(BigDecimal.ZERO), Comparator.reverseOrder())
        .thenComparing(OpportunityLine::useCase);
  }

  private OpportunityLine line(String useCase, KnownInputs known, Inquiry inquiry) {
    Plan plan = known.plan(useCase);
    try {
      return summary(useCase, opportunity(useCase, known, inquiry), known, inquiry);
    } catch (Unanswered why) {
      return OpportunityLine.unanswered(
          useCase, plan, stated(useCase, known), String.valueOf(why.getMessage()));
    }
  }

  private static OpportunityLine summary(
      String useCase, Opportunity of, KnownInputs known, Inquiry inquiry) {
    return OpportunityLine.of(
        new OpportunitySources(useCase, Ranges.monthOrLast(inquiry)),
        of,
        blocked(useCase, known, inquiry),
        stated(useCase, known));
  }

  private static Optional<OpportunityStated> stated(String useCase, KnownInputs known) {
    return known
        .statement(useCase)
        .map(version -> OpportunityStated.of(known.stated(useCase), version));
  }

  private Opportunity opportunity(String useCase, KnownInputs known, Inquiry inquiry) {
    return drawn.of(known.from(useCase, seed(inquiry)));
  }

  private static Optional<String> blocked(String useCase, KnownInputs known, Inquiry inquiry) {
    Optional<Baseline> baseline = known.baseline(useCase);
    return baseline.isEmpty()
        ? Optional.of("'%s' has no baseline: no value may be claimed".formatted(useCase))
        : baseline.get().blocksClaims(inquiry.now());
  }

  private Answer show(Inquiry inquiry) {
    KnownInputs known = known(inquiry);
    String useCase = inquiry.id();
    if (!known.has(useCase)) {
      return Answer.missing("opportunity", useCase);
    }
    try {
      return Answer.of(page(useCase, known, inquiry));
    } catch (Unanswered why) {
      return new Answer.Fault(409, "unanswered", String.valueOf(why.getMessage()));
    }
  }

  private OpportunityPage page(String useCase, KnownInputs known, Inquiry inquiry) {
    Opportunity of = opportunity(useCase, known, inquiry);
    OpportunitySources sources = new OpportunitySources(useCase, Ranges.monthOrLast(inquiry));
    return new OpportunityPage(
        summary(useCase, of, known, inquiry),
        Ranges.monthOrLast(inquiry),
        seed(inquiry),
        of.inputs().byTerm().values().stream().map(input -> InputPage.of(input, sources)).toList(),
        OpportunityPages.lines(of.bridge()),
        SpreadPage.of(of.monthly()),
        SpreadPage.of(of.counted()),
        SpreadPage.of(of.value()),
        plan(of),
        of.measureNext().stream()
            .map(each -> new InformationPage(each.term(), OpportunityPages.cents(each.usd())))
            .toList(),
        flows(of.plan().flows(of.inputs()), of.plan().annualRate()));
  }

  private static PlanPage plan(Opportunity of) {
    Plan plan = of.plan();
    return new PlanPage(
        plan.stage(),
        OpportunityPages.share(plan.wayOn().chance()),
        plan.wayOn().months(),
        plan.months(),
        plan.annualRate(),
        plan.investmentUsd(),
        plan.evidence(),
        of.evidenceShare(),
        of.evidence());
  }

  private static FlowsPage flows(CashFlows flows, BigDecimal annualRate) {
    BigDecimal rate = CashFlows.monthlyRate(annualRate);
    InternalRate internal = flows.internalRateOfReturn();
    return new FlowsPage(
        flows.netPresentValue(rate).setScale(2, RoundingMode.HALF_EVEN),
        flows.payback().map(OpportunityRoutes::rounded),
        flows.discountedPayback(rate).map(OpportunityRoutes::rounded),
        internal instanceof InternalRate.Only(BigDecimal month)
            ? Optional.of(annual(month))
            : Optional.empty(),
        warning(internal),
        flows.modifiedRateOfReturn(rate, rate).map(OpportunityRoutes::annual));
  }

  private static Optional<String> warning(InternalRate internal) {
    return switch (internal) {
      case InternalRate.Only _ -> Optional.empty();
      case InternalRate.Many(int changes) ->
          Optional.of(
              "the flows change their sign %d times, so there may be several internal rates: go by the modified one"
                  .formatted(changes));
      case InternalRate.None _ ->
          Optional.of("the flows have one sign, so no rate makes them nothing");
    };
  }

  private static BigDecimal annual(BigDecimal month) {
    return rounded(month.add(BigDecimal.ONE).pow(MONTHS).subtract(BigDecimal.ONE));
  }

  private static BigDecimal rounded(BigDecimal figure) {
    return figure.setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  private Answer missed(Inquiry inquiry) {
    BigDecimal hurdle = hurdle(inquiry);
    KnownInputs known = known(inquiry);
    List<MissedUpside> all = known.missed(hurdle.doubleValue(), seed(inquiry));
    return Answer.of(
        new MissedList(
            Ranges.monthOrLast(inquiry),
            hurdle,
            OpportunityPages.cents(all.stream().mapToDouble(KnownInputs::middle).sum()),
            all.stream().map(each -> missed(each, known, inquiry)).toList()));
  }

  private static MissedLine missed(MissedUpside of, KnownInputs known, Inquiry inquiry) {
    String useCase = of.throttled().useCase();
    OpportunitySources from = new OpportunitySources(useCase, Ranges.monthOrLast(inquiry));
    Map<String, ReviewedSource> sources = from.throttled();
    if (of.valuePerUsd().isPresent()) {
      sources.putAll(
          from.missed(known.counting(useCase).why(List.of(known.plan(useCase).evidence()))));
    }
    return MissedLine.of(of, sources);
  }

  private static BigDecimal hurdle(Inquiry inquiry) {
    String text = inquiry.asked("hurdle").orElse("1");
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "parameter 'hurdle' is a number as 1.5, was '%s'".formatted(text), wrong);
    }
  }
}
