package dev.weir.view.api;

import dev.weir.base.stats.Unanswered;
import dev.weir.flow.books.Version;
import dev.weir.value.diagnosis.Bridge;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.evidence.Counted;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.opportunity.Assumptions;
import dev.weir.value.opportunity.Opportunity;
import dev.weir.value.opportunity.Risk;
import dev.weir.value.pack.Pack.ReviewedDue;
import dev.weir.value.pack.Pack.ReviewedEffect;
import dev.weir.value.pack.Pack.ReviewedOpportunity;
import dev.weir.value.pack.Pack.ReviewedSaving;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.portfolio.Claim;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.review.Told;
import dev.weir.view.api.ShownShares.Shown;
import dev.weir.view.report.UseCaseSums.UseCaseSum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What stands in a review beside the figures of use cases: why unit costs moved, opportunities,
/// savings, what is due. Blocks.
final class BesideFigures {
  private static final int SEED = 1;
  private static final String NOBODY = "nobody";

  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;
  private final Portfolio portfolio;
  private final ScopeWatch scopes;
  private final ShownShares shares;
  private final PromisedSavings promised;

  BesideFigures(RunningGateway gateway, Changes changes, PooledMonths months, ShownShares shares) {
    this.shares = shares;
    this.promised = new PromisedSavings(changes, new Yardsticks(gateway, changes));
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
    this.portfolio = Portfolio.of(gateway);
    this.scopes = new ScopeWatch(gateway);
  }

  ReviewFigures.Beside of(YearMonth month, Instant now, List<Shown> shown) {
    List<String> gaps = new ArrayList<>();
    List<UseCase> useCases = portfolio.useCases();
    gaps.addAll(scopes.grown(month));
    Map<String, Sum> sums = gateway.outcomes().sums().byUseCase(month);
    PackSources sources = sources(month, useCases, shown, sums);
    Map<String, BigDecimal> succeeded = new TreeMap<>();
    sums.forEach((useCase, sum) -> succeeded.put(useCase, sum.successfulShares()));
    return new ReviewFigures.Beside(
        sources,
        succeeded,
        bridges(sources, gaps),
        opportunities(sources, now, gaps),
        savings(sources, useCases, gaps),
        due(month, useCases, Portfolio.day(now)),
        gaps);
  }

  PackSources sources(YearMonth month, List<UseCase> useCases, List<Shown> shown) {
    return sources(month, useCases, shown, gateway.outcomes().sums().byUseCase(month));
  }

  private PackSources sources(
      YearMonth month, List<UseCase> useCases, List<Shown> shown, Map<String, Sum> sums) {
    Map<String, Evidence> grades = new TreeMap<>();
    Map<String, String> counted = new TreeMap<>();
    sums.forEach((useCase, sum) -> {
      Counting counting = shares.counting(useCase, month, shown);
      sum.stated().keySet().stream()
          .map(counting.bearing()::holds)
          .max(Comparator.naturalOrder())
          .ifPresent(weakest -> grades.put(useCase, weakest));
      counted.put(useCase, counting.of(sum.stated()).why());
    });
    return new PackSources(
        month,
        grades,
        counted,
        useCases.stream().collect(Collectors.toMap(UseCase::id, Function.identity())),
        shown);
  }

  /// From the month before, of use cases that were called and had outcomes in both.
  private List<ReviewedEffect> bridges(PackSources sources, List<String> gaps) {
    YearMonth month = sources.month();
    Map<YearMonth, List<UseCaseSum>> sums = months.sums(month.minusMonths(1), month);
    List<UseCaseSum> before = sums.getOrDefault(month.minusMonths(1), List.of());
    List<UseCaseSum> after = sums.getOrDefault(month, List.of());
    AllocatedMonth then =
        months.allocated(month.minusMonths(1), before, AllocatedMonth.Method.STEP_DOWN);
    AllocatedMonth now = months.allocated(month, after, AllocatedMonth.Method.STEP_DOWN);
    Set<String> both = called(before);
    both.retainAll(called(after));
    List<ReviewedEffect> effects = new ArrayList<>();
    for (String useCase : both) {
      Bridge bridge =
          Bridge.of(
              months.use(useCase, then, months.outcomes().sum(useCase, then.month())),
              months.use(useCase, now, months.outcomes().sum(useCase, month)));
      if (bridge.unit() == Bridge.Unit.OUTCOME) {
        bridge
            .effects()
            .forEach(each ->
                effects.add(
                    new ReviewedEffect(
                        useCase, each.cause().code(), each.perUnitUsd(), sources.bridge(useCase))));
      } else {
        gaps.add(
            "unit-cost bridge of '%s': no outcome succeeded in one of the months"
                .formatted(useCase));
      }
    }
    return effects;
  }

