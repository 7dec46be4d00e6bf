package dev.weir.value.ramp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Each factor of spend against its projection, day by day.
public final class FactorWatch {
  private static final int DAYS_MAX = 366;

  private FactorWatch() {}

  /// @param ratio mean of actual ÷ expected; absent without a day that tells
  /// @param days that told
  /// @param sum of the [Cusum] by now
  /// @param alarmed the first day on which it alarmed
  public record Watched(
      SpendFactor factor,
      OptionalDouble ratio,
      int days,
      double sum,
      double alarm,
      Optional<LocalDate> alarmed) {

    /// `tokens_per_query: 1.62 of what was projected, CUSUM 1.31 > 1.0 since 2026-10-09`.
    public String text() {
      return "%s: %.2f of what was projected, CUSUM %.2f %s %s%s"
          .formatted(
              factor.code(),
              ratio.orElse(Double.NaN),
              sum,
              alarmed.isPresent() ? "passed" : "≤",
              alarm,
              alarmed.map(day -> " on " + day).orElse(""));
    }
  }

  /// @param share of the users that could call on these days
  /// @param days whole ones, in order; the last 366 count
  public static List<Watched> of(Projection projection, BigDecimal share, List<SpendDay> days) {
    List<SpendDay> last = days.subList(Math.max(0, days.size() - DAYS_MAX), days.size());
    return Arrays.stream(SpendFactor.values())
        .map(factor -> watched(projection, share, last, factor))
        .toList();
  }

  private static Watched watched(
      Projection projection, BigDecimal share, List<SpendDay> days, SpendFactor factor) {
    double expected = projection.expected(factor, share);
    List<LocalDate> told = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (SpendDay day : days) {
      OptionalDouble actual = day.of(factor);
      if (actual.isPresent() && expected > 0) {
        told.add(day.day());
        ratios.add(actual.getAsDouble() / expected);
      }
    }
    double[] figures = ratios.stream().mapToDouble(Double::doubleValue).toArray();
    Cusum.Reading reading = projection.cusum().read(figures);
    Optional<LocalDate> alarmed =
        reading.alarmed().isPresent()
            ? Optional.of(told.get(reading.alarmed().getAsInt()))
            : Optional.empty();
    return new Watched(
        factor,
        Arrays.stream(figures).average(),
        figures.length,
        reading.sum(),
        projection.cusum().alarm(),
        alarmed);
  }

  /// All they cost ÷ what all of these days were projected to cost; absent without a day.
  public static OptionalDouble spend(Projection projection, BigDecimal share, List<SpendDay> days) {
    double expected =
        projection.users().multiply(share).multiply(projection.usdPerUser()).doubleValue()
            * days.size();
    double actual = days.stream().mapToDouble(day -> day.usd().doubleValue()).sum();
    return expected > 0 ? OptionalDouble.of(actual / expected) : OptionalDouble.empty();
  }
}
