package dev.weir.app;

import dev.weir.base.money.Total;
import dev.weir.flow.edge.CallDesk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.view.report.CallRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Tells callers what the ledger database has of their calls.
final class LedgerDesk implements CallDesk {
  /// Worst last.
  private static final List<String> PROVENANCES = List.of("", "reported", "counted", "estimated");

  private final CallLookup<Found> lookup;

  LedgerDesk(CallLookup.Ledger ledger, Executor blocking, Consumer<Throwable> defects) {
    lookup = new CallLookup<>(ledger, blocking, defects, Found.Later::new);
  }

  @Override
  public void find(CallId call, Consumer<Found> told) {
    lookup.soon(
        () ->
            lookup.of(call, record -> record.map(LedgerDesk::found).orElseGet(Found.Nothing::new)),
        told);
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
