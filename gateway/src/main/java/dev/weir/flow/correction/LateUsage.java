package dev.weir.flow.correction;

import dev.weir.flow.correction.Correcting.Better;
import dev.weir.flow.correction.Correcting.Outcome;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Books what attempts turn out to have used whose answers went on after them. Each is booked once:
/// it has ended [Ending#DEFERRED], and nothing has corrected it yet. Thread-safe; never blocks its
/// caller.
public final class LateUsage {
  private static final String SOURCE = "provider";
  private static final String WHO = "weir";
  private static final String WHY = "usage told after the call";

  private final Correcting correcting;
  private final Prices prices;
  private final Executor blocking;
  private final Consumer<Throwable> unbooked;

  /// Those being booked: an answer may be asked for again while it is.
  private final Set<AttemptId> booking = ConcurrentHashMap.newKeySet();

  /// The price book in force.
  @FunctionalInterface
  public interface Prices {
    /// @param provider its configured name
    PriceLookup find(String provider, String model, Instant at);
  }

  /// @param blocking where it is booked
  /// @param unbooked hears why a figure could not be booked; it is when it is told again
  public LateUsage(
      Correcting correcting, Prices prices, Executor blocking, Consumer<Throwable> unbooked) {
    this.correcting = correcting;
    this.prices = prices;
    this.blocking = blocking;
    this.unbooked = unbooked;
  }

  /// Books the usage of an attempt, soon.
  ///
  /// @param modelServed the model the answer names, or empty
  /// @param serviceTier the tier the answer names, or empty
  public void told(CallId call, int attempt, Usage usage, String modelServed, String serviceTier) {
    AttemptId id = new AttemptId(call, attempt);
    if (!booking.add(id)) {
      return;
    }
    try {
      blocking.execute(() -> book(id, usage, modelServed, serviceTier));
    } catch (RejectedExecutionException ending) {
      booking.remove(id); // the gateway ends: it is told again by whoever asks after its start
    }
  }

  private void book(AttemptId id, Usage usage, String modelServed, String serviceTier) {
    try {
      Outcome outcome =
          correcting.correct(
              id.call(), id.attempt(), before -> better(before, usage, modelServed, serviceTier));
      if (outcome instanceof Outcome.Behind behind) {
        unbooked.accept(
            new IllegalStateException(
                "correction: usage of call %s was told late and is not booked: the ledger database is behind: %s"
                    .formatted(id.call(), behind.lag())));
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error defect) {
      unbooked.accept(defect);
    } finally {
      booking.remove(id);
    }
  }

  private Optional<Better> better(
      EndedAttempt before, Usage usage, String modelServed, String serviceTier) {
    return before.ending().equals(Optional.of(Ending.DEFERRED)) && !before.corrected()
        ? Optional.of(
            new Better(usage, charge(before, usage, modelServed, serviceTier), SOURCE, WHO, WHY))
        : Optional.empty();
  }

  /// A served model that the book does not know is priced as the one that was asked for, and the
  /// charge says that it is not the whole truth.
  private Charge charge(EndedAttempt before, Usage usage, String modelServed, String serviceTier) {
    String served = modelServed.isEmpty() ? before.model() : modelServed;
    PriceLookup found = prices.find(before.provider(), served, before.reservedAt());
    if (found instanceof PriceLookup.Priced priced) {
      return priced.tariff().charge(usage, serviceTier);
    }
    PriceLookup asked = prices.find(before.provider(), before.model(), before.reservedAt());
    return switch (asked) {
      case PriceLookup.Priced priced -> {
        Charge charge = priced.tariff().charge(usage, serviceTier);
        yield new Charge(charge.total(), charge.lines(), List.of("model " + served), charge.book());
      }
      case PriceLookup.Unpriced unpriced ->
          throw new IllegalStateException(
              "correction: usage of call %s was told late and has no price: %s"
                  .formatted(before.call(), unpriced.reason()));
    };
  }
}
