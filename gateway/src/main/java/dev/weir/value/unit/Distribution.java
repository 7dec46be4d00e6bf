package dev.weir.value.unit;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Gini;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Quantiles;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.stats.Winsorised;
import java.util.Arrays;
import java.util.Optional;

/// How what units cost is distributed, in dollars; intervals at 95 %.
///
/// @param units how many
/// @param mean raw
/// @param winsorised the mean with the outliers at both ends set to the next value
/// @param cut what costs more is an outlier; absent where none is set
/// @param gini how unevenly it is used, 0 to towards 1
public record Distribution(
    UnitKind kind,
    long units,
    Figure mean,
    Figure median,
    Figure p95,
    Figure winsorised,
    Optional<Double> cut,
    Optional<Double> gini) {
  private static final double WINSORISED = 0.01;
  private static final int WINSORISED_FROM = 20;
  private static final int UNITS_MAX = 1_000_000;

  /// Takes the units one by one. Not thread-safe.
  public static final class Sample {
    private Moments moments = Moments.NONE;
    private double[] values = new double[1_024];

    public void add(UnitCost unit) {
      add(unit.usd().doubleValue());
    }

    void add(double usd) {
      int at = (int) Math.min(moments.count(), UNITS_MAX);
      if (at < UNITS_MAX) {
        if (at == values.length) {
          values = Arrays.copyOf(values, Math.min(UNITS_MAX, values.length * 2));
        }
        values[at] = usd;
      }
      moments = moments.plus(usd);
    }

    public Distribution of(UnitKind kind) {
      return of(
          kind,
          moments.count() == 0
              ? Figure.none("a mean needs 1 value at least, was 0")
              : Figure.of(moments.mean(), () -> moments.point().within(Confidence.P95)));
    }

    Distribution of(UnitKind kind, Figure mean) {
      if (moments.count() > UNITS_MAX) {
        Figure many =
            Figure.none(
                "quantiles are of at most %,d units, was %,d"
                    .formatted(UNITS_MAX, moments.count()));
        return new Distribution(
            kind, moments.count(), mean, many, many, many, Optional.empty(), Optional.empty());
      }
      return Distribution.of(kind, mean, Arrays.copyOf(values, (int) moments.count()));
    }
  }

  private static Distribution of(UnitKind kind, Figure mean, double[] values) {
    Optional<Winsorised> set = winsorised(values);
    return new Distribution(
        kind,
        values.length,
        mean,
        quantile(values, 0.5),
        quantile(values, 0.95),
        set.map(it -> Figure.of(it.winsorised().mean(), () -> it.point().within(Confidence.P95)))
            .orElseGet(() ->
                Figure.none(
                    "a winsorised mean needs %d units at least, was %d"
                        .formatted(WINSORISED_FROM, values.length))),
        set.map(Winsorised::high),
        gini(values));
  }

  /// What the same units cost where everything costs so many times as much: with pools, which are
  /// taken to fall on units as the ledger's cost does.
  public Distribution times(double factor) {
    return new Distribution(
        kind,
        units,
        mean.times(factor),
        median.times(factor),
        p95.times(factor),
        winsorised.times(factor),
        cut.map(usd -> usd * factor),
        gini);
  }

  private static Figure quantile(double[] values, double share) {
    if (values.length == 0) {
      return Figure.none("a quantile needs 1 value at least, was 0");
    }
    Quantiles quantiles = Quantiles.of(values);
    return Figure.of(quantiles.at(share), () -> quantiles.within(share, Confidence.P95));
  }

  /// One unit at each end at least.
  private static Optional<Winsorised> winsorised(double[] values) {
    return values.length < WINSORISED_FROM
        ? Optional.empty()
        : Optional.of(Winsorised.of(values, Math.max(WINSORISED, 1.5 / values.length)));
  }

  /// Absent where somebody was given more back than they spent, or nobody spent anything.
  private static Optional<Double> gini(double[] values) {
    if (Arrays.stream(values).anyMatch(value -> value < 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Gini.of(values));
    } catch (Unanswered nothingUsed) {
      return Optional.empty();
    }
  }
}
