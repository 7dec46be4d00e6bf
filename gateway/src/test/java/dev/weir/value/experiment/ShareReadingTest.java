package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Estimate.Method;
import dev.weir.base.stats.Point;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.experiment.Readout.Group;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareReadingTest {
  private static Group group(String name, double value, double standardError) {
    Estimate interval =
        new Point(value, standardError, Double.POSITIVE_INFINITY, Method.DELTA)
            .within(Confidence.P95);
    return new Group(name, 1_000, 1_000, Optional.of(interval));
  }

  private static Readout readout(Group... groups) {
    return new Readout(Optional.empty(), List.of(groups), 0, List.of(), List.of());
  }

  private static Optional<ShownShare> share(Readout readout) {
    return ShareReading.of("pilot", readout, "ai", "manual");
  }

  /// 3 dollars against 2: a third. The ratio 2/3 has relative errors of 5 % and 4 %.
  @Test
  void isWhatThoseWithItBroughtBeyondThoseWithout() {
    ShownShare share = share(readout(group("ai", 3, 0.12), group("manual", 2, 0.1))).orElseThrow();

    assertThat(share.hypothesis()).isEqualTo("pilot");
    assertThat(share.value()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(share.standardError()).isCloseTo(2.0 / 3 * Math.hypot(0.05, 0.04), within(1e-12));
  }

  @Test
  void isBelowNothingWhereThoseWithoutBroughtMore() {
    Readout worse = readout(group("ai", 2, 0.1), group("manual", 3, 0.1));

    assertThat(share(worse).orElseThrow().value()).isEqualTo(-0.5);
  }

  @Test
  void isNoneWhileNothingMayBeLookedAtOrNothingWasBrought() {
    Group early = new Group("ai", 5, 0, Optional.empty());

    assertThat(share(readout(early, group("manual", 2, 0.1)))).isEmpty();
    assertThat(share(readout(group("ai", 0, 0.1), group("manual", 2, 0.1)))).isEmpty();
    assertThat(share(readout(group("ai", 2, 0.1)))).isEmpty();
  }
}
