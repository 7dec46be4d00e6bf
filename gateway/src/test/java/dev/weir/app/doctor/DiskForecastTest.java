package dev.weir.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.segment.SegmentExtent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskForecastTest {
  private static final Instant BEGUN = Instant.parse("2026-11-01T00:00:00Z");
  private static final long MEBI = 1 << 20;
  private static final long SEGMENT = 64 * MEBI;

  /// Segments of 64 MiB, one begun every so often, each 16 MiB on the disk but the one being
  /// written.
  private static List<SegmentExtent> segments(int count, Duration every) {
    List<SegmentExtent> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(
          new SegmentExtent(
              i * SEGMENT,
              BEGUN.plus(every.multipliedBy(i)),
              i == count - 1 ? SEGMENT : 16 * MEBI));
    }
    return segments;
  }

  private static Finding forecast(
      long free, List<SegmentExtent> segments, long ledger, Duration since) {
    return new DiskForecast(free, segments, ledger, BEGUN.plus(since)).finding();
  }

  @Test
  void aDiskThatLastsIsGoodAndSaysHowLongAtThePaceOfTheClosedSegments() {
    // Four segments a day of 16 MiB, and for each 8 MiB of ledger database: 96 MiB a day.
    Finding finding =
        forecast(96 * MEBI * 30, segments(9, Duration.ofHours(6)), 64 * MEBI, Duration.ofDays(2));

    assertThat(finding.isGood()).isTrue();
    assertThat(finding.says())
        .startsWith("full in 30 days: 2,880 MiB free")
        .contains("grow by 96.0 MiB a day");
  }

  @Test
  void aDiskThatIsFullInLessThanFourteenDaysNeedsAttention() {
    List<SegmentExtent> segments = segments(9, Duration.ofHours(6));

    assertThat(forecast(64 * MEBI * 14, segments, 0, Duration.ofDays(2)).isGood()).isTrue();
    Finding finding = forecast(64 * MEBI * 14 - 1, segments, 0, Duration.ofDays(2));
    assertThat(finding.isGood()).isFalse();
    assertThat(finding.says()).contains("full in 13 days", "below 14 days");
  }

  @Test
  void aSegmentThatIsWrittenForDaysSlowsTheForecastDown() {
    // Eight were closed in two days, the ninth is not full after sixteen more: 9 × 16 MiB in 18
    // days.
    Finding finding = forecast(80 * MEBI, segments(9, Duration.ofHours(6)), 0, Duration.ofDays(18));

    assertThat(finding.says()).contains("full in 10 days", "8.0 MiB a day");
  }

  @Test
  void aClockBeforeTheNewestSegmentChangesNothing() {
    Finding finding = forecast(640 * MEBI, segments(9, Duration.ofHours(6)), 0, Duration.ZERO);

    assertThat(finding.says()).contains("full in 10 days");
  }

  @Test
  void withoutAClosedSegmentOrAnHourNothingIsForecastAndNothingIsWrong() {
    Finding first = forecast(MEBI, segments(1, Duration.ZERO), 0, Duration.ofDays(3));
    Finding burst = forecast(MEBI, segments(9, Duration.ofMinutes(1)), 0, Duration.ofDays(3));
    Finding none = forecast(MEBI, List.of(), 0, Duration.ofDays(3));

    assertThat(List.of(first, burst, none)).allMatch(Finding::isGood);
    assertThat(first.says()).contains("1 MiB free", "is not known: no segment");
    assertThat(burst.says()).contains("span 8 min, less than an hour");
    assertThat(none.says()).contains("is not known");
  }
}
