package dev.weir.value.criterion;

import dev.weir.base.stats.Confidence;

/// The figures of one use case at one moment; the same question has the same answer.
@FunctionalInterface
public interface Figures {
  /// @param metric one that its source tells
  /// @param confidence of the bounds, where the metric has any
  Figure of(Metric metric, Confidence confidence);
}
