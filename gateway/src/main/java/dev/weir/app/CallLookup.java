package dev.weir.app;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.Calls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Looks calls up in the ledger database for those who wait for an answer: so many at once that
/// reports have room beside them.
///
/// @param <T> what they are told
final class CallLookup<T> {
  private static final int AT_ONCE = 4;
  private static final int WAITING = 64;
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(2);
  private static final String ENDING = "this gateway is ending";

  private final Ledger ledger;
  private final Executor blocking;
  private final Consumer<Throwable> defects;
  private final Function<String, T> later;
  private final Semaphore waiting = new Semaphore(WAITING);
  private final Semaphore looking = new Semaphore(AT_ONCE);

  /// @param durable position up to which the journal is durable
  record Ledger(Calls calls, LedgerLoader loader, LongSupplier durable) {}

  /// What is done on a thread that may block.
  @FunctionalInterface
  interface Work<T> {
    T done() throws InterruptedException;
  }

  /// @param defects told of what should not happen; who asked is told to come later
  /// @param later told to whoever must ask again, with the reason
  CallLookup(
      Ledger ledger, Executor blocking, Consumer<Throwable> defects, Function<String, T> later) {
    this.ledger = ledger;
    this.blocking = blocking;
    this.defects = defects;
    this.later = later;
  }

  /// Does work soon, unless too many wait already, and tells what came of it.
  void soon(Work<T> work, Consumer<T> told) {
    if (!waiting.tryAcquire()) {
      told.accept(later.apply("%d are being looked up already".formatted(WAITING)));
      return;
    }
    try {
      blocking.execute(() -> {
        try {
          told.accept(done(work));
        } finally {
          waiting.release();
        }
      });
    } catch (RejectedExecutionException ending) {
      waiting.release();
      told.accept(later.apply(ENDING));
    }
  }

  private T done(Work<T> work) {
    try {
      return work.done();
    } catch (StoreFailure failure) {
      return later.apply("the databases cannot be used");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return later.apply(ENDING);
    } catch (RuntimeException bug) {
      defects.accept(bug);
      return later.apply("this gateway failed at it; its log says why");
    }
  }

  /// What is to be said of a call, once the database has all that is durable; part of work.
  T of(CallId call, Function<Optional<CallRecord>, T> said) throws InterruptedException {
    boolean whole = ledger.loader().awaitLoaded(ledger.durable().getAsLong(), LOADED_WITHIN);
    return look(call, whole, said)
        .orElseGet(
            () -> later.apply("the ledger database is behind, and does not have this call yet"));
  }

  /// The same for whom it is enough that the database knows the call; waits only where it does not.
  T ofKnown(CallId call, Function<Optional<CallRecord>, T> said) throws InterruptedException {
    Optional<T> known = look(call, false, said);
    return known.isPresent() ? known.get() : of(call, said);
  }

  /// Nothing where the call may be in what the database does not have yet.
  ///
  /// @param whole whether the database has all
  private Optional<T> look(CallId call, boolean whole, Function<Optional<CallRecord>, T> said)
      throws InterruptedException {
    looking.acquire();
    try {
      Optional<CallRecord> record = ledger.calls().call(call);
      return record.isEmpty() && !whole ? Optional.empty() : Optional.of(said.apply(record));
    } finally {
      looking.release();
    }
  }
}
