package dev.weir.value.hypothesis;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// What a unit did in a time, or many of them together. Of statistics, so float64: no amount here
/// is booked.
///
/// @param costUsd of its calls, as the ledger has it
/// @param outcomes told, successes or not
/// @param valueUsd of its outcomes
/// @param kpis by name
public record Figures(
    double calls,
    double costUsd,
    double outcomes,
    double successes,
    double valueUsd,
    Map<String, Kpi> kpis) {
  public static final Figures NONE = new Figures(0, 0, 0, 0, 0, Map.of());

  /// @param count outcomes that have it
  public record Kpi(double sum, double count) {
    private static final Kpi NONE = new Kpi(0, 0);

    private Kpi plus(Kpi other) {
      return new Kpi(sum + other.sum, count + other.count);
    }
  }

  public Figures {
    if (!DoubleStream.of(calls, costUsd, outcomes, successes, valueUsd)
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "what a unit did is finite, was %s calls, %s USD, %s outcomes, %s successes, %s USD"
              .formatted(calls, costUsd, outcomes, successes, valueUsd));
    }
    kpis = Map.copyOf(kpis);
  }

  /// Of calls alone.
  public static Figures ofCalls(double calls, double costUsd) {
    return new Figures(calls, costUsd, 0, 0, 0, Map.of());
  }

  public Figures plus(Figures other) {
    return new Figures(
        calls + other.calls,
        costUsd + other.costUsd,
        outcomes + other.outcomes,
        successes + other.successes,
        valueUsd + other.valueUsd,
        together(other));
  }

  private Map<String, Kpi> together(Figures other) {
    if (kpis.isEmpty() || other.kpis.isEmpty()) {
      return kpis.isEmpty() ? other.kpis : kpis;
    }
    Map<String, Kpi> sums = new TreeMap<>(kpis);
    other.kpis.forEach((name, kpi) -> sums.merge(name, kpi, Kpi::plus));
    return sums;
  }

  Kpi kpi(String name) {
    return kpis.getOrDefault(name, Kpi.NONE);
  }
}
