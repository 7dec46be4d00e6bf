package dev.weir.flow.correction;

import dev.weir.flow.correction.Correcting.Figure;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.projection.EndedAttempts.EndedAttempt;
import java.time.Instant;
import java.util.ArrayList;
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
  private final Consumer<String> unbooked;
  private final Consumer<Throwable> bug;

  /// Those being booked: an answer may be asked for again while it is.
  private final Set<AttemptId> booking = ConcurrentHashMap.newKeySet();

  /// The price book in force.
  public interface Prices {
    /// @param provider its configured name
    PriceLookup find(String provider, String model, Instant at);

    String version();
  }

  /// @param blocking where it is booked
  /// @param unbooked hears why a figure could not be booked; it is when it is told again and the
  ///   reason is gone
  public LateUsage(
      Correcting correcting,
      Prices prices,
      Executor blocking,
      Consumer<String> unbooked,
      Consumer<Throwable> bug) {
    this.correcting = correcting;
    this.prices = prices;
    this.blocking = blocking;
    this.unbooked = unbooked;
    this.bug = bug;
  }

  /// Books the usage of an attempt, soon.
  ///
  /// @param served what each of its answers says of itself
  /// @param learnt run when it is known what it used, by this figure or another; on any thread
  public void told(AttemptId id, List<Served> served, Runnable learnt) {
    if (!booking.add(id)) {
      return;
    }
    try {
      blocking.execute(() -> book(id, served, learnt));
    } catch (RejectedExecutionException ending) {
      booking.remove(id); // the gateway ends: it is told again by whoever asks after its start
    }
  }

  private void book(AttemptId id, List<Served> served, Runnable learnt) {
    try {
      switch (correcting.correct(id.call(), id.attempt(), before -> figure(before, served))) {
        case Correcting.Done _, Correcting.Kept _ -> learnt.run();
        case Correcting.Unpriced unpriced -> unbooked(id, unpriced.why());
        case Correcting.Missing _ -> unbooked(id, "is not booked: the attempt has not ended");
        case Correcting.Behind behind ->
            unbooked(id, "is not booked: the ledger database is behind: " + behind.lag());
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error defect) {
      bug.accept(defect);
    } finally {
      booking.remove(id);
    }
  }

  private void unbooked(AttemptId id, String why) {
    unbooked.accept("usage of call %s was told late and %s".formatted(id.call(), why));
  }

  /// Whether nobody has said better yet what an answer used that went on.
  private static boolean isAwaited(EndedAttempt before) {
    return before.ending().equals(Optional.of(Ending.DEFERRED)) && !before.corrected();
  }

  private Figure figure(EndedAttempt before, List<Served> served) {
    if (!isAwaited(before)) {
      return new Figure.Stands();
    }
    List<Charge> charges = new ArrayList<>();
    for (Served each : served) {
      switch (charge(before, each)) {
        case Charged.At(Charge charge) -> charges.add(charge);
        case Charged.Not(String why) -> {
          return new Figure.Unpriced(why);
        }
      }
    }
    String book = charges.isEmpty() ? prices.version() : charges.getLast().book();
    return new Figure.Better(sum(served), Charge.sum(charges, book), SOURCE, WHO, WHY);
  }

  private static Usage sum(List<Served> served) {
    return served.stream()
        .map(Served::usage)
        .reduce(Usage.of(0, 0, Provenance.REPORTED), Usage::plus);
  }

  /// What an answer costs.
  private sealed interface Charged {
    record At(Charge charge) implements Charged {}

    /// The book lacks what it would be priced with: what is charged stands.
    record Not(String why) implements Charged {}
  }

  private Charged charge(EndedAttempt before, Served served) {
    return before.model().startsWith(Operation.MODEL)
        ? declared(before, served)
        : asked(before, served);
  }

  /// In the place of a declared estimate comes only what the book has prices for: an operation has
  /// no model that could stand in for the one served, nor is one tier's price another's.
  private Charged declared(EndedAttempt before, Served served) {
    if (served.usage().input() + served.usage().output() == 0
        && served.usage().beyond().isEmpty()) {
      return new Charged.At(Charge.none(prices.version()));
    }
    PriceLookup found =
        served.model().isEmpty()
            ? new PriceLookup.Unpriced("its answer names no model")
            : prices.find(before.provider(), served.model(), before.reservedAt());
    return switch (found) {
      case PriceLookup.Unpriced unpriced ->
          new Charged.Not("stays charged what was declared: " + unpriced.reason());
      case PriceLookup.Priced(Tariff tariff, _) when !tariff.prices(served.tier()) ->
          new Charged.Not(
              "stays charged what was declared: model '%s' of provider %s has no price at tier '%s'"
                  .formatted(tariff.model(), before.provider(), served.tier()));
      case PriceLookup.Priced(Tariff tariff, _) -> charge(tariff, served, List.of());
    };
  }

  /// A served model that the book does not know is priced as the one that was asked for, and the
  /// charge says that it is not the whole truth.
  private Charged asked(EndedAttempt before, Served served) {
    String model = served.model().isEmpty() ? before.model() : served.model();
    PriceLookup found = prices.find(before.provider(), model, before.reservedAt());
    if (found instanceof PriceLookup.Priced priced) {
      return charge(priced.tariff(), served, List.of());
    }
    PriceLookup asked = prices.find(before.provider(), before.model(), before.reservedAt());
    return switch (asked) {
      case PriceLookup.Priced priced -> charge(priced.tariff(), served, List.of("model " + model));
      case PriceLookup.Unpriced unpriced -> new Charged.Not("has no price: " + unpriced.reason());
    };
  }

  /// @param more that is not priced
  private static Charged charge(Tariff tariff, Served served, List<String> more) {
    Charge charge;
    try {
      charge =
          served.several()
              ? tariff.chargeOfSeveral(served.usage(), served.tier())
              : tariff.charge(served.usage(), served.tier());
    } catch (ArithmeticException beyondRange) {
      return new Charged.Not("is beyond the range of a charge");
    }
    List<String> unpriced = new ArrayList<>(charge.unpriced());
    unpriced.addAll(more);
    return new Charged.At(new Charge(charge.total(), charge.lines(), unpriced, charge.book()));
  }
}
