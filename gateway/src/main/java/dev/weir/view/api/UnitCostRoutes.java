package dev.weir.view.api;

import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.pool.Category;
import dev.weir.value.unit.LinkedCosts;
import dev.weir.value.unit.OutcomePairs;
import dev.weir.value.unit.OutcomeRatio;
import dev.weir.value.unit.OutcomeSource;
import dev.weir.value.unit.OutcomeSum;
import dev.weir.value.unit.UnitCosts;
import dev.weir.value.unit.UnitKind;
import dev.weir.value.unit.Yardstick;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.api.ShownEffects.Effects;
import dev.weir.view.api.ShownEffects.TrialEffect;
import dev.weir.view.api.UnitFigures.Bearing;
import dev.weir.view.api.UnitFigures.DistributionPage;
import dev.weir.view.api.UnitFigures.OutcomeLinks;
import dev.weir.view.api.UnitFigures.RatioPage;
import dev.weir.view.api.UnitMargins.MarginPage;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What use cases cost by the call, the user and the outcome.
final class UnitCostRoutes {
  private static final String PATH = "/api/v1/unit-costs";
  private static final List<UnitKind> PAIRED =
      List.of(UnitKind.SESSION, UnitKind.USER, UnitKind.DAY);

  private final RunningGateway gateway;
  private final PooledMonths months;
  private final Yardsticks yardsticks;
  private final UnitFigures figures;
  private final UnitMargins margins;
  private final ShownEffects effects;

  UnitCostRoutes(
      RunningGateway gateway, Changes changes, PooledMonths months, Yardsticks yardsticks) {
    this.gateway = gateway;
    this.months = months;
    this.yardsticks = yardsticks;
    this.figures = new UnitFigures(gateway);
    this.margins = new UnitMargins(gateway, changes);
    this.effects = new ShownEffects(gateway, changes);
  }

  record UnitCostList(
      YearMonth month,
      AllocatedMonth.Method method,
      BigDecimal ledgerUsd,
      BigDecimal poolsUsd,
      BigDecimal unallocatedUsd,
      List<UnitCostLine> useCases) {}

  /// @param tokensShare the ledger's part of the loaded cost, 0 to 1
  record UnitCostLine(
      String useCase,
      BigDecimal ledgerUsd,
      BigDecimal poolsUsd,
      BigDecimal loadedUsd,
      Optional<BigDecimal> tokensShare,
      long calls,
      Optional<BigDecimal> loadedPerCallUsd,
      long users,
      Optional<BigDecimal> loadedPerUserUsd,
      Optional<BigDecimal> outcomes,
      Optional<BigDecimal> loadedPerOutcomeUsd,
      String evidence,
      List<String> rows) {}

  /// @param pools what it bears, by group
  /// @param tokensShare the ledger's part of the loaded cost, 0 to 1: the tip of the iceberg
  /// @param purposes what the ledger's cost was for
  /// @param safetyShare of it, what guardrails, judges and audits cost
  /// @param perOutcome absent where no outcomes are known, or none succeeded
  /// @param threeNumbers cost, outcomes, cost per outcome; fully loaded
  /// @param distributions by call, session, user and, where any is known, outcome; of the ledger's
  ///   cost, and with pools
  /// @param outcomeLinks which outcomes the last of them is of
  /// @param ratio the cost per outcome as units tell it; absent where no outcomes are known by unit
  /// @param margin value that counts less the loaded cost; absent where no value was told, and
  ///   where the question states the outcomes
  /// @param effects of the newest experiment that was over when the month ended, arm by arm
  /// @param notes what is not known, and why
  record UnitCostPage(
      String useCase,
      YearMonth month,
      AllocatedMonth.Method method,
      BigDecimal ledgerUsd,
      BigDecimal poolsUsd,
      Map<String, BigDecimal> pools,
      BigDecimal loadedUsd,
      Optional<BigDecimal> tokensShare,
      Map<String, BigDecimal> purposes,
      Optional<BigDecimal> safetyShare,
      Optional<BigDecimal> retryShare,
      long calls,
      long users,
      Optional<OutcomeCount> outcomes,
      Optional<EachPage> perCall,
      Optional<EachPage> perUser,
      Optional<EachPage> perOutcome,
      ThreeNumbersPage threeNumbers,
      List<DistributionPage> distributions,
      Optional<OutcomeLinks> outcomeLinks,
      Optional<RatioPage> ratio,
      Optional<MarginPage> margin,
      List<TrialEffect> effects,
      List<String> notes) {}

