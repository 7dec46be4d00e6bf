package dev.weir.value.stage;

import dev.weir.base.stats.Confidence;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.criterion.Sources;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Economics;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Gate;
import dev.weir.value.gate.GateDefaults;
import dev.weir.value.gate.GateText;
import dev.weir.value.gate.Projected;
import dev.weir.value.portfolio.Known;
import dev.weir.value.portfolio.Known.Served;
import dev.weir.value.portfolio.PolicyText;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.SmartCheck;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.ramp.FactorWatch;
import dev.weir.value.ramp.FactorWatch.Watched;
import dev.weir.value.ramp.SpendDay;
import dev.weir.value.ramp.SpendDays;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;

/// How use cases stand to their gates, on figures as they are. Thread-safe; blocks.
public final class LiveGates {
  private final Books books;
  private final Sources sources;
  private final SpendDays days;
  private final BiFunction<String, LocalDate, Known> known;
  private final Economics.Source economics;

  /// @param days what use cases used and cost, for projections
  /// @param economics what they cost and brought, for proofs
  /// @param known what else is known of a use case on a day, by its id
  public LiveGates(
      Books books,
      Sources sources,
      SpendDays days,
      Economics.Source economics,
      BiFunction<String, LocalDate, Known> known) {
    this.books = books;
    this.sources = sources;
    this.days = days;
    this.economics = economics;
    this.known = known;
  }

  /// The metrics that a criterion can be about.
  public Set<Metric> metrics() {
    return sources.metrics();
  }

  /// Nothing without the use case or the gate.
  public Optional<Live> live(String useCase, Destination to, Instant now) {
    Optional<Version> fact = current(Kind.USE_CASE, useCase);
    Optional<Version> gate = current(Kind.GATE, Gate.id(useCase, to));
    return fact.isEmpty() || gate.isEmpty()
        ? Optional.empty()
        : Optional.of(live(fact.get(), gate.get(), gate(fact.get(), gate.get(), to), now));
  }

  /// As [#live], by the gate as it was signed, whatever has become of it, of its use case or of the
  /// policy since.
  ///
  /// @param live how the use case stands to the gate as it is, which may be as it was signed
  public Optional<Live> signed(Promotion promotion, Optional<Live> live, Instant now) {
    String id = Gate.id(promotion.useCase(), promotion.to());
    Promotion.Against against = promotion.against();
    Optional<Version> use = current(Kind.USE_CASE, promotion.useCase());
    Optional<Version> then =
        books.facts().version(Kind.USE_CASE, promotion.useCase(), against.useCase());
    Optional<Version> put = books.facts().version(Kind.GATE, id, against.gate());
    if (use.isEmpty() || then.isEmpty() || put.isEmpty()) {
      return Optional.empty();
    }
    Gate signed =
        gate(use.get(), put.get(), promotion.to())
            .asSigned(
                gate(then.get(), put.get(), promotion.to()),
                Frozen.proof(promotion.pack().content()));
    return live.filter(it -> it.gate().version() == against.gate())
        .filter(it -> it.evaluation().gate().equals(signed))
        .or(() -> Optional.of(live(use.get(), put.get(), signed, now)));
  }

  /// The version of a gate that is in force.
  public Optional<Integer> version(String gate) {
    return current(Kind.GATE, gate).map(Version::version);
  }

  /// The five checks of a use case's goal, with what it served in as many days as a gate looks at.
  public List<SmartCheck> smart(UseCase useCase, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate from = today.minusDays(GateDefaults.WINDOW_DAYS);
    return smart(useCase, sources.at(new Asked(useCase.id(), start(from), start(today))), today);
  }

  private List<SmartCheck> smart(UseCase useCase, Figures figures, LocalDate today) {
    Optional<Served> served =
        served(figures, Metric.QUALITY).or(() -> served(figures, Metric.SUCCESS_SHARE));
    return SmartCheck.of(useCase, known.apply(useCase.id(), today).serving(served), today);
  }

  private static Optional<Served> served(Figures figures, Metric metric) {
    return switch (figures.of(metric, Confidence.P95)) {
      case Figure.Known it -> Optional.of(new Served(metric.code(), it.value(), it.n()));
      case Figure.Unknown _ -> Optional.empty();
    };
  }

  /// A version of a gate, for a version of its use case.
  private Gate gate(Version fact, Version version, Destination to) {
    UseCase useCase = UseCaseText.read(fact.id(), fact.body());
    return GateText.read(useCase, to, version.body(), safeguards(useCase))
        .grown(useCase.scope(), put(version));
  }

  private Safeguards safeguards(UseCase useCase) {
    return PolicyText.inForce(books.facts()).safeguards(useCase);
  }

  private static LocalDate put(Version gate) {
    return LocalDate.ofInstant(gate.at(), ZoneOffset.UTC);
  }

  private Live live(Version fact, Version version, Gate gate, Instant now) {
    UseCase useCase = UseCaseText.read(fact.id(), fact.body());
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate from = today.minusDays(gate.windowDays());
    Asked asked = new Asked(fact.id(), start(from), start(today));
    Optional<Version> rollout = current(Kind.ROLLOUT, fact.id());
    Projected figures = projected(gate, asked, rollout);
    Economics counted = economics.of(fact.id(), gate.countedFrom(put(version), today), today);
    return new Live(
        useCase,
        safeguards(useCase),
        fact,
        version,
        asked,
        rollout.map(it -> GateRollout.read(it.id(), it.body())),
        figures.of(Metric.ELIGIBLE_USERS, Confidence.P95),
        Evaluation.of(gate, figures, counted, figures.factors()),
        smart(useCase, figures, today),
        lights(gate.id()));
  }

  /// A factor is watched from the first whole day of the roll-out as it is.
  private Projected projected(Gate gate, Asked asked, Optional<Version> rollout) {
    LocalDate from = LocalDate.ofInstant(asked.from(), ZoneOffset.UTC);
    LocalDate to = LocalDate.ofInstant(asked.to(), ZoneOffset.UTC);
    LocalDate since =
        rollout
            .map(it -> LocalDate.ofInstant(it.at(), ZoneOffset.UTC).plusDays(1))
            .filter(from::isBefore)
            .orElse(from);
    BigDecimal share =
        rollout
            .map(it -> GateRollout.read(it.id(), it.body()).share().fraction())
            .orElse(BigDecimal.ONE);
    List<SpendDay> told =
        gate.projection().isPresent() && since.isBefore(to)
            ? days.of(gate.useCase(), since, to)
            : List.of();
    List<Watched> factors =
        gate.projection().map(it -> FactorWatch.of(it, share, told)).orElse(List.of());
    return new Projected(
        sources.at(asked),
        factors,
        gate.projection()
            .map(it -> FactorWatch.spend(it, share, told))
            .orElse(OptionalDouble.empty()),
        told.size(),
        "/api/v1/report?by=day&filter=use_case=%s&from=%s&to=%s"
            .formatted(gate.useCase(), since, to));
  }

  public Lights lights(String gate) {
    return current(Kind.GATE_LIGHT, gate).map(it -> Lights.read(it.body())).orElse(Lights.OUT);
  }

  Optional<Version> current(Kind kind, String id) {
    return books.facts().current(kind, id).filter(version -> !version.retired());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
