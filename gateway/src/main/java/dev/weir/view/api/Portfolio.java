package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.baseline.Baseline;
import dev.weir.value.baseline.BaselineText;
import dev.weir.value.baseline.Pilot;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Gate;
import dev.weir.value.gate.GateText;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.HypothesisText;
import dev.weir.value.outcome.OutcomeDefinition;
import dev.weir.value.outcome.OutcomeText;
import dev.weir.value.portfolio.Known;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.PolicyText;
import dev.weir.value.portfolio.Readiness;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.review.Taper;
import dev.weir.value.stage.Registration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the facts have of the portfolio, or will have. Blocks; thread-safe.
final class Portfolio {
  private static final Comparator<Promotion> BY_STEP =
      Comparator.<Promotion, Instant>comparing(it -> it.carried().orElseThrow().stepAt())
          .thenComparingInt(it -> it.against().useCase());

  /// Of a month, at least.
  private static final int SPEND_DAYS = 31;

  private final Facts facts;
  private final UseCaseCosts spend;
  private final List<Change> coming;

  /// @param id within its kind
  private record Thing(String id, ObjectNode body) {}

  Portfolio(Facts facts, UseCaseCosts spend) {
    this(facts, spend, List.of());
  }

  private Portfolio(Facts facts, UseCaseCosts spend, List<Change> coming) {
    this.facts = facts;
    this.spend = spend;
    this.coming = coming;
  }

  static Portfolio of(RunningGateway gateway) {
    return new Portfolio(gateway.books().facts(), gateway.queries().gateSums()::costs);
  }

  /// As it will be once these changes of what is in force are published.
  Portfolio with(List<Change> changes) {
    return new Portfolio(facts, spend, changes);
  }

  /// The same, asking the ledger once for what all use cases cost of late.
  Portfolio remembering(LocalDate today) {
    Map<String, BigDecimal> costs =
        spend.of(today.plusDays(1).minusDays(SPEND_DAYS), today.plusDays(1));
    return new Portfolio(facts, (_, _) -> costs, coming);
  }

  static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  static UseCase read(Version version) {
    return UseCaseText.read(version.id(), version.body());
  }

  Optional<UseCase> useCase(String id) {
    return inForce(Kind.USE_CASE, id).map(it -> UseCaseText.read(it.id(), it.body()));
  }

  List<UseCase> useCases() {
    return inForce(Kind.USE_CASE).map(it -> UseCaseText.read(it.id(), it.body())).toList();
  }

  /// Whether a use case was in the portfolio at any time.
  boolean everHad(String useCase) {
    return facts.current(Kind.USE_CASE, useCase).isPresent();
  }

  Policy policy() {
    return inForce(Kind.PORTFOLIO, Policy.ID)
        .map(it -> PolicyText.read(it.body()))
        .orElse(Policy.USUAL);
  }

