package dev.weir.app.config;

import java.time.Duration;

/// How the gateway starts.
public record StartPart(
    @Meaning(
            "longest time of pretended calls before it is ready, so that the first real ones are"
                + " fast; 0 = none")
        Duration warmUp) {
  public static final StartPart DEFAULT = new StartPart(Duration.ofSeconds(2));

  public StartPart {
    Require.notNegative("start.warm_up", warmUp);
  }
}
