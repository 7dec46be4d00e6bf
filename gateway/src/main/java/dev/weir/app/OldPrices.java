package dev.weir.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Says each day in the log which prices nobody has read at their source for too long.
final class OldPrices {
  private static final Duration EVERY = Duration.ofDays(1);

  private OldPrices() {}

  /// @param notices one for each catalogue that is too old
  static Repeated watched(Supplier<List<String>> notices, InstantSource clock, System.Logger log) {
    return new Repeated(
        "old-prices",
        EVERY,
        () ->
            notices
                .get()
                .forEach(notice ->
                    log.log(System.Logger.Level.WARNING, "{0}: weir prices update", notice)),
        clock,
        log);
  }
}