  /// Of outcomes shared with other use cases, this one's shares.
  record OutcomeCount(BigDecimal tried, BigDecimal succeeded) {}

  /// @param n what the cost was divided by
  /// @param evidence of the loaded one; the other is the ledger's alone
  /// @param rows of the loaded one, as paths
  record EachPage(
      BigDecimal unloadedUsd,
      BigDecimal loadedUsd,
      BigDecimal n,
      String evidence,
      List<String> rows) {}

  record ThreeNumbersPage(
      BigDecimal monthlyCostUsd,
      Optional<BigDecimal> outcomes,
      Optional<BigDecimal> costPerOutcomeUsd,
      List<AgainstPage> against,
      String evidence,
      List<String> rows) {}

  /// @param savedLowUsd what an outcome costs less than `low_usd`; negative = more
  record AgainstPage(
      String name,
      BigDecimal lowUsd,
      BigDecimal highUsd,
      Yardstick.Standing standing,
      BigDecimal savedLowUsd,
      BigDecimal savedHighUsd) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get(
                "listUnitCosts", PATH, "What every use case costs, fully loaded, by the piece.")
            .asks(PooledMonths.MONTH, PooledMonths.METHOD)
            .answers(UnitCostList.class)
            .does(ledger.does(this::list)),
        Endpoint.get(
                "getUnitCost",
                PATH + "/{id}",
                "What a use case costs by the piece, with intervals and outliers.")
            .asks(
                PooledMonths.MONTH,
                PooledMonths.METHOD,
                Parameter.text(
                    "outcomes",
                    "Stated instead of those known: how many, or SUCCEEDED/TRIED, as 700/1000."),
                Parameter.texts(
                    "against",
                    "What an outcome costs otherwise, beside what is known of that, NAME:DOLLARS or"
                        + " NAME:FROM..TO, as human:400..600; repeatable."))
            .answers(UnitCostPage.class)
            .does(ledger.does(this::one)));
  }

  private Answer list(Inquiry inquiry) {
    YearMonth month = Ranges.monthOrThis(inquiry);
    List<UseCaseSum> sums = months.sums(month);
    AllocatedMonth allocated = months.allocated(month, sums, PooledMonths.method(inquiry));
    Map<String, OutcomeSum> outcomes = months.outcomes().sums(month);
    Set<String> names = new TreeSet<>();
    sums.forEach(sum -> names.add(sum.useCase()));
    allocated.lines().forEach(line -> line.useCase().ifPresent(names::add));
    return Answer.of(
        new UnitCostList(
            month,
            allocated.method(),
            sums.stream().map(UseCaseSum::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
            allocated.total(),
            allocated.unallocated(),
            names.stream()
                .map(name ->
                    line(
                        new Found(
                            name,
                            month,
                            allocated,
                            costs(
                                sum(name, sums),
                                allocated,
                                Optional.ofNullable(outcomes.get(name))),
                            false)))
                .toList()));
  }

  private static UseCaseSum sum(String name, List<UseCaseSum> sums) {
    return sums.stream()
        .filter(sum -> sum.useCase().equals(name))
        .findFirst()
        .orElseGet(
            () -> new UseCaseSum(name, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO));
  }

  private static UnitCosts costs(
      UseCaseSum sum, AllocatedMonth allocated, Optional<OutcomeSum> outcomes) {
    BigDecimal pools =
        allocated.of(sum.useCase()).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return new UnitCosts(
        sum.costUsd(), pools, sum.safetyUsd(), sum.retryUsd(), sum.calls(), sum.users(), outcomes);
  }

  private static UnitCostLine line(Found found) {
    UnitCosts costs = found.costs();
    return new UnitCostLine(
        found.useCase(),
        costs.ledgerUsd(),
        costs.poolsUsd(),
        costs.loadedUsd(),
        costs.tokensShare(),
        costs.calls(),
        costs.perCall().map(UnitCosts.Each::loadedUsd),
        costs.users(),
        costs.perUser().map(UnitCosts.Each::loadedUsd),
        costs.outcomes().map(OutcomeSum::successes),
        costs.perOutcome().map(UnitCosts.Each::loadedUsd),
        found.perOutcome().evidence(),
        found.perOutcome().rows());
  }

  private Answer one(Inquiry inquiry) {
    YearMonth month = Ranges.monthOrThis(inquiry);
    String name = inquiry.id();
    List<Yardstick> against =
        Stream.concat(
                yardsticks.of(name, month, inquiry.now()).stream(),
                inquiry.all("against").stream().map(Yardstick::parse))
            .toList();
    List<UseCaseSum> sums = months.sums(month);
    AllocatedMonth allocated = months.allocated(month, sums, PooledMonths.method(inquiry));
    if (sums.stream().noneMatch(sum -> sum.useCase().equals(name))
        && allocated.of(name).isEmpty()) {
      return new Answer.Fault(
          404, "not_found", "there is no use case '%s' with a cost in %s".formatted(name, month));
    }
    UnitCosts costs =
        costs(sum(name, sums), allocated, months.outcomes(inquiry, "outcomes", name, month));
    Found found = new Found(name, month, allocated, costs, inquiry.asked("outcomes").isPresent());
    return Answer.of(page(found, against, inquiry.now()));
  }

  /// What one use case's page is made of.
  ///
  /// @param stated whether the question says how many outcomes there were
  private record Found(
      String useCase, YearMonth month, AllocatedMonth allocated, UnitCosts costs, boolean stated) {
    Ground calls() {
      return Ground.ofCalls(useCase, month);
    }

    Ground loaded() {
      return allocated.of(useCase).isEmpty()
          ? calls()
          : calls().andPools(useCase, month, allocated.method());
    }

    Bearing bearing() {
      return new Bearing(costs.ledgerUsd(), costs.loadedUsd(), calls(), loaded());
    }

    Bearing perOutcomeBearing() {
      return new Bearing(
          costs.ledgerUsd(),
          costs.loadedUsd(),
          calls().andOutcomes(useCase, month),
          loaded().andOutcomes(useCase, month));
    }

    /// Whether outcomes are known one by one.
    boolean hasOutcomes() {
      return !stated && costs.outcomes().filter(OutcomeSum::hasSuccess).isPresent();
    }

    Ground perOutcome() {
      if (stated) {
        return loaded().stated();
      }
      return costs.outcomes().isEmpty() ? loaded() : loaded().andOutcomes(useCase, month);
    }
  }

  private UnitCostPage page(Found found, List<Yardstick> against, Instant now) {
    List<String> notes = new ArrayList<>(found.allocated().notes());
    Optional<RatioPage> ratio = ratio(found, notes);
    Effects shown = effects.of(found.useCase(), found.month(), now);
    shown.unanswered().ifPresent(notes::add);
    UnitCosts costs = found.costs();
    Optional<LinkedCosts.Costs> linked =
        Optional.of(found)
            .filter(Found::hasOutcomes)
            .map(it -> figures.linked(it.useCase(), it.month(), months.outcomes()));
    return new UnitCostPage(
        found.useCase(),
        found.month(),
        found.allocated().method(),
        costs.ledgerUsd(),
        costs.poolsUsd(),
        byGroup(found.allocated().of(found.useCase())),
        costs.loadedUsd(),
        costs.tokensShare(),
        gateway.queries().useCases().purposes(found.useCase(), found.month()),
        costs.safetyShare(),
        costs.retryShare(),
        costs.calls(),
        costs.users(),
        costs.outcomes().map(it -> new OutcomeCount(it.tried(), it.successes())),
        costs.perCall().map(it -> each(it, BigDecimal.valueOf(costs.calls()), found.loaded())),
        costs.perUser().map(it -> each(it, BigDecimal.valueOf(costs.users()), found.loaded())),
        costs
            .perOutcome()
            .map(it -> each(it, costs.outcomes().orElseThrow().successes(), found.perOutcome())),
        threeNumbers(costs.threeNumbers(against), found.perOutcome()),
        distributions(found, linked),
        linked.map(it -> links(found, it)),
        ratio,
        margin(found, now),
        shown.effects(),
        notes);
  }

  private Optional<MarginPage> margin(Found found, Instant now) {
    return found.stated()
        ? Optional.empty()
        : margins.of(
            found.useCase(), found.month(), now, found.costs().loadedUsd(), found.loaded());
  }

  private List<DistributionPage> distributions(Found found, Optional<LinkedCosts.Costs> linked) {
    return Stream.concat(
            figures.distributions(found.useCase(), found.month(), found.bearing()).stream(),
            linked.stream()
                .map(it ->
                    UnitFigures.page(it.distribution(), found.perOutcomeBearing(), List.of())))
        .toList();
  }

  private OutcomeLinks links(Found found, LinkedCosts.Costs linked) {
    return new OutcomeLinks(
        linked.linked(),
        linked.lost(),
        months.outcomes().unlinked(found.useCase(), found.month()),
        linked.usd(),
        Ground.unlinked(found.useCase(), found.month()));
  }

  private static Map<String, BigDecimal> byGroup(Map<Category.Group, BigDecimal> pools) {
    Map<String, BigDecimal> byGroup = new TreeMap<>();
    pools.forEach((group, usd) -> byGroup.put(group.code(), usd));
    return byGroup;
  }

  private static EachPage each(UnitCosts.Each each, BigDecimal n, Ground ground) {
    return new EachPage(each.unloadedUsd(), each.loadedUsd(), n, ground.evidence(), ground.rows());
  }

  private static ThreeNumbersPage threeNumbers(UnitCosts.ThreeNumbers numbers, Ground ground) {
    return new ThreeNumbersPage(
        numbers.monthlyCostUsd(),
        numbers.outcomes(),
        numbers.costPerOutcomeUsd(),
        numbers.against().stream()
            .map(each ->
                new AgainstPage(
                    each.yardstick().name(),
                    each.yardstick().lowUsd(),
                    each.yardstick().highUsd(),
                    each.standing(),
                    each.savedLowUsd(),
                    each.savedHighUsd()))
            .toList(),
        ground.evidence(),
        ground.rows());
  }

  /// By the first kind of unit that covers cost and outcomes: sessions, users, days.
  private Optional<RatioPage> ratio(Found found, List<String> notes) {
    if (months.outcomes().sum(found.useCase(), found.month()).isEmpty()) {
      notes.add(
          found.costs().outcomes().isEmpty()
              ? "no outcomes known of '%s' in %s: there is no cost per outcome"
                  .formatted(found.useCase(), found.month())
              : "outcomes are stated in the question: there is no interval of their cost");
      return Optional.empty();
    }
    for (UnitKind kind : PAIRED) {
      OutcomePairs pairs = pairs(found, kind);
      if (pairs.isCovering()) {
        return Optional.of(
            UnitFigures.page(
                OutcomeRatio.of(pairs, found.costs().ledgerUsd(), found.costs().loadedUsd()),
                found.perOutcome()));
      }
    }
    notes.add("neither sessions, users nor days cover nine tenths of cost and outcomes");
    return Optional.empty();
  }

  private OutcomePairs pairs(Found found, UnitKind kind) {
    OutcomeSource.Asked asked = new OutcomeSource.Asked(found.useCase(), found.month(), kind);
    return gateway
        .queries()
        .useCases()
        .units(
            found.useCase(),
            found.month(),
            kind,
            costs -> months.outcomes().byUnit(asked, had -> OutcomePairs.of(kind, costs, had)));
  }
}
