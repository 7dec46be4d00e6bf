package dev.weir.value.criterion;

import dev.weir.base.stats.Confidence;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All sources of figures that there are here, as one.
public final class Sources implements FigureSource {
  private final Map<Metric, FigureSource> tellers = new EnumMap<>(Metric.class);

  /// Two sources of one metric are an [IllegalArgumentException]: nobody could say which is meant.
  public Sources(List<FigureSource> sources) {
    for (FigureSource source : sources) {
      for (Metric metric : source.metrics()) {
        if (tellers.put(metric, source) != null) {
          throw new IllegalArgumentException(
              "metric '%s' has one source, was two".formatted(metric.code()));
        }
      }
    }
  }

  @Override
  public Set<Metric> metrics() {
    return Set.copyOf(tellers.keySet());
  }

  /// A source is asked once, when one of its metrics first is.
  @Override
  public Figures at(Asked asked) {
    IdentityHashMap<FigureSource, Figures> told = new IdentityHashMap<>();
    return (metric, confidence) -> {
      FigureSource source = tellers.get(metric);
      return source == null ? untold(metric) : figure(told, source, asked, metric, confidence);
    };
  }

  private static Figure figure(
      IdentityHashMap<FigureSource, Figures> told,
      FigureSource source,
      Asked asked,
      Metric metric,
      Confidence confidence) {
    return told.computeIfAbsent(source, it -> it.at(asked)).of(metric, confidence);
  }

  private static Figure untold(Metric metric) {
    return new Figure.Unknown("nothing here tells the metric '%s'".formatted(metric.code()), "");
  }
}
