package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an arm's units did, added up.
///
/// @param exposed units that were put into it, those that do not count yet too
/// @param sum of the units that count
/// @param samples of each registered metric, over the units that count
public record Observed(String arm, long exposed, Figures sum, Map<Metric, Sample> samples) {
  public Observed {
    samples = Map.copyOf(samples);
  }

  /// Units that count.
  long counted() {
    return samples.values().stream().mapToLong(Sample::count).findFirst().orElse(0);
  }

  Sample sample(Metric metric) {
    return samples.getOrDefault(metric, Sample.NONE);
  }

  /// @param counted whose time is over
  static Observed of(String arm, long exposed, List<Exposed> counted, Hypothesis hypothesis) {
    Figures sum = Figures.NONE;
    Map<Metric, Sample> samples = new HashMap<>();
    hypothesis.claim().metrics().forEach(metric -> samples.put(metric, Sample.NONE));
    boolean adjusts = hypothesis.plan().covariateDays().isPresent();
    for (Exposed unit : counted) {
      sum = sum.plus(unit.within());
      for (Metric metric : hypothesis.claim().metrics()) {
        Sample next =
            samples
                .getOrDefault(metric, Sample.NONE)
                .plus(metric, unit.within(), unit.history(metric, adjusts));
        samples.put(metric, next);
      }
    }
    return new Observed(arm, exposed, sum, samples);
  }
}
