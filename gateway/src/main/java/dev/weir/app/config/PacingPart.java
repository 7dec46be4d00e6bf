package dev.weir.app.config;

import java.time.Duration;
import java.util.List;

/// How fast a provider is asked.
public record PacingPart(
    @Meaning("whether what its answers say of its limits counts, and what its 429s teach")
        boolean learn,
    @Meaning("how long a call waits for room; then it goes to another target, or is refused")
        Duration waitMax,
    @Meaning("how many calls wait for the same limit") int waitingMax,
    @Meaning("what is known of its limits: the first that names a model counts for it")
        List<ModelLimit> limits) {
  public static final PacingPart DEFAULT =
      new PacingPart(false, Duration.ofSeconds(10), 1_000, List.of());

  public PacingPart {
    limits = List.copyOf(limits);
    Require.positive("pacing.wait_max", waitMax);
    Require.between("pacing.waiting_max", waitingMax, 0, 100_000);
  }
}
