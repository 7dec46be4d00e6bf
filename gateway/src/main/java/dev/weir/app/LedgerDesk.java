package dev.weir.app;

import dev.weir.base.money.Total;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.edge.CallDesk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.report.CallRecord;
import dev.weir.view.report.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Looks calls up in the ledger database, for their callers: so many at once that reports have room
/// beside them.
final class LedgerDesk implements CallDesk {
  private static final int AT_ONCE = 4;
  private static final int WAITING = 64;
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(2);

  /// Worst last.
  private static final List<String> PROVENANCES = List.of("", "reported", "counted", "estimated");

  private final Calls calls;
  private final LedgerLoader loader;
  private final LongSupplier durable;
  private final Executor blocking;
  private final Semaphore waiting = new Semaphore(WAITING);
  private final Semaphore looking = new Semaphore(AT_ONCE);

  /// @param durable position up to which the journal is durable
  LedgerDesk(Calls calls, LedgerLoader loader, LongSupplier durable, Executor blocking) {
    this.calls = calls;
    this.loader = loader;
    this.durable = durable;
    this.blocking = blocking;
  }

  @Override
  public void find(CallId call, Consumer<Found> told) {
    if (!waiting.tryAcquire()) {
      told.accept(new Found.Later("%d calls are being looked up already".formatted(WAITING)));
      return;
    }
    try {
      blocking.execute(() -> {
        try {
          told.accept(look(call));
        } finally {
          waiting.release();
        }
      });
    } catch (RejectedExecutionException ending) {
      waiting.release();
      told.accept(new Found.Later("this gateway is ending"));
    }
  }

  private Found look(CallId call) {
    try {
      boolean whole = loader.awaitLoaded(durable.getAsLong(), LOADED_WITHIN);
      looking.acquire();
      try {
        Optional<CallRecord> record = calls.call(call);
        return record.isEmpty() && !whole
            ? new Found.Later("the ledger database is behind, and does not have this call yet")
            : record.map(LedgerDesk::found).orElseGet(Found.Nothing::new);
      } finally {
        looking.release();
      }
    } catch (StoreFailure failure) {
      return new Found.Later("the ledger database cannot be read");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return new Found.Later("this gateway is ending");
    }
  }

  private static Found found(CallRecord call) {
    String key = call.who().getOrDefault(TagNames.KEY, "");
    if (call.open().isEmpty() && call.booked().isEmpty()) {
      return new Found.Refused(
          key, call.refusal().map(CallRecord.Refusal::kind).orElse("unrecorded"));
    }
    List<CallRecord.Reserved> attempts =
        call.booked().stream().map(CallRecord.Booked::reserved).toList();
    String provider = attempts.isEmpty() ? "" : attempts.getLast().provider();
    String model = attempts.isEmpty() ? "" : attempts.getLast().model();
    return new Found.Admitted(
        key,
        !call.open().isEmpty(),
        (int) attempts.stream().mapToInt(CallRecord.Reserved::attempt).distinct().count(),
        provider,
        model,
        call.booked().stream()
            .map(CallRecord.Booked::cost)
            .map(Total::of)
            .reduce(Total.ZERO, Total::plus),
        worst(call),
        judged(call, provider, model));
  }

  /// A correction is what is known of its attempt from then on.
  private static String worst(CallRecord call) {
    Map<Integer, String> known = new TreeMap<>();
    call.booked().forEach(each -> known.put(each.reserved().attempt(), each.provenance()));
    return known.values().stream()
        .reduce("", (one, other) -> rank(one) >= rank(other) ? one : other);
  }

  private static int rank(String provenance) {
    return PROVENANCES.indexOf(provenance);
  }

  private static Tags judged(CallRecord call, String provider, String model) {
    Map<String, String> tags = new TreeMap<>(call.who());
    tags.put(TagNames.PURPOSE, call.purpose());
    tags.put(TagNames.PROVIDER, provider);
    tags.put(TagNames.MODEL, model);
    tags.values().removeIf(String::isEmpty);
    return Tags.of(tags);
  }
}
