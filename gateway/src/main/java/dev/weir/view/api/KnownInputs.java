package dev.weir.view.api;

import static java.util.Objects.requireNonNull;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Proportion;
import dev.weir.base.stats.Unanswered;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Figure;
import dev.weir.value.baseline.Source;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.opportunity.Assumptions;
import dev.weir.value.opportunity.AssumptionsText;
import dev.weir.value.opportunity.Input;
import dev.weir.value.opportunity.Inputs;
import dev.weir.value.opportunity.MissedUpside;
import dev.weir.value.opportunity.Opportunity;
import dev.weir.value.opportunity.Plan;
import dev.weir.value.opportunity.Spread;
import dev.weir.value.opportunity.Term;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.pool.AllocatedMonth.Method;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.report.AdoptionSums.Active;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What of opportunities' terms baselines, rosters, the ledger, outcomes and pools know, as of one
/// instant; one for each question.
final class KnownInputs {
  /// Whose least and most are the ends of a cost.
  static final int MONTHS = 3;

  private static final int DECIMALS = 6;

  private final RunningGateway gateway;
  private final Changes changes;
  private final Instant now;
  private final YearMonth month;
  private final Portfolio portfolio;
  private final ShownShares shares;
  private final List<AllocatedMonth> allocated;
  private final Map<String, List<Cost>> costs;
  private final Map<String, Roster> rosters = new TreeMap<>();
  private final Map<String, Sum> outcomes;

  /// Of all with a roster, once one is asked for.
  private final Map<String, Active> active = new TreeMap<>();

  /// Of a use case.
  private record Cost(YearMonth month, BigDecimal usd) {}

  /// @param month whose cost, outcomes and adoption are taken, with the two before it
  KnownInputs(
      RunningGateway gateway, Changes changes, PooledMonths months, Instant now, YearMonth month) {
    this.gateway = gateway;
    this.changes = changes;
    this.now = now;
    this.month = month;
    this.portfolio = Portfolio.of(gateway);
    this.shares = new ShownShares(gateway, changes);
    this.allocated = new ArrayList<>();
    this.costs = new TreeMap<>();
    this.outcomes = gateway.outcomes().sums().byUseCase(month);
    changes
        .current(Kind.ROSTER)
        .forEach(
            version -> rosters.put(version.id(), RosterText.read(version.id(), version.body())));
    months
        .sums(month.minusMonths(MONTHS - 1L), month)
        .forEach((each, sums) -> {
          allocated.addFirst(months.allocated(each, sums, Method.STEP_DOWN));
          for (UseCaseSum sum : sums) {
            if (sum.costUsd().signum() != 0) {
              costs
                  .computeIfAbsent(sum.useCase(), _ -> new ArrayList<>())
                  .add(new Cost(each, sum.costUsd()));
            }
          }
        });
  }

  /// Use cases that have a baseline or assumptions, and have not ended.
  Set<String> useCases() {
    Set<String> all = new TreeSet<>();
    changes.current(Kind.OPPORTUNITY).forEach(version -> all.add(version.id()));
    changes.current(Kind.BASELINE).forEach(version -> all.add(version.id()));
    all.removeIf(useCase -> stage(useCase) == Stage.SUNSET);
    return all;
  }

  /// As the portfolio has it; an idea where it has none.
  private Stage stage(String useCase) {
    return portfolio.useCase(useCase).map(UseCase::stage).orElse(Stage.IDEA);
  }

  boolean has(String useCase) {
    return changes.current(Kind.OPPORTUNITY, useCase).isPresent()
        || changes.current(Kind.BASELINE, useCase).isPresent();
  }

  /// Who states what of it, when and why.
  Optional<Version> statement(String useCase) {
    return changes.current(Kind.OPPORTUNITY, useCase);
  }

  Assumptions stated(String useCase) {
    return statement(useCase)
        .map(version -> AssumptionsText.read(useCase, version.body()))
        .orElse(Assumptions.NONE);
  }

  /// A baseline that is measured; one that is still a pilot is none.
  Optional<Baseline> baseline(String useCase) {
    return changes
        .current(Kind.BASELINE, useCase)
        .map(version -> BaselineText.read(useCase, version.body()))
        .filter(Baseline.class::isInstance)
        .map(Baseline.class::cast);
  }

  /// The plan from its stage on, of no better evidence than its baseline bears: opinion where that
  /// is an estimate or has expired.
  Plan plan(String useCase) {
    Plan plan = stated(useCase).plan().at(stage(useCase));
    boolean weak =
        baseline(useCase)
            .map(it -> it.isStale(now) || it.origin().source() == Source.ESTIMATED)
            .orElse(true);
    return weak ? plan.weakened(Evidence.OPINION) : plan;
  }

  Map<Term, Input> known(String useCase) {
    Map<Term, Input> known = new EnumMap<>(Term.class);
    baseline(useCase)
        .ifPresent(baseline -> {
          put(known, Term.VOLUME_PER_MONTH, baseline, baseline.figures().volume());
          put(known, Term.HUMAN_COST_USD, baseline, baseline.figures().costUsd());
        });
    cost(useCase).ifPresent(input -> known.put(input.term(), input));
    adoption(useCase).ifPresent(input -> known.put(input.term(), input));
    success(useCase).ifPresent(input -> known.put(input.term(), input));
    pools(useCase).ifPresent(input -> known.put(input.term(), input));
    return known;
  }

