package dev.weir.view.api;

import dev.weir.flow.projection.LedgerLoader.Lag;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Answers out of the ledger database: waits until it holds everything that was durable when it was
/// asked, and says so where it does not. Over a data directory without a gateway an incomplete
/// answer is none; a running gateway answers with what is loaded, after [#PATIENCE].
final class FromLedger {
  /// Sent with an answer that misses something, with what it misses.
  static final String INCOMPLETE = "x-weir-incomplete";

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration REBUILT_WITHIN = Duration.ofMinutes(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final LongSupplier durable;
  private final Loaded loaded;
  private final Supplier<Lag> lag;
  private final boolean serves;

  /// @param durable position up to which the journal is durable
  /// @param serves whether an incomplete answer is one
  FromLedger(LongSupplier durable, Loaded loaded, Supplier<Lag> lag, boolean serves) {
    this.durable = durable;
    this.loaded = loaded;
    this.lag = lag;
    this.serves = serves;
  }

  static FromLedger of(RunningGateway gateway) {
    return new FromLedger(
        gateway.journal()::durablePosition,
        gateway.loader()::awaitLoaded,
        gateway.loader()::lag,
        gateway.serves());
  }

  /// Whether everything before a position is in the database, within a time.
  @FunctionalInterface
  interface Loaded {
    boolean upTo(long position, Duration atMost) throws InterruptedException;
  }

  /// The action of a route.
  ///
  /// @param query asked what is missing, which is empty as a rule
  Endpoint.Action does(Query query) {
    return inquiry -> {
      Optional<String> missing = missing();
      if (missing.isPresent() && !serves) {
        return Answer.unavailable(missing.get());
      }
      Answer answer = query.on(inquiry, missing);
      return missing.<Answer>map(note -> new Answer.Incomplete(answer, note)).orElse(answer);
    };
  }

  Endpoint.Action does(Function<Inquiry, Answer> query) {
    return does((inquiry, _) -> query.apply(inquiry));
  }

  @FunctionalInterface
  interface Query {
    Answer on(Inquiry inquiry, Optional<String> missing);
  }

  private Optional<String> missing() throws InterruptedException {
    long asked = durable.getAsLong();
    Duration left = serves ? PATIENCE : REBUILT_WITHIN;
    while (!loaded.upTo(asked, LOOK_EVERY)) {
      left = left.minus(LOOK_EVERY);
      Lag now = lag.get();
      if (now.failure().isPresent() || !left.isPositive()) {
        return Optional.of(said(now));
      }
    }
    return Optional.empty();
  }

  private static String said(Lag behind) {
    return "the ledger database is %d bytes behind the journal, loaded up to %s%s"
        .formatted(
            behind.bytes(),
            behind.bookedAt().map(Object::toString).orElse("nothing yet"),
            behind.failure().map(why -> "; it stands still: " + why).orElse(""))
        .replaceAll("[^ -~]+", " ");
  }
}
