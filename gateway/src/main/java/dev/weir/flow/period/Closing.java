package dev.weir.flow.period;

import dev.weir.flow.entry.Entry.PeriodClosed;
import dev.weir.flow.entry.Entry.PeriodFigure;
import dev.weir.flow.entry.Entry.PeriodStage;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Durability;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Periods;
import dev.weir.flow.projection.Periods.Closed;
import dev.weir.flow.projection.Periods.Spent;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Closes months. Thread-safe; blocks.
public final class Closing {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Journal journal;
  private final LedgerLoader loader;
  private final Periods periods;
  private final ReentrantLock amending;

  /// How sure the figures of a month's providers are.
  @FunctionalInterface
  public interface Confirming {
    List<PeriodFigure> of(List<Spent> spent);
  }

  /// Who asks for it, and why.
  public record Order(YearMonth month, PeriodStage stage, String who, String why) {}

  /// What came of it.
  public sealed interface Outcome {
    record Done(Closed closed) implements Outcome {}

    /// The month cannot be brought to that stage.
    record Refused(String why) implements Outcome {}

    /// The ledger database does not know yet what is known.
    record Behind(LedgerLoader.Lag lag) implements Outcome {}
  }

  /// @param amending held by whoever changes what is known of the past
  public Closing(
      Ledger ledger,
      Journal journal,
      LedgerLoader loader,
      Periods periods,
      ReentrantLock amending) {
    this.ledger = ledger;
    this.journal = journal;
    this.loader = loader;
    this.periods = periods;
    this.amending = amending;
  }

  /// The closed months.
  public Periods periods() {
    return periods;
  }

  /// Brings a month to its next stage.
  ///
  /// @param preparation comes first, where the month can be brought there
  /// @param hindrance what of the figures forbids it
  public Outcome bring(
      Order order, Preparation preparation, Confirming confirming, Hindrance hindrance)
      throws InterruptedException {
    amending.lock();
    try {
      if (!loader.awaitLoaded(journal.durablePosition(), LOADED_WITHIN)) {
        return new Outcome.Behind(loader.lag());
      }
      Optional<String> refused = refusal(order);
      if (refused.isEmpty()) {
        refused = preparation.failure();
      }
      if (refused.isPresent()) {
        return new Outcome.Refused(refused.get());
      }
      long before = journal.durablePosition();
      if (!loader.awaitLoaded(before, LOADED_WITHIN)) {
        return new Outcome.Behind(loader.lag());
      }
      List<PeriodFigure> figures = confirming.of(periods.spent(order.month(), before));
      Optional<String> hindered = hindrance.in(figures);
      return hindered.isPresent()
          ? new Outcome.Refused(hindered.get())
          : write(order, before, figures);
    } finally {
      amending.unlock();
    }
  }

  /// What is booked before a month is brought to its stage, while nothing else changes the past.
  @FunctionalInterface
  public interface Preparation {
    Preparation NONE = Optional::empty;

    /// Why it cannot be done, or nothing.
    Optional<String> failure() throws InterruptedException;
  }

  /// Why figures do not allow it, or nothing.
  @FunctionalInterface
  public interface Hindrance {
    Hindrance NONE = _ -> Optional.empty();

    Optional<String> in(List<PeriodFigure> figures);
  }

  private Optional<String> refusal(Order order) {
    Instant over = order.month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (ledger.acceptance().isBefore(over)) {
      return Optional.of("%s is not over before %s".formatted(order.month(), over));
    }
    List<Closed> stages = periods.stages(order.month());
    for (Closed closed : stages) {
      if (closed.stage() == order.stage()) {
        return Optional.of(
            "%s is %s already, since %s, by %s"
                .formatted(order.month(), said(closed.stage()), closed.at(), closed.who()));
      }
    }
    return switch (order.stage()) {
      case ACCRUED -> Optional.empty();
      case SETTLED ->
          stages.isEmpty()
              ? Optional.of(
                  "%s is open: it is closed before it is settled".formatted(order.month()))
              : Optional.empty();
    };
  }

  private static String said(PeriodStage stage) {
    return switch (stage) {
      case ACCRUED -> "closed";
      case SETTLED -> "settled";
    };
  }

  private Outcome write(Order order, long before, List<PeriodFigure> figures)
      throws InterruptedException {
    Durability durable = new Durability();
    ledger.note(
        new PeriodClosed(
            order.month(),
            ledger.acceptance(),
            before,
            order.stage(),
            figures,
            order.who(),
            order.why()),
        List.of(),
        durable);
    return loader.awaitLoaded(durable.await() + 1, WRITTEN_WITHIN)
        ? new Outcome.Done(periods.stages(order.month()).getFirst())
        : new Outcome.Behind(loader.lag());
  }
}