  /// Use cases that bear shared cost in a month: those that, when it ended, had a stage in which
  /// they may have keys.
  List<String> takingPart(YearMonth month) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return facts.before(Kind.USE_CASE, end).stream()
        .filter(version -> !version.retired() && read(version).stage().hasKeys())
        .map(Version::id)
        .toList();
  }

  /// The promotion by which a use case is where it is: the last one that was carried out and not
  /// taken back, since it was put into the portfolio.
  Optional<Promotion> standing(String useCase) {
    return standing(it -> it.useCase().equals(useCase)).max(BY_STEP);
  }

  /// The standing promotion that set a budget last, as its gate had it.
  Optional<Promotion> standingFor(String budget) {
    return standing(it -> it.carried().orElseThrow().before().budgetId().equals(budget))
        .max(BY_STEP);
  }

  /// A budget as somebody has set it, where a taper has left less of it.
  Optional<ObjectNode> untapered(String budget) {
    return facts.current(Kind.BUDGET, budget).filter(Portfolio::isTapered).isEmpty()
        ? Optional.empty()
        : facts.history(Kind.BUDGET, budget).stream()
            .dropWhile(Portfolio::isTapered)
            .findFirst()
            .map(Version::body);
  }

  private static boolean isTapered(Version version) {
    return !version.retired() && Taper.isOf(version.who(), version.why());
  }

  Optional<Promotion> promotion(String id) {
    return inForce(Kind.PROMOTION, id).map(it -> PromotionText.read(it.id(), it.body()));
  }

  /// The version of what is in force; 0 without.
  int version(Kind kind, String id) {
    return facts.current(kind, id).filter(it -> !it.retired()).map(Version::version).orElse(0);
  }

  /// One that went through a gate, and stands.
  Optional<Promotion> standingThrough(String gate) {
    return standing(it -> Gate.id(it.useCase(), it.to()).equals(gate)).findFirst();
  }

  private Stream<Promotion> standing(Predicate<Promotion> which) {
    return inForce(Kind.PROMOTION)
        .map(it -> PromotionText.read(it.id(), it.body()))
        .filter(it -> it.carried().isPresent() && it.undone().isEmpty())
        .filter(which.and(it -> Registration.has(it, facts)));
  }

  /// @param id `claims/beta`
  Optional<Gate> gate(String id) {
    return inForce(Kind.GATE, id).flatMap(this::gate);
  }

  /// As it is read for its use case; nothing without that.
  private Optional<Gate> gate(Thing fact) {
    String useCase = useCaseOf(fact.id());
    Destination to = Destination.parse(fact.id().substring(useCase.length() + 1));
    return useCase(useCase).map(it -> GateText.read(it, to, fact.body(), policy().safeguards(it)));
  }

  static String useCaseOf(String gate) {
    return gate.substring(0, gate.lastIndexOf('/'));
  }

  /// The ids of a use case's gates, whether it is in the portfolio or has left it.
  Stream<String> gates(String useCase) {
    return inForce(Kind.GATE).map(Thing::id).filter(id -> useCaseOf(id).equals(useCase));
  }

  Readiness readiness(UseCase useCase, LocalDate today) {
    String id = useCase.id();
    return Readiness.of(useCase, known(id, today), committed(id, today), policy(), today);
  }

  Known known(String useCase, LocalDate today) {
    Optional<OutcomeDefinition> outcome =
        inForce(Kind.OUTCOME, useCase).map(it -> OutcomeText.read(it.id(), it.body()));
    return new Known(
        outcome.isPresent(),
        outcome.flatMap(OutcomeDefinition::target).isPresent(),
        outcome.flatMap(OutcomeDefinition::worth).isPresent(),
        inForce(Kind.BASELINE, useCase)
            .map(it ->
                switch (BaselineText.read(it.id(), it.body())) {
                  case Baseline baseline -> baseline.expires();
                  case Pilot pilot -> pilot.expires();
                })
            .map(expires -> new Known.Baseline(Optional.of(expires))),
        hypotheses(useCase, today),
        Optional.empty());
  }

  /// What it was allowed at its last gate, or cost in the last days of a month, whichever is more;
  /// per month. Of its spend what is loaded: where that is behind, it is more.
  Total committed(String useCase, LocalDate today) {
    BigDecimal signed =
        standing(useCase).map(it -> it.allowed().budgetUsdPerMonth()).orElse(BigDecimal.ZERO);
    BigDecimal spent =
        spend
            .of(today.plusDays(1).minusDays(SPEND_DAYS), today.plusDays(1))
            .getOrDefault(useCase, BigDecimal.ZERO);
    return Total.usd(signed.max(spent).setScale(Money.SCALE, RoundingMode.CEILING));
  }

  /// Those that are over count on, whatever they showed: deciding one must cost nobody a key.
  private Set<String> hypotheses(String useCase, LocalDate today) {
    return inForce(Kind.HYPOTHESIS)
        .map(it -> HypothesisText.read(it.id(), it.body()))
        .filter(it -> it.useCase().equals(useCase) && !it.isLapsed(today))
        .map(Hypothesis::name)
        .collect(Collectors.toSet());
  }

  private Stream<Thing> inForce(Kind kind) {
    SortedMap<String, ObjectNode> bodies = new TreeMap<>();
    facts.current(kind).stream()
        .filter(version -> !version.retired())
        .forEach(version -> bodies.put(version.id(), version.body()));
    for (Change change : coming) {
      if (change.kind() == kind) {
        bodies.remove(change.id());
        if (!change.retired()) {
          bodies.put(change.id(), change.body());
        }
      }
    }
    return bodies.entrySet().stream().map(it -> new Thing(it.getKey(), it.getValue()));
  }

  private Optional<Thing> inForce(Kind kind, String id) {
    return coming.stream()
        .filter(change -> change.kind() == kind && change.id().equals(id))
        .findFirst()
        .map(change ->
            change.retired() ? Optional.<Thing>empty() : Optional.of(new Thing(id, change.body())))
        .orElseGet(() ->
            facts
                .current(kind, id)
                .filter(version -> !version.retired())
                .map(version -> new Thing(id, version.body())));
  }
}