  private static Set<String> called(List<UseCaseSum> sums) {
    return sums.stream()
        .filter(sum -> sum.calls() > 0)
        .map(UseCaseSum::useCase)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The most money a month first, by what the evidence lets count.
  private List<ReviewedOpportunity> opportunities(
      PackSources sources, Instant now, List<String> gaps) {
    KnownInputs known = new KnownInputs(gateway, changes, months, now, sources.month());
    List<ReviewedOpportunity> lines = new ArrayList<>();
    for (String useCase : known.useCases()) {
      try {
        lines.add(opportunity(useCase, known, sources));
      } catch (Unanswered why) {
        gaps.add("opportunity of '%s': %s".formatted(useCase, why.getMessage()));
      }
    }
    lines.sort(Comparator.comparing(ReviewedOpportunity::usdPerMonth).reversed());
    return lines;
  }

  private ReviewedOpportunity opportunity(String useCase, KnownInputs known, PackSources sources) {
    Opportunity of = known.opportunity(useCase, SEED);
    Optional<UseCase> registered = portfolio.useCase(useCase);
    Assumptions stated = known.stated(useCase);
    Optional<Version> statement =
        known
            .statement(useCase)
            .filter(_ -> stated.effortDays().isPresent() || stated.risk().isPresent());
    return new ReviewedOpportunity(
        useCase,
        "at full use; to measure next: "
            + of.measureNext().stream()
                .findFirst()
                .filter(next -> next.usd() > 0)
                .map(next -> next.term().code())
                .orElse("nothing"),
        OpportunityPages.cents(of.counted().p50()),
        stated.effortDays(),
        stated.risk().map(risk -> risk.level().name().toLowerCase(Locale.ROOT)),
        stated.risk().map(Risk::why),
        statement.map(Version::who),
        statement.map(it -> Portfolio.day(it.at())),
        owner(registered),
        registered.flatMap(UseCase::reviewOn).orElse(sources.month().plusMonths(1).atEndOfMonth()),
        sources.opportunity(useCase, of.evidence()));
  }

  private static String owner(Optional<UseCase> useCase) {
    return useCase.flatMap(it -> it.businessOwner().or(it::technicalOwner)).orElse(NOBODY);
  }

  /// What use cases that are to save were to bring by their target, and what they brought.
  private List<ReviewedSaving> savings(
      PackSources sources, List<UseCase> useCases, List<String> gaps) {
    List<ReviewedSaving> lines = new ArrayList<>();
    for (UseCase useCase : useCases) {
      if (useCase.value().orElse(null) instanceof Claim.Saving saving) {
        switch (promised.of(useCase.id(), sources.month())) {
          case Told.Known<BigDecimal>(var usd) ->
              lines.addAll(savings(sources, useCase.id(), saving.of(), usd));
          case Told.Unknown<BigDecimal>(var why) ->
              gaps.add("saving of '%s': %s".formatted(useCase.id(), why));
        }
      }
    }
    return lines;
  }

  private List<ReviewedSaving> savings(
      PackSources sources, String useCase, String what, BigDecimal promised) {
    Sum sum = gateway.outcomes().sums().total(Span.of(useCase, sources.month()), OutcomeSums.NOW);
    Counting counting = shares.counting(useCase, sources.month(), sources.shown());
    Evidence weakest =
        sum.stated().keySet().stream()
            .map(counting.bearing()::holds)
            .max(Comparator.naturalOrder())
            .orElse(Evidence.OPINION);
    List<ReviewedSaving> lines = new ArrayList<>();
    lines.add(
        new ReviewedSaving(
            useCase,
            what + ", as stated",
            promised,
            sum.value(),
            sources.saving(useCase, weakest.code())));
    new TreeMap<>(sum.stated())
        .forEach((grade, usd) -> {
          Counted counted = counting.of(Map.of(grade, usd));
          lines.add(
              new ReviewedSaving(
                  useCase,
                  "%s, counted by %s".formatted(what, grade.code()),
                  promised,
                  counted.usd(),
                  sources.saving(useCase, counted.why())));
        });
    return lines;
  }

  /// Reviews of investments that are to be held by the end of the month after.
  private static List<ReviewedDue> due(YearMonth month, List<UseCase> useCases, LocalDate today) {
    LocalDate last = month.plusMonths(1).atEndOfMonth();
    return useCases.stream()
        .filter(useCase -> useCase.reviewOn().filter(day -> !day.isAfter(last)).isPresent())
        .map(useCase -> {
          LocalDate day = useCase.reviewOn().orElseThrow();
          return new ReviewedDue(
              useCase.id(),
              "its review date",
              owner(Optional.of(useCase)),
              day,
              today.isAfter(day));
        })
        .toList();
  }
}
