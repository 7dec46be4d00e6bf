package dev.weir.view.api;

import dev.weir.value.cost.Decomposition;
import dev.weir.value.diagnosis.Bridge;
import dev.weir.value.diagnosis.Cause;
import dev.weir.value.diagnosis.Diagnosis;
import dev.weir.value.diagnosis.Finding;
import dev.weir.value.diagnosis.MonthOfUse;
import dev.weir.value.diagnosis.PriceIndex;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a unit cost moved between two months.
final class BridgeRoutes {
  private final RunningGateway gateway;
  private final PooledMonths months;

  BridgeRoutes(RunningGateway gateway, PooledMonths months) {
    this.gateway = gateway;
    this.months = months;
  }

  /// @param unit what the cost is of: an outcome that succeeded; a call where one of the months has
  ///   none
  /// @param beforeUsd fully loaded, per unit
  /// @param effects add up to `after_usd` less `before_usd`, to the last digit
  /// @param monthChangeUsd the change at the later month's units, to the cent
  /// @param method LMDI, or Shapley where a factor is negative
  /// @param zeros where a model or meter is new or gone, and which factor has its change
  /// @param diagnosis the dearest first; sentences overlap, and do not add up
  /// @param evidence of all its figures
  /// @param rows paths of the API that together open to all that both months were made of
  record BridgePage(
      String useCase,
      YearMonth from,
      YearMonth to,
      Bridge.Unit unit,
      BigDecimal beforeUsd,
      BigDecimal afterUsd,
      BigDecimal changeUsd,
      BigDecimal unitsAfter,
      BigDecimal monthChangeUsd,
      Decomposition.Method method,
      AllocatedMonth.Method allocation,
      List<EffectPage> effects,
      List<ZeroPage> zeros,
      PriceIndexPage priceIndex,
      List<FindingPage> diagnosis,
      List<String> notes,
      String evidence,
      List<String> rows) {}

  record EffectPage(Cause factor, BigDecimal perUnitUsd, BigDecimal monthUsd) {}

  record ZeroPage(String term, String factor) {}

  /// @param laspeyres the earlier month's workload at the later month's prices ÷ at its own
  /// @param coveredBefore the part of the earlier month's cost that was compared
  /// @param without models and meters that only one of the months has
  record PriceIndexPage(
      Optional<BigDecimal> laspeyres,
      Optional<BigDecimal> paasche,
      Optional<BigDecimal> fisher,
      Optional<BigDecimal> coveredBefore,
      Optional<BigDecimal> coveredAfter,
      List<String> without) {}

  /// @param rows a query of this API that opens what it is about
  record FindingPage(Cause factor, String text, BigDecimal monthUsd, String rows) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "bridgeUnitCost",
                "/api/v1/unit-costs/{id}/bridge",
                "Why what a use case costs by the outcome moved between two months.")
            .asks(
                Parameter.text("from", "The earlier month, of UTC, as 2026-09."),
                Parameter.text("to", "The later month, as 2026-10."),
                PooledMonths.METHOD,
                Parameter.text(
                    "outcomes_from",
                    "Stated instead of those known: how many, or SUCCEEDED/TRIED, as 700/1000."),
                Parameter.text("outcomes_to", "The same of the later month."))
            .answers(BridgePage.class)
            .does(FromLedger.of(gateway).does(this::bridge)));
  }

  private Answer bridge(Inquiry inquiry) {
    YearMonth from = month(inquiry, "from");
    YearMonth to = month(inquiry, "to");
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "parameter 'to' is a month after 'from', was %s after %s".formatted(to, from));
    }
    AllocatedMonth.Method method = PooledMonths.method(inquiry);
    MonthOfUse before = use(inquiry, from, "outcomes_from", method);
    MonthOfUse after = use(inquiry, to, "outcomes_to", method);
    if (before.rows().isEmpty() && after.rows().isEmpty()) {
      return new Answer.Fault(
          404,
          "not_found",
          "there is no use case '%s' with a cost in %s or %s".formatted(inquiry.id(), from, to));
    }
    Bridge bridge = Bridge.of(before, after);
    Ground ground =
        ground(inquiry, before, "outcomes_from", bridge.unit(), method)
            .and(ground(inquiry, after, "outcomes_to", bridge.unit(), method));
    return Answer.of(page(inquiry.id(), before, after, bridge, method, ground));
  }

  private static Ground ground(
      Inquiry inquiry,
      MonthOfUse month,
      String outcomes,
      Bridge.Unit unit,
      AllocatedMonth.Method method) {
    Ground calls = Ground.ofCalls(inquiry.id(), month.month());
    Ground cost =
        month.pools().isEmpty() ? calls : calls.andPools(inquiry.id(), month.month(), method);
    return switch (unit) {
      case CALL -> cost;
      case OUTCOME ->
          inquiry.asked(outcomes).isPresent()
              ? cost.stated()
              : cost.andOutcomes(inquiry.id(), month.month());
    };
  }

  private static YearMonth month(Inquiry inquiry, String parameter) {
    return inquiry
        .asked(parameter)
        .map(text -> Ranges.month(parameter, text))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "parameter '%s' is missing: a month as 2026-10".formatted(parameter)));
  }

  private MonthOfUse use(
      Inquiry inquiry, YearMonth month, String outcomes, AllocatedMonth.Method method) {
    MonthOfUse use =
        months.use(
            inquiry.id(),
            months.allocated(month, months.sums(month), method),
            months.outcomes(inquiry, outcomes, inquiry.id(), month));
    return inquiry.asked(outcomes).isPresent()
        ? use
        : use.with(months.callers(inquiry.id(), month));
  }

  private static BridgePage page(
      String useCase,
      MonthOfUse before,
      MonthOfUse after,
      Bridge bridge,
      AllocatedMonth.Method method,
      Ground ground) {
    BigDecimal monthChange =
        bridge.effects().stream()
            .map(Bridge.Effect::monthUsd)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new BridgePage(
        useCase,
        before.month(),
        after.month(),
        bridge.unit(),
        bridge.before(),
        bridge.after(),
        bridge.after().subtract(bridge.before()),
        bridge.unitsAfter(),
        monthChange,
        bridge.method(),
        method,
        bridge.effects().stream()
            .map(each -> new EffectPage(each.cause(), each.perUnitUsd(), each.monthUsd()))
            .toList(),
        bridge.zeros().stream().map(zero -> new ZeroPage(zero.term(), zero.factor())).toList(),
        index(PriceIndex.of(before, after)),
        Diagnosis.of(before, after, bridge).stream()
            .map(finding -> page(useCase, after.month(), finding))
            .toList(),
        bridge.unit() == Bridge.Unit.CALL
            ? List.of("one of the months has no outcomes that succeeded: the unit is a call")
            : List.of(),
        ground.evidence(),
        ground.rows());
  }

  private static PriceIndexPage index(PriceIndex index) {
    return new PriceIndexPage(
        index.laspeyres(),
        index.paasche(),
        index.fisher(),
        index.coveredBefore(),
        index.coveredAfter(),
        index.without());
  }

  private static FindingPage page(String useCase, YearMonth month, Finding finding) {
    return new FindingPage(
        finding.cause(), finding.text(), finding.monthUsd(), rows(useCase, month, finding));
  }

  private static String rows(String useCase, YearMonth month, Finding finding) {
    if (finding.allocated()) {
      return "/api/v1/allocations?month=" + month;
    }
    List<String> conditions = new ArrayList<>(List.of("use_case=" + useCase));
    conditions.addAll(finding.where());
    return Ground.calls(month.atDay(1), month.plusMonths(1).atDay(1), conditions);
  }
}
