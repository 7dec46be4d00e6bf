package dev.weir.view.metrics;

import dev.weir.base.signal.Registry;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.alert.AlertDesk;
import dev.weir.view.alert.SinkStanding;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// What is looked up when it is asked for.
public final class Gauges {
  private Gauges() {}

  public static void register(
      Registry registry, Journal journal, Ledger ledger, LedgerLoader loader, AlertDesk alerts) {
    registry.gauge("weir_open_calls", "Calls under way.", ledger::open);
    registry.gauge(
        "weir_journal_queue_entries", "Entries that wait for the journal.", journal::waiting);
    registry.gauge(
        "weir_journal_durable_bytes", "Position that is durable.", journal::durablePosition);
    registry.gauge(
        "weir_journal_synced_bytes", "Position that survives power loss.", journal::syncedPosition);
    registry.values(
        "weir_journal_state",
        "1 for the state the journal is in.",
        "gauge",
        "state",
        () -> state(journal.state()));
    registry.gauge(
        "weir_loader_lag_bytes",
        "Journal not yet in the ledger database.",
        () -> loader.lag().bytes());
    registry.gauge(
        "weir_loader_lag_seconds",
        "Age of the last entry in the ledger database, 0 when nothing is missing.",
        () -> BigDecimal.valueOf(loader.lag().behind().toMillis(), 3));
    alerts(registry, "delivered", "Alerts delivered.", alerts, SinkStanding::delivered);
    alerts(registry, "failed", "Alerts given up after retries.", alerts, SinkStanding::failed);
    alerts(
        registry, "dropped", "Alerts dropped, the queue was full.", alerts, SinkStanding::dropped);
  }

  private static void alerts(
      Registry registry,
      String what,
      String help,
      AlertDesk desk,
      ToLongFunction<SinkStanding> count) {
    registry.values(
        "weir_alerts_" + what + "_total",
        help,
        "counter",
        "sink",
        () -> {
          Map<String, Number> counts = new TreeMap<>();
          desk.standings().forEach(sink -> counts.put(sink.name(), count.applyAsLong(sink)));
          return counts;
        });
  }

  private static Map<String, Number> state(JournalState now) {
    Map<String, Number> states = new TreeMap<>();
    states.put("open", now instanceof JournalState.Open ? 1 : 0);
    states.put("no_room", now instanceof JournalState.NoRoom ? 1 : 0);
    states.put("failed", now instanceof JournalState.Failed ? 1 : 0);
    states.put("closed", now instanceof JournalState.Closed ? 1 : 0);
    return states;
  }
}
