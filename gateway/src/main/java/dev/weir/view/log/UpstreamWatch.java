package dev.weir.view.log;

import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which providers keep failing: so many attempts in a row that did not end well. One entry per
/// configured provider. Thread-safe; called on event loops.
public final class UpstreamWatch implements Signals {
  private static final int FAILING_FROM = 5;

  private final Map<String, Row> rows = new ConcurrentHashMap<>();

  /// @param failures in a row
  private record Row(int failures, String last) {}

  /// One line for each that keeps failing.
  public List<String> failing() {
    return rows.entrySet().stream()
        .filter(entry -> entry.getValue().failures() >= FAILING_FROM)
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            "provider %s: %d attempts in a row failed, the last one: %s"
                .formatted(entry.getKey(), entry.getValue().failures(), entry.getValue().last()))
        .toList();
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    switch (ending) {
      case Entry.Settled settled -> ended(reserved.provider(), settled.ending(), settled.status());
      case Entry.Released released ->
          ended(reserved.provider(), released.ending(), released.status());
      case Entry.Expired _ -> {}
    }
  }

  /// Nothing to do: a defect of Weir says nothing about a provider; [CallLog] writes it.
  @Override
  public void bug(Throwable defect) {}

  /// What a caller did wrong, or the end it chose, says nothing about the provider.
  private void ended(String provider, Ending ending, int status) {
    switch (ending) {
      case COMPLETE, DRAINED, DEFERRED -> rows.remove(provider);
      case CALLER_LEFT -> {}
      case PROVIDER_ERROR -> {
        if (status >= 500 || status == 401 || status == 403 || status == 429) {
          failed(provider, "status " + status);
        } else if (status != 0 && status < 500) {
          rows.remove(provider);
        }
      }
      case CUT, TIMED_OUT, NOT_SENT ->
          failed(provider, ending.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  private void failed(String provider, String how) {
    rows.merge(provider, new Row(1, how), (old, now) -> new Row(old.failures() + 1, how));
  }
}
