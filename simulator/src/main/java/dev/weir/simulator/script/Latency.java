package dev.weir.simulator.script;

import java.util.random.RandomGenerator;

/// How long an answer takes: medians of the time to the first frame and of each gap after it.
///
/// Each wait is the median times `exp(jitter * g)`, `g` standard normal: lognormal, and exactly the
/// median when the jitter is 0.
public record Latency(long ttftNanos, long paceNanos, double jitter) {
  public static final Latency NONE = new Latency(0, 0, 0);

  public long firstWait(RandomGenerator random) {
    return wait(ttftNanos, random);
  }

  public long nextWait(RandomGenerator random) {
    return wait(paceNanos, random);
  }

  private long wait(long median, RandomGenerator random) {
    if (jitter == 0 || median == 0) {
      return median;
    }
    return (long) (median * Math.exp(jitter * random.nextGaussian()));
  }

  /// This latency where the directive does not say otherwise.
  Latency with(Directive directive) {
    String spread = directive.text("jitter");
    return new Latency(
        directive.nanos("ttft", ttftNanos),
        directive.nanos("pace", paceNanos),
        spread == null ? jitter : Values.decimal("jitter", spread));
  }
}
