package dev.weir.value.hypothesis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is said to happen.
///
/// @param minimumEffect the smallest change that matters, above 0, in units of the metric
/// @param guards what must not get worse
/// @param also metrics that are looked at beside; what is found in them decides nothing
public record Claim(
    Metric metric,
    Direction direction,
    double minimumEffect,
    List<Guard> guards,
    List<Metric> also) {
  private static final int OTHERS_MAX = 20;

  public Claim {
    guards = List.copyOf(guards);
    also = List.copyOf(also);
    if (!(minimumEffect > 0 && minimumEffect <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("field 'minimum_effect' is above 0, was " + minimumEffect);
    }
    if (guards.size() > OTHERS_MAX || also.size() > OTHERS_MAX) {
      throw new IllegalArgumentException(
          "fields 'guards' and 'also' have at most %d metrics each, was %d and %d"
              .formatted(OTHERS_MAX, guards.size(), also.size()));
    }
    Set<Metric> named = new HashSet<>(List.of(metric));
    guards.forEach(guard -> requireNew("guards", guard.metric(), named));
    also.forEach(other -> requireNew("also", other, named));
    if (metric.isCost()
        && direction == Direction.DECREASE
        && guards.stream().noneMatch(guard -> guard.metric().isQuality())) {
      throw new IllegalArgumentException(
          "field 'guards' has a guard of quality with its margin (success_share or kpi:NAME), for less %s is a saving, was %s"
              .formatted(
                  metric.code(), guards.stream().map(each -> each.metric().code()).toList()));
    }
  }

  private static void requireNew(String field, Metric metric, Set<Metric> named) {
    if (!named.add(metric)) {
      throw new IllegalArgumentException(
          "field '%s' has metrics that are named nowhere else, was '%s'"
              .formatted(field, metric.code()));
    }
  }

  /// All that are named, the claimed one first.
  public List<Metric> metrics() {
    List<Metric> all = new ArrayList<>(List.of(metric));
    guards.forEach(guard -> all.add(guard.metric()));
    all.addAll(also);
    return all;
  }

  /// Whether the claim is that something costs less.
  public boolean isSaving() {
    return metric.isCost() && direction == Direction.DECREASE;
  }
}
