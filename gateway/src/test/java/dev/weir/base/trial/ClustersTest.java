package dev.weir.base.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private double[] cluster(double mean) {
    double of = mean + random.nextGaussian();
    return random.doubles(1 + random.nextInt(9)).map(u -> of + u).toArray();
  }

  @Test
  void aMeanIsTheRegressionOnAConstant() {
    List<Regression.Row> rows = new ArrayList<>();
    List<Moments> clusters = new ArrayList<>();
    for (int g = 0; g < 12; g++) {
      double[] values = cluster(5);
      clusters.add(Moments.of(values));
      for (double value : values) {
        rows.add(new Regression.Row(g, value, 1));
      }
    }
    Clustered mean = Clusters.mean(clusters);
    Regression judge = Regression.of(rows);

    assertThat(mean.point().value())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(0), within(1e-10));
    assertThat(mean.point().standardError())
        .as("seed %d", seed)
        .isCloseTo(judge.standardError(0), within(1e-10));
    assertThat(mean.point().degrees()).isEqualTo(11);
    assertThat(mean.point().method()).isEqualTo(Method.CLUSTERS);
    assertThat(mean.isOfFew()).isTrue();
  }

  @Test
  void aDifferenceIsTheRegressionOnWhoWasTreated() {
    List<Regression.Row> rows = new ArrayList<>();
    List<Moments> treated = new ArrayList<>();
    List<Moments> control = new ArrayList<>();
    for (int g = 0; g < 31; g++) {
      int isTreated = g % 3 == 0 ? 1 : 0;
      double[] values = cluster(5 + 2 * isTreated);
      (isTreated == 1 ? treated : control).add(Moments.of(values));
      for (double value : values) {
        rows.add(new Regression.Row(g, value, 1, isTreated));
      }
    }
    Clustered difference = Clusters.difference(treated, control);
    Regression judge = Regression.of(rows);

    assertThat(difference.point().value())
        .as("seed %d", seed)
        .isCloseTo(judge.coefficient(1), within(1e-10));
    assertThat(difference.point().standardError())
        .as("seed %d", seed)
        .isCloseTo(judge.standardError(1), within(1e-10));
    assertThat(difference.point().degrees()).isEqualTo(30);
    assertThat(difference.isOfFew()).isFalse();
  }

  @Test
  void clustersOfOneAreStudentsMean() {
    double[] values = random.doubles(50).toArray();
    List<Moments> alone = Arrays.stream(values).mapToObj(Moments::of).toList();

    assertThat(Clusters.mean(alone).point().within(Confidence.P95).width())
        .as("seed %d", seed)
        .isCloseTo(Moments.of(values).point().within(Confidence.P95).width(), within(1e-10));
  }

  @Test
  void refusesOneClusterAndAnEmptyOne() {
    Moments some = Moments.of(1, 2);

    assertThatThrownBy(() -> Clusters.mean(List.of(some)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a mean needs 2 clusters at least, was 1");
    assertThatThrownBy(() -> Clusters.difference(List.of(some, some), List.of(some)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a control group needs 2 clusters at least, was 1");
    assertThatThrownBy(() -> Clusters.mean(List.of(some, Moments.NONE)))
        .hasMessage("a cluster has 1 unit at least, was 0");
  }
}
