package dev.weir.value.outcome;

import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What an outcome of a use case is.
///
/// @param unit what one is, in the singular: `ticket resolved`
/// @param success when one counts as a success; nothing = as it is told, else always
/// @param worth nothing = it has the value it is told with, or none
/// @param statedEvidence how sure a value is that an outcome is told with
/// @param windowDays how long after it occurred an outcome may be told
public record OutcomeDefinition(
    String useCase,
    String unit,
    List<Kpi> kpis,
    Optional<Expression> success,
    Optional<Worth> worth,
    Evidence statedEvidence,
    Optional<Target> target,
    int windowDays) {
  static final int WINDOW_DAYS = 90;
  private static final int WINDOW_DAYS_MAX = 3_660;
  private static final int KPIS_MAX = 50;

  /// What is aimed at.
  public sealed interface Target {
    /// Successful units a month.
    record PerMonth(BigDecimal quantity) implements Target {}

    /// The goal of a KPI.
    record OfKpi(String kpi) implements Target {}
  }

  public OutcomeDefinition {
    kpis = List.copyOf(kpis);
    Decimals.requireText("unit", unit);
    if (useCase.isBlank() || useCase.length() > ToldOutcome.TEXT_MAX) {
      throw Decimals.wrong(
          "use_case", "a text of 1 to %d characters".formatted(ToldOutcome.TEXT_MAX), useCase);
    }
    if (windowDays < 1 || windowDays > WINDOW_DAYS_MAX) {
      throw Decimals.wrong(
          "window_days", "1 to %,d".formatted(WINDOW_DAYS_MAX), Integer.toString(windowDays));
    }
    if (kpis.size() > KPIS_MAX || kpis.stream().map(Kpi::name).distinct().count() < kpis.size()) {
      throw new IllegalArgumentException(
          "field 'kpis' has at most %d KPIs, each name once, was %s"
              .formatted(KPIS_MAX, kpis.stream().map(Kpi::name).toList()));
    }
    if (target.isPresent()) {
      requireTarget(kpis, target.get());
    }
  }

  private static void requireTarget(List<Kpi> kpis, Target target) {
    switch (target) {
      case Target.PerMonth(BigDecimal quantity) -> {
        if (quantity.signum() <= 0) {
          throw Decimals.wrong("target.per_month", "above 0", quantity.toPlainString());
        }
      }
      case Target.OfKpi(String name) -> {
        if (kpis.stream().noneMatch(kpi -> kpi.name().equals(name) && kpi.goal().isPresent())) {
          throw Decimals.wrong("target.kpi", "a KPI that has a goal", name);
        }
      }
    }
  }

  public Optional<Kpi> kpi(String name) {
    return kpis.stream().filter(kpi -> kpi.name().equals(name)).findFirst();
  }

  /// One outcome as it is promised, by name: its quantity, and KPIs at their goals, of booleans
  /// true being 1. A scale's goal is about its best answers, not its mean: it is in none.
  public Map<String, BigDecimal> atGoals() {
    Map<String, BigDecimal> figures = new HashMap<>();
    figures.put(Names.QUANTITY, BigDecimal.ONE);
    kpis.stream()
        .filter(kpi -> kpi.kind().shape() != KpiKind.Shape.SCALE)
        .forEach(kpi -> kpi.goal().ifPresent(goal -> figures.put(kpi.name(), goal.bound())));
    return figures;
  }

  /// Names of rate cards that its value uses.
  public Set<String> rateCards() {
    return worth.stream()
        .flatMap(it -> it.formula().names())
        .flatMap(name -> rateCard(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The rate card that a name in a formula is of.
  static Optional<String> rateCard(String name) {
    return name.startsWith(Names.RATE)
        ? Optional.of(name.substring(Names.RATE.length()))
        : Optional.of(name)
            .filter(it -> it.startsWith(Names.REDEPLOYED))
            .map(it -> it.substring(Names.REDEPLOYED.length()));
  }
}
