package dev.weir.view.api;

import dev.weir.flow.books.Version;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.opportunity.Assumptions;
import dev.weir.value.opportunity.Bridge;
import dev.weir.value.opportunity.Information;
import dev.weir.value.opportunity.Input;
import dev.weir.value.opportunity.MissedUpside;
import dev.weir.value.opportunity.Opportunity;
import dev.weir.value.opportunity.Plan;
import dev.weir.value.opportunity.Risk;
import dev.weir.value.opportunity.Spread;
import dev.weir.value.opportunity.Term;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is answered of opportunities. Dollars of draws are to the cent.
final class OpportunityPages {
  private static final int CENTS = 2;
  private static final int DECIMALS = 6;

  private OpportunityPages() {}

  /// @param month whose cost and adoption are taken
  /// @param opportunities the first one first
  record OpportunityList(YearMonth month, int seed, List<OpportunityLine> opportunities) {}

  /// @param valueUsd today, by risk and evidence; what the list is ranked by
  /// @param valueUncutUsd the same, nothing taken off for evidence
  /// @param measureNext the term that is worth most to know
  /// @param knowingUsd what that is worth
  /// @param assumed terms that nobody measured or stated
  /// @param stated what somebody says of it; absent = nobody did
  /// @param unanswered why there is no figure
  /// @param sources of figures
  record OpportunityLine(
      String useCase,
      Stage stage,
      Evidence evidence,
      Optional<BigDecimal> simpleUsdPerMonth,
      Optional<BigDecimal> fullUsdPerMonth,
      Optional<BigDecimal> p10UsdPerMonth,
      Optional<BigDecimal> p90UsdPerMonth,
      Optional<BigDecimal> aboveZero,
      Optional<BigDecimal> valueUsd,
      Optional<BigDecimal> valueUncutUsd,
      Optional<Term> measureNext,
      Optional<BigDecimal> knowingUsd,
      List<Term> assumed,
      Optional<String> claimsBlocked,
      Optional<OpportunityStated> stated,
      Optional<String> unanswered,
      Map<String, ReviewedSource> sources) {

    static OpportunityLine of(
        OpportunitySources sources,
        Opportunity of,
        Optional<String> claimsBlocked,
        Optional<OpportunityStated> stated) {
      Optional<Information> next = of.measureNext().stream().findFirst().filter(it -> it.usd() > 0);
      return new OpportunityLine(
          sources.useCase(),
          of.plan().stage(),
          of.plan().evidence(),
          Optional.of(of.bridge().simple()),
          Optional.of(of.bridge().full()),
          Optional.of(cents(of.monthly().p10())),
          Optional.of(cents(of.monthly().p90())),
          Optional.of(share(of.monthly().aboveZero())),
          Optional.of(cents(of.expected())),
          Optional.of(cents(of.expectedUncut())),
          next.map(Information::term),
          next.map(it -> cents(it.usd())),
          termsAssumed(of),
          claimsBlocked,
          stated,
          Optional.empty(),
          sources.line(of.evidence()));
    }

    static OpportunityLine unanswered(
        String useCase, Plan plan, Optional<OpportunityStated> stated, String why) {
      return new OpportunityLine(
          useCase,
          plan.stage(),
          plan.evidence(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          stated,
          Optional.of(why),
          Map.of());
    }
  }

  /// What somebody says an opportunity takes and what may keep it from coming true; in no figure.
  ///
  /// @param effortDays person-days
  /// @param by who stated it, and whatever else is assumed of the use case
  record OpportunityStated(
      Optional<BigDecimal> effortDays,
      Optional<OpportunityRisk> risk,
      String by,
      Instant at,
      String why) {
    static OpportunityStated of(Assumptions stated, Version version) {
      return new OpportunityStated(
          stated.effortDays(),
          stated.risk().map(risk -> new OpportunityRisk(risk.level(), risk.why())),
          version.who(),
          version.at(),
          version.why());
    }
  }

  /// @param why what may go wrong
  record OpportunityRisk(Risk.Level level, String why) {}

  private static List<Term> termsAssumed(Opportunity of) {
    return of.inputs().byTerm().values().stream()
        .filter(input -> input.origin() == Input.Origin.ASSUMED)
        .map(Input::term)
        .toList();
  }

  /// @param inputs with where each comes from
  /// @param bridge from the simple model to the full one, exactly
  /// @param monthly the full model over the draws, nothing taken off for evidence
  /// @param counted the same, of the benefit only what its evidence lets count
  /// @param value today, by risk and evidence
  /// @param measureNext what each term is worth to know, the most first
  /// @param flows if every gate is passed and all comes as most likely
  record OpportunityPage(
      OpportunityLine summary,
      YearMonth month,
      int seed,
      List<InputPage> inputs,
      List<BridgeLine> bridge,
      SpreadPage monthly,
      SpreadPage counted,
      SpreadPage value,
      PlanPage plan,
      List<InformationPage> measureNext,
      FlowsPage flows) {}

  /// @param rows paths that open to what it was made of; none of what is stated or assumed
  record InputPage(
      Term term,
      BigDecimal low,
      BigDecimal base,
      BigDecimal high,
      Input.Origin origin,
      String source,
      List<String> rows) {
    static InputPage of(Input input, OpportunitySources sources) {
      return new InputPage(
          input.term(),
          input.low(),
          input.base(),
          input.high(),
          input.origin(),
          input.source(),
          sources.rows(input));
    }
  }

  record BridgeLine(String step, BigDecimal usdPerMonth) {}

  static List<BridgeLine> lines(Bridge bridge) {
    List<BridgeLine> lines = new ArrayList<>();
    lines.add(new BridgeLine("simple", bridge.simple()));
    bridge
        .steps()
        .forEach(step -> lines.add(new BridgeLine(Json.tree(step.cause()).asText(), step.usd())));
    lines.add(new BridgeLine("full", bridge.full()));
    return lines;
  }

  /// @param aboveZero share of the draws
  record SpreadPage(
      BigDecimal meanUsd,
      BigDecimal p10Usd,
      BigDecimal p50Usd,
      BigDecimal p90Usd,
      BigDecimal aboveZero) {
    static SpreadPage of(Spread spread) {
      return new SpreadPage(
          cents(spread.mean()),
          cents(spread.p10()),
          cents(spread.p50()),
          cents(spread.p90()),
          share(spread.aboveZero()));
    }
  }

  /// @param chance to reach production, by assumed chances of the gates on the way
  /// @param evidenceShare of the benefit that counts
  /// @param why it does
  record PlanPage(
      Stage stage,
      BigDecimal chance,
      int monthsToProduction,
      int months,
      BigDecimal annualRate,
      BigDecimal investmentUsd,
      Evidence evidence,
      BigDecimal evidenceShare,
      String why) {}

  record InformationPage(Term term, BigDecimal usd) {}

  /// @param paybackMonths nothing = never
  /// @param internalRateOfReturn of a year; nothing = none, or perhaps several
  /// @param internalRateWarning why there is none
  /// @param modifiedRateOfReturn of a year; nothing = none
  record FlowsPage(
      BigDecimal netPresentValueUsd,
      Optional<BigDecimal> paybackMonths,
      Optional<BigDecimal> discountedPaybackMonths,
      Optional<BigDecimal> internalRateOfReturn,
      Optional<String> internalRateWarning,
      Optional<BigDecimal> modifiedRateOfReturn) {}

  /// @param hurdle dollars that one more dollar has to bring
  /// @param missedUsd of all that are missed, at the middle
  record MissedList(
      YearMonth month, BigDecimal hurdle, BigDecimal missedUsd, List<MissedLine> throttled) {}

  /// @param refused calls
  /// @param refusedLeast of them, each user's of an hour once
  /// @param valuePerUsd what a dollar of one more call brings, at P50
  /// @param sources of figures
  record MissedLine(
      String useCase,
      MissedUpside.Verdict verdict,
      long served,
      long refused,
      long refusedLeast,
      Optional<BigDecimal> valuePerUsdLow,
      Optional<BigDecimal> valuePerUsd,
      Optional<BigDecimal> valuePerUsdHigh,
      Optional<BigDecimal> missedUsdLow,
      Optional<BigDecimal> missedUsd,
      Optional<BigDecimal> missedUsdHigh,
      Map<String, ReviewedSource> sources) {
    static MissedLine of(MissedUpside of, Map<String, ReviewedSource> sources) {
      return new MissedLine(
          of.throttled().useCase(),
          of.verdict(),
          of.throttled().served(),
          of.throttled().refused(),
          of.throttled().refusedLeast(),
          of.valuePerUsd().map(range -> share(range.low())),
          of.valuePerUsd().map(range -> share(range.middle())),
          of.valuePerUsd().map(range -> share(range.high())),
          of.usd().map(range -> cents(range.low())),
          of.usd().map(range -> cents(range.middle())),
          of.usd().map(range -> cents(range.high())),
          sources);
    }
  }

  static BigDecimal cents(double usd) {
    return BigDecimal.valueOf(usd).setScale(CENTS, RoundingMode.HALF_EVEN);
  }

  static BigDecimal share(double share) {
    return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
