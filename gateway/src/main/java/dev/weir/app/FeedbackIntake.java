package dev.weir.app;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.edge.FeedbackDesk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.value.event.Feedback;
import dev.weir.value.event.Feedback.Origin;
import dev.weir.value.event.FeedbackText;
import dev.weir.value.event.Feedbacks;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.Calls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Keeps what users say of calls, once the ledger database knows whose the call is: so many at once
/// that reports have room beside them.
final class FeedbackIntake implements FeedbackDesk {
  private static final int AT_ONCE = 4;
  private static final int WAITING = 64;
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(2);

  private final Feedbacks feedbacks;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Executor blocking;
  private final Consumer<Throwable> defects;
  private final Semaphore waiting = new Semaphore(WAITING);
  private final Semaphore looking = new Semaphore(AT_ONCE);

  /// Where calls are looked up.
  ///
  /// @param durable position up to which the journal is durable
  record Ledger(Calls calls, LedgerLoader loader, LongSupplier durable) {}

  /// @param defects told of what should not happen; who asked is told to come later
  FeedbackIntake(
      Feedbacks feedbacks,
      Ledger ledger,
      InstantSource clock,
      Executor blocking,
      Consumer<Throwable> defects) {
    this.feedbacks = feedbacks;
    this.ledger = ledger;
    this.clock = clock;
    this.blocking = blocking;
    this.defects = defects;
  }

  @Override
  public void take(Said said, Consumer<Taken> told) {
    if (!waiting.tryAcquire()) {
      told.accept(new Taken.Later("%d are being taken already".formatted(WAITING)));
      return;
    }
    try {
      blocking.execute(() -> {
        try {
          told.accept(taken(said));
        } finally {
          waiting.release();
        }
      });
    } catch (RejectedExecutionException ending) {
      waiting.release();
      told.accept(new Taken.Later("this gateway is ending"));
    }
  }

  private Taken taken(Said said) {
    try {
      Feedback feedback = FeedbackText.read(said.text());
      return kept(said, feedback, CallId.parse(feedback.call()));
    } catch (IllegalArgumentException invalid) {
      return new Taken.Invalid(String.valueOf(invalid.getMessage()));
    } catch (StoreFailure failure) {
      return new Taken.Later("the databases cannot be used");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return new Taken.Later("this gateway is ending");
    } catch (RuntimeException bug) {
      defects.accept(bug);
      return new Taken.Later("this gateway failed to take it; its log says why");
    }
  }

  /// Waits for the ledger database only where it does not know the call.
  private Taken kept(Said said, Feedback feedback, CallId call) throws InterruptedException {
    Optional<CallRecord> record = found(call);
    if (record.isEmpty()) {
      boolean whole = ledger.loader().awaitLoaded(ledger.durable().getAsLong(), LOADED_WITHIN);
      record = found(call);
      if (record.isEmpty()) {
        return whole
            ? new Taken.NoCall()
            : new Taken.Later("the ledger database is behind, and does not have this call yet");
      }
    }
    return kept(said, feedback, record.get());
  }

  private Optional<CallRecord> found(CallId call) throws InterruptedException {
    looking.acquire();
    try {
      return ledger.calls().call(call);
    } finally {
      looking.release();
    }
  }

  private Taken kept(Said said, Feedback feedback, CallRecord call) throws InterruptedException {
    looking.acquire();
    try {
      Optional<Origin> origin = origin(said, feedback, call);
      return origin.isEmpty()
          ? new Taken.NoCall()
          : new Taken.Done(
              feedbacks
                  .take(feedback.from(origin.get()), clock.instant())
                  .name()
                  .toLowerCase(Locale.ROOT));
    } finally {
      looking.release();
    }
  }

  /// Nothing where the call is of another key and of another use case than this key's.
  private static Optional<Origin> origin(Said said, Feedback feedback, CallRecord call) {
    String key = call.who().getOrDefault(TagNames.KEY, "");
    String useCase = call.who().getOrDefault(TagNames.USE_CASE, "");
    boolean own = key.equals(said.key()) || (!useCase.isEmpty() && useCase.equals(said.useCase()));
    return own
        ? Optional.of(new Origin(said.key(), useCase, feedback.origin().user()))
        : Optional.empty();
  }
}
