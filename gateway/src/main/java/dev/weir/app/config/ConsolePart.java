package dev.weir.app.config;

import java.time.Duration;

/// The pages for people, on the control plane's listener.
public record ConsolePart(
    @Meaning("somebody who has signed in and does nothing for this long signs in again")
        Duration sessionIdle,
    @Meaning("longest time until somebody signs in again, whatever they do") Duration sessionLife,
    @Meaning("people signed in at once; one more ends the session that was not used for longest")
        int sessions,
    @Meaning(
            "`true` = browsers come over TLS that ends before this gateway; its cookies are for TLS"
                + " alone then, as they are where the control plane has a certificate")
        boolean behindTls) {
  public static final ConsolePart DEFAULT =
      new ConsolePart(Duration.ofHours(12), Duration.ofDays(7), 10_000, false);

  public ConsolePart {
    Require.positive("console.session_idle", sessionIdle);
    Require.positive("console.session_life", sessionLife);
    Require.between("console.sessions", sessions, 100, 1_000_000);
    if (sessionIdle.compareTo(sessionLife) > 0) {
      throw new IllegalArgumentException(
          "console.session_idle must be at most console.session_life, %s, was %s"
              .formatted(sessionLife, sessionIdle));
    }
  }
}
