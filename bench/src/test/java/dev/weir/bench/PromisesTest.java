package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.Endurance.SlowStreams;
import dev.weir.bench.Endurance.Soak;
import dev.weir.bench.Endurance.Start;
import dev.weir.bench.Promises.Row;
import dev.weir.bench.traffic.Sample;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private final Turns turns = new Turns();
  private Optional<SlowStreams> slow = Optional.empty();
  private List<Start> starts = List.of();
  private Optional<Soak> soak = Optional.empty();

  private void turn(PeerLoad load, Peer peer, double perSecond, int p99Micros) {
    Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    latencies.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(p99Micros), 1_000);
    Sample sample = new Sample(perSecond, latencies, 0, 0, 0, 0, 0, "");
    turns.add(load, peer, new Turn(sample, 80, 300, 0, OptionalDouble.of(9_000)));
  }

  private Row row(String what) {
    return new Promises(turns, slow, starts, soak)
        .rows().stream().filter(row -> row.what().startsWith(what)).findFirst().orElseThrow();
  }

  @Test
  void whatWasNotMeasuredIsNotMet() {
    assertThat(new Promises(turns, slow, starts, soak).rows())
        .extracting(Row::verdict)
        .containsOnly("not measured");
  }

  @Test
  void comparesThroughputWithItsPeers() {
    turn(PeerLoad.JSON, Peer.GOVERNED, 10_000, 1);
    turn(PeerLoad.JSON, Peer.NGINX, 41_000, 1);
    turn(PeerLoad.JSON, Peer.PORTKEY, 500, 1);

    assertThat(row("requests/s, governed ÷ nginx"))
        .extracting(Row::measured, Row::verdict)
        .containsExactly("0.24", "NOT MET");
    assertThat(row("requests/s, governed ÷ Portkey").verdict()).isEqualTo("met");
    assertThat(row("CPU per request").measured()).isEqualTo("80.0 µs");
    assertThat(row("bytes allocated").verdict()).isEqualTo("stated");
  }

  @Test
  void theOpenLoopIsJudgedByWhatItAddsToDirect() {
    turn(PeerLoad.OPEN, Peer.DIRECT, 1_000, 300);
    turn(PeerLoad.OPEN, Peer.GOVERNED, 1_000, 1_190);
    turn(PeerLoad.OPEN, Peer.HOST, 1_000, 9_310);

    assertThat(row("p99 at 1,000 requests/s").verdict()).isEqualTo("met");
    assertThat(row("the same, journal host"))
        .extracting(Row::measured, Row::verdict)
        .containsExactly("9.01 ms", "stated");
  }

  @Test
  void aLateOrLostFrameBreaksThePromiseOfTheSlowStreams() {
    slow = Optional.of(slow(300_000, 0));
    assertThat(row("5,000 streams").verdict()).isEqualTo("met");
    slow = Optional.of(slow(300_000, 1));
    assertThat(row("5,000 streams").verdict()).isEqualTo("NOT MET");
    slow = Optional.of(slow(299_999, 0));
    assertThat(row("5,000 streams").verdict()).isEqualTo("NOT MET");
  }

  private static SlowStreams slow(long seen, long late) {
    return new SlowStreams(5_000, Duration.ofMinutes(1), 300_000, seen, late, 1, 2, 0, 300);
  }

  @Test
  void memoryIsFlatOnlyAfterTenMinutes() {
    List<Double> samples =
        Stream.concat(
                Collections.nCopies(60, 300.0).stream(), Collections.nCopies(540, 340.0).stream())
            .toList();
    soak = Optional.of(new Soak(Duration.ofMinutes(1), samples, false));
    assertThat(row("resident memory, last").verdict()).isEqualTo("not measured");
    soak = Optional.of(new Soak(Duration.ofMinutes(10), samples, false));
    assertThat(row("resident memory, last"))
        .extracting(Row::measured, Row::verdict)
        .containsExactly("1.13", "NOT MET");
    assertThat(row("resident memory at").verdict()).isEqualTo("met");
  }

  @Test
  void aStartIsTheMedianOfAllStarts() {
    starts = List.of(new Start(1_400, 2_000, 90), new Start(1_700, 2_100, 80), new Start(1, 2, 3));

    assertThat(row("listening"))
        .extracting(Row::measured, Row::verdict)
        .containsExactly("1,400 ms", "met");
    assertThat(row("ready").measured()).isEqualTo("2,000 ms");
  }

  @Test
  void aFortyMillisecondModeNamesWhereItIs() {
    turn(PeerLoad.OPEN, Peer.GOVERNED, 1_000, 40_000);
    turn(PeerLoad.OPEN, Peer.NGINX, 1_000, 40_000);

    assertThat(row("40 ms mode"))
        .extracting(Row::measured, Row::verdict)
        .containsExactly("weir governed: JSON, 1,000 requests/s", "NOT MET");
  }
}
