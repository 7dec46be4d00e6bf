package dev.weir.value.stage;

import dev.weir.base.stats.Confidence;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Metric;
import dev.weir.value.criterion.Sources;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Economics;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Gate;
import dev.weir.value.gate.GateText;
import dev.weir.value.gate.Projected;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
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

/// How use cases stand to their gates, on figures as they are. Thread-safe; blocks.
public final class LiveGates {
  private final Books books;
  private final Sources sources;
  private final SpendDays days;
  private final Economics.Source economics;

  /// @param days what use cases used and cost, for projections
  /// @param economics what they cost and brought, for proofs
  public LiveGates(Books books, Sources sources, SpendDays days, Economics.Source economics) {
    this.books = books;
    this.sources = sources;
    this.days = days;
    this.economics = economics;
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
        : Optional.of(live(fact.get(), gate.get(), to, now));
  }

  private Live live(Version fact, Version version, Destination to, Instant now) {
    UseCase useCase = UseCaseText.read(fact.id(), fact.body());
    Gate gate = GateText.read(fact.id(), to, version.body());
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate from = today.minusDays(gate.windowDays());
    Asked asked = new Asked(fact.id(), start(from), start(today));
    Optional<Version> rollout = current(Kind.ROLLOUT, fact.id());
    Projected figures = projected(gate, asked, rollout);
    LocalDate put = LocalDate.ofInstant(version.at(), ZoneOffset.UTC);
    Economics counted = economics.of(fact.id(), gate.countedFrom(put, today), today);
    return new Live(
        useCase,
        fact,
        version,
        asked,
        rollout.map(it -> RolloutText.read(it.id(), it.body())),
        figures.of(Metric.ELIGIBLE_USERS, Confidence.P95),
        Evaluation.of(gate, figures, counted, figures.factors()),
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
            .map(it -> RolloutText.read(it.id(), it.body()).share().fraction())
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
