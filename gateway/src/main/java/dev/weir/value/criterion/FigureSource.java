package dev.weir.value.criterion;

import java.util.Set;

/// Tells some metrics of any use case. Thread-safe; may block.
public interface FigureSource {
  /// Those it tells, for every use case.
  Set<Metric> metrics();

  Figures at(Asked asked);
}
