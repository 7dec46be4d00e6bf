package dev.weir.exchange.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Gaps put together by what they have in common, each group in their order.
final class Series {
  private Series() {}

  /// One group for each key, model and meter: its days.
  static List<List<Gap>> byDay(List<Gap> gaps) {
    return grouped(gaps, gap -> List.of(gap.place.key(), gap.place.model(), gap.place.meter()));
  }

  /// One group for each key, model and day: its meters.
  static List<List<Gap>> byMeter(List<Gap> gaps) {
    return grouped(gaps, gap -> List.of(gap.place.key(), gap.place.model(), gap.place.day()));
  }

  private static List<List<Gap>> grouped(List<Gap> gaps, Function<Gap, List<Object>> common) {
    Map<List<Object>, List<Gap>> groups = new LinkedHashMap<>();
    gaps.forEach(gap -> groups.computeIfAbsent(common.apply(gap), _ -> new ArrayList<>()).add(gap));
    return List.copyOf(groups.values());
  }
}
