package dev.weir.app.config;

import java.time.Duration;

/// Encryption of the two planes.
public record TlsPart(
    @Meaning("for applications") PlaneTls dataPlane,
    @Meaning("for people and operators") PlaneTls controlPlane,
    @Meaning(
            "how often the files are looked at; a pair that has changed and is good is used for"
                + " new connections, a bad one leaves the old one in use")
        Duration watch) {
  public static final TlsPart DEFAULT =
      new TlsPart(PlaneTls.NONE, PlaneTls.NONE, Duration.ofSeconds(30));

  public TlsPart {
    Require.positive("tls.watch", watch);
  }
}
