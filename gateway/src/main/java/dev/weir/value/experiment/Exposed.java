package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Metric;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// A unit that was put into an arm, and what it did.
///
/// @param first exposure
/// @param before what it did in the days before, as many as registered; none = nobody knew it then
/// @param within the registered days from its first exposure on
public record Exposed(
    String unit, String arm, Instant first, Optional<Figures> before, Figures within) {

  /// What explains a unit's figure of a metric, as far as it is known and asked for.
  OptionalDouble history(Metric metric, boolean adjusts) {
    return adjusts
        ? before.stream().mapToDouble(metric::numerator).findFirst()
        : OptionalDouble.empty();
  }
}
