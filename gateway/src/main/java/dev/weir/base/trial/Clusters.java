package dev.weir.base.trial;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import java.util.List;
import java.util.stream.DoubleStream;

/// Means of units that come in clusters (users of a team, calls of a session), where the clusters
/// were drawn or randomised: units of a cluster are alike, so the clusters are what is counted.
public final class Clusters {
  private static final int CLUSTERS_MIN = 2;

  private Clusters() {}

  /// The mean over all units, its residuals added up by cluster.
  public static Clustered mean(List<Moments> clusters) {
    requireEnough("a mean", clusters);
    Moments all = together(clusters);
    return Clustered.of(all.mean(), influences(clusters, all).toArray());
  }

  /// The mean of the first less that of the second, as the coefficient of a regression on which of
  /// them a unit is of; each cluster is wholly of one.
  public static Clustered difference(List<Moments> treated, List<Moments> control) {
    requireEnough("a treated group", treated);
    requireEnough("a control group", control);
    Moments allTreated = together(treated);
    Moments allControl = together(control);
    return Clustered.of(
        allTreated.mean() - allControl.mean(),
        DoubleStream.concat(influences(treated, allTreated), influences(control, allControl))
            .toArray());
  }

  private static DoubleStream influences(List<Moments> clusters, Moments all) {
    return clusters.stream()
        .mapToDouble(each -> each.count() * (each.mean() - all.mean()) / all.count());
  }

  private static Moments together(List<Moments> clusters) {
    return clusters.stream().reduce(Moments.NONE, Moments::plus);
  }

  private static void requireEnough(String what, List<Moments> clusters) {
    if (clusters.stream().anyMatch(each -> each.count() == 0)) {
      throw new IllegalArgumentException("a cluster has 1 unit at least, was 0");
    }
    if (clusters.size() < CLUSTERS_MIN) {
      throw new Unanswered(
          "%s needs %d clusters at least, was %d".formatted(what, CLUSTERS_MIN, clusters.size()));
    }
  }
}
