package dev.weir.app.config;

import java.time.Duration;

/// How better figures are had for answers that went on after their calls.
public record CorrectionsPart(
    @Meaning(
            "whether providers are asked for what background answers and batches used that nobody"
                + " asks for: [other operations](operations-other.md#what-weir-asks-itself)")
        boolean ask,
    @Meaning("how long after its call an answer is first asked for") Duration askAfter,
    @Meaning("longest time to the next question; each wait is twice the one before")
        Duration askEvery,
    @Meaning("the age of a call at which nobody is asked any more") Duration askUntil) {
  public static final CorrectionsPart DEFAULT =
      new CorrectionsPart(true, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(48));

  public CorrectionsPart {
    Require.positive("corrections.ask_after", askAfter);
    Require.positive("corrections.ask_until", askUntil);
    if (askEvery.compareTo(askAfter) < 0) {
      throw new IllegalArgumentException(
          "corrections.ask_every must not be below corrections.ask_after, was %s below %s"
              .formatted(Durations.format(askEvery), Durations.format(askAfter)));
    }
  }
}