  private static void put(
      Map<Term, Input> known, Term term, Baseline baseline, Optional<Figure> figure) {
    figure.ifPresent(it ->
        known.put(
            term,
            new Input(
                term,
                it.low(),
                it.value(),
                it.high(),
                Input.Origin.BASELINE,
                baseline.origin().source().code())));
  }

  /// What the ledger says of the month; least and most of it and the two before.
  private Optional<Input> cost(String useCase) {
    List<Cost> months = costs.getOrDefault(useCase, List.of());
    return months.stream()
        .filter(each -> each.month().equals(month))
        .findFirst()
        .filter(each -> each.usd().signum() > 0)
        .map(each ->
            new Input(
                Term.VARIABLE_COST_USD,
                end(months, Comparator.naturalOrder()),
                each.usd(),
                end(months, Comparator.reverseOrder()),
                Input.Origin.LEDGER,
                "cost in " + month));
  }

  private static BigDecimal end(List<Cost> months, Comparator<BigDecimal> order) {
    return months.stream().map(Cost::usd).min(order).orElseThrow().max(BigDecimal.ZERO);
  }

  /// The share of the month's outcomes that succeeded, with Wilson's interval; of shared ones as
  /// many whole ones as its shares come to.
  private Optional<Input> success(String useCase) {
    return Optional.ofNullable(outcomes.get(useCase))
        .filter(sum -> sum.shares().longValue() > 0)
        .map(sum ->
            new Proportion(sum.successfulShares().longValue(), sum.shares().longValue())
                .wilson(Confidence.P95))
        .map(share ->
            new Input(
                Term.SUCCESS_RATE,
                rounded(share.low()),
                rounded(share.value()),
                rounded(share.high()),
                Input.Origin.OUTCOMES,
                "succeeded of those told in " + month));
  }

  private static BigDecimal rounded(double share) {
    return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  /// What it bears of pools in the month; least and most of it and the two before. Nothing where no
  /// pool tells of it, or credits outweigh it.
  private Optional<Input> pools(String useCase) {
    List<BigDecimal> borne =
        allocated.stream()
            .map(
                each -> each.of(useCase).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
            .toList();
    return Optional.of(borne.getFirst())
        .filter(usd -> usd.signum() > 0)
        .map(usd ->
            new Input(
                Term.FIXED_COST_USD,
                borne.stream().min(Comparator.naturalOrder()).orElseThrow().max(BigDecimal.ZERO),
                usd,
                borne.stream().max(Comparator.naturalOrder()).orElseThrow(),
                Input.Origin.POOLS,
                "allocated in " + month));
  }

  /// What counts of its value as its experiments stand.
  Counting counting(String useCase) {
    return shares.counting(useCase, now);
  }

  /// The opportunity as it is known and stated.
  ///
  /// @param seed of the draws
  /// @throws Unanswered where something is neither known, stated nor assumed
  Opportunity opportunity(String useCase, int seed) {
    return from(useCase, seed).draw();
  }

  /// All that [#opportunity] is drawn from.
  DrawnOpportunities.From from(String useCase, int seed) {
    return new DrawnOpportunities.From(
        Inputs.of(known(useCase), stated(useCase).stated()),
        plan(useCase),
        counting(useCase),
        seed);
  }

  /// What limits kept use cases from being worth in the month, the most first.
  ///
  /// @param hurdle dollars that one more dollar has to bring
  List<MissedUpside> missed(double hurdle, int seed) {
    return gateway.queries().throttled().of(month).stream()
        .map(throttled -> MissedUpside.of(throttled, benefit(throttled.useCase(), seed), hurdle))
        .sorted(
            Comparator.comparingDouble(KnownInputs::middle)
                .reversed()
                .thenComparing(each -> each.throttled().useCase()))
        .toList();
  }

  static double middle(MissedUpside of) {
    return of.usd().map(MissedUpside.Range::middle).orElse(0.0);
  }

  private Optional<Spread> benefit(String useCase, int seed) {
    if (!has(useCase)) {
      return Optional.empty();
    }
    try {
      return Optional.of(opportunity(useCase, seed).benefit());
    } catch (Unanswered nothingKnown) {
      return Optional.empty();
    }
  }

  /// Users active in the month of those eligible; at least as many as in its weakest week.
  private Optional<Input> adoption(String useCase) {
    return Optional.ofNullable(rosters.get(useCase)).flatMap(this::adoption);
  }

  private Optional<Input> adoption(Roster roster) {
    if (active.isEmpty()) {
      active.putAll(
          gateway
              .queries()
              .adoption()
              .active(
                  List.copyOf(rosters.values()), month, LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }
    Active of = requireNonNull(active.get(roster.useCase()));
    long least =
        of.weeks().stream()
            .filter(week -> week <= of.month())
            .min(Comparator.naturalOrder())
            .orElse(of.month());
    BigDecimal base = share(of.month(), roster.eligible().count());
    return of.month() == 0
        ? Optional.empty()
        : Optional.of(
            new Input(
                Term.ADOPTION,
                share(least, roster.eligible().count()),
                base,
                base,
                Input.Origin.LEDGER,
                "active of eligible users in " + month));
  }

  private static BigDecimal share(long of, long all) {
    return BigDecimal.valueOf(of).divide(BigDecimal.valueOf(all), DECIMALS, RoundingMode.HALF_EVEN);
  }
}
