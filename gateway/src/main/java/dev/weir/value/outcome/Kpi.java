package dev.weir.value.outcome;

import java.math.BigDecimal;
import java.util.Optional;

/// Something measured of each outcome.
///
/// @param min least value, within what the kind has
/// @param max most
public record Kpi(
    String name,
    KpiKind kind,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Optional<Goal> goal) {

  /// Where the KPI's figure is to be: the share of a boolean, the mean of a measure, the share of
  /// the two best answers of a scale.
  ///
  /// @param atLeast whether more is better
  public record Goal(BigDecimal bound, boolean atLeast) {}

  public Kpi {
    Names.requireKpi(name);
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      throw new IllegalArgumentException(
          "KPI '%s': min is at most max, was %s and %s".formatted(name, min.get(), max.get()));
    }
    if (kind.shape() != KpiKind.Shape.MEASURE) {
      requireNoRange(name, kind, min.or(() -> max));
      goal.map(Goal::bound)
          .filter(share -> share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0)
          .ifPresent(share -> {
            throw new IllegalArgumentException(
                "KPI '%s': the goal of a %s is a share from 0 to 1, was '%s'"
                    .formatted(name, kind.code(), share));
          });
    }
  }

  private static void requireNoRange(String name, KpiKind kind, Optional<BigDecimal> bound) {
    if (bound.isPresent()) {
      throw new IllegalArgumentException(
          "KPI '%s': a %s has its own range and takes no min or max, was '%s'"
              .formatted(name, kind.code(), bound.get()));
    }
  }

  /// Requires a value that this KPI can have.
  void require(BigDecimal value) {
    if (!kind.takes(value)) {
      throw wrong(kind.rule(), value);
    }
    min.filter(low -> value.compareTo(low) < 0)
        .ifPresent(low -> {
          throw wrong("at least " + low.toPlainString(), value);
        });
    max.filter(high -> value.compareTo(high) > 0)
        .ifPresent(high -> {
          throw wrong("at most " + high.toPlainString(), value);
        });
  }

  private IllegalArgumentException wrong(String rule, BigDecimal seen) {
    return new IllegalArgumentException(
        "field 'kpis.%s': a %s is %s, was '%s'"
            .formatted(name, kind.code(), rule, seen.toPlainString()));
  }
}
