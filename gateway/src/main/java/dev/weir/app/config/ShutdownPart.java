package dev.weir.app.config;

import java.time.Duration;

/// How the gateway ends when it is told to.
public record ShutdownPart(
    @Meaning("time in which it is not ready but still takes calls, for load balancers to move away")
        Duration lead,
    @Meaning("time for the calls under way to finish; what is left then is ended and settled")
        Duration grace) {
  public static final ShutdownPart DEFAULT =
      new ShutdownPart(Duration.ofSeconds(1), Duration.ofSeconds(30));

  public ShutdownPart {
    Require.notNegative("shutdown.lead", lead);
    Require.notNegative("shutdown.grace", grace);
  }
}
