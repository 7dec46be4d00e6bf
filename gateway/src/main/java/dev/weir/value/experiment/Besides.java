package dev.weir.value.experiment;

import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.BenjaminiHochberg;
import dev.weir.value.experiment.Judging.Size;
import dev.weir.value.experiment.Readout.Beside;
import dev.weir.value.hypothesis.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What is found in metrics that decide nothing, so that among what is found few is chance.
final class Besides {
  private static final double FALSE_DISCOVERIES = 0.05;

  private Besides() {}

  static List<Beside> of(
      List<Metric> metrics, Looking looking, Size size, Function<Metric, Point> difference) {
    List<Beside> all = new ArrayList<>();
    Map<Metric, Double> pValues = new HashMap<>();
    for (Metric metric : metrics) {
      try {
        Point point = difference.apply(metric);
        double p = looking.pValue(point, size.all());
        all.add(Beside.told(metric, looking.within(point, size.all()), p));
        pValues.put(metric, p);
      } catch (Unanswered unanswered) {
        all.add(Beside.untold(metric, unanswered));
      }
    }
    Set<Metric> found = BenjaminiHochberg.rejected(pValues, FALSE_DISCOVERIES);
    return all.stream().map(each -> each.found(found.contains(each.metric()))).toList();
  }
}
