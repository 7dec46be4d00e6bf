package dev.weir.view.metrics;

import dev.weir.base.signal.Registry;
import dev.weir.exchange.telemetry.OtlpTraces;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.pace.GateStanding;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.alert.AlertDesk;
import dev.weir.view.alert.SinkStanding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What is looked up when it is asked for.
public final class Gauges {
  private Gauges() {}

  public static void register(
      Registry registry, Journal journal, Ledger ledger, LedgerLoader loader, AlertDesk alerts) {
    registry.gauge("weir_open_calls", "Calls under way.", ledger::open);
    registry.gauge(
        "weir_clock_behind_seconds",
        "How far the clock stands behind the journal's latest entry; calls are accepted as of that.",
        () -> BigDecimal.valueOf(ledger.clockBehind().toMillis(), 3));
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
    alerts(registry, alerts);
  }

  /// What became of the spans that a collector is to be told; without one there are none.
  public static void traces(Registry registry, Optional<OtlpTraces> traces) {
    registry.values(
        "weir_trace_spans_total",
        "Spans of traces, by what became of them.",
        "counter",
        "state",
        () ->
            new TreeMap<>(
                Map.of(
                    "sent", traces.map(OtlpTraces::sent).orElse(0L),
                    "dropped", traces.map(OtlpTraces::dropped).orElse(0L))));
    registry.gauge(
        "weir_trace_spans_waiting",
        "Spans that wait to be sent, up to 4,096.",
        () -> traces.map(OtlpTraces::waiting).orElse(0));
  }

  /// How the targets of routes stand.
  public static void circuits(Registry registry, Circuits circuits) {
    registry.values(
        "weir_circuit_open",
        "Whether a route's target is not asked: 1 no call goes there, 0.5 some find out, 0 all may.",
        "gauge",
        "target",
        () -> {
          Map<String, Number> open = new TreeMap<>();
          circuits
              .standings()
              .forEach((target, standing) ->
                  open.put(
                      target,
                      switch (standing) {
                        case CLOSED -> 0;
                        case HALF_OPEN -> BigDecimal.valueOf(5, 1);
                        case OPEN -> 1;
                      }));
          return open;
        });
  }

  /// How it stands with the limits of the providers.
  public static void paces(Registry registry, Paces paces) {
    ofGates(
        registry,
        "weir_pace_under_way",
        "Attempts that have passed and not ended, by what shares a limit.",
        paces,
        GateStanding::underWay);
    ofGates(
        registry,
        "weir_pace_waiting",
        "Attempts that wait for room.",
        paces,
        GateStanding::waiting);
    ofGates(
        registry,
        "weir_pace_closed_seconds",
        "How long the provider still asks to be left alone; 0 = it does not.",
        paces,
        gate -> BigDecimal.valueOf(gate.closedFor().toMillis(), 3));
    ofGates(
        registry,
        "weir_pace_concurrency_most",
        "Attempts that can be under way at once for good; -1 = no limit is known.",
        paces,
        gate -> gate.most().map(most -> decimal(most.calls())).orElse(BigDecimal.ONE.negate()));
  }

  private static BigDecimal decimal(double figure) {
    return BigDecimal.valueOf(figure).setScale(1, RoundingMode.DOWN);
  }

  private static void ofGates(
      Registry registry,
      String name,
      String help,
      Paces paces,
      Function<GateStanding, Number> figure) {
    registry.values(
        name,
        help,
        "gauge",
        "gate",
        () -> {
          Map<String, Number> figures = new TreeMap<>();
          paces.standings().forEach(gate -> figures.put(gate.gate(), figure.apply(gate)));
          return figures;
        });
  }

  /// What only the process itself knows.
  ///
  /// @param reloadFailed whether the last reload changed nothing
  /// @param reloadedAt epoch seconds at which the configuration in force was read
  /// @param waiting values of the file that only a start puts in force
  /// @param dropped log lines by kind
  public static void process(
      Registry registry,
      Supplier<Number> reloadFailed,
      Supplier<Number> reloadedAt,
      Supplier<Number> waiting,
      Supplier<Map<String, Number>> dropped) {
    registry.gauge(
        "weir_config_reload_failed",
        "1 if the last reload of the configuration changed nothing because it failed.",
        reloadFailed);
    registry.gauge(
        "weir_config_read_timestamp_seconds",
        "When the configuration in force was read.",
        reloadedAt);
    registry.gauge(
        "weir_config_waiting_changes", "Changes that only a start puts in force.", waiting);
    registry.values(
        "weir_log_dropped_lines_total",
        "Log lines that were one too many of their kind in a minute.",
        "counter",
        "kind",
        dropped);
  }

  /// How old the prices in force are, and how many wait for a decision.
  ///
  /// @param days since a catalogue's prices were last seen at their source, by its name
  public static void prices(
      Registry registry, Supplier<Map<String, Number>> days, Supplier<Number> disputes) {
    registry.values(
        "weir_prices_age_days",
        "Days since a catalogue's prices were last seen at their source.",
        "gauge",
        "catalogue",
        days);
    registry.gauge(
        "weir_prices_disputes",
        "Prices about which sources differ by more than 1 % and nobody has decided.",
        disputes);
  }

  /// How long ago usage and bills came.
  ///
  /// @param seconds since the report of a source that is oldest came, by the source's name
  public static void bills(Registry registry, Supplier<Map<String, Number>> seconds) {
    registry.values(
        "weir_bill_source_age_seconds",
        "How long the report of a source that has waited longest has not come.",
        "gauge",
        "source",
        seconds);
  }

  private static void alerts(Registry registry, AlertDesk desk) {
    alerts(
        registry,
        "weir_alerts_delivered_total",
        "Alerts a receiver took.",
        "counter",
        desk,
        SinkStanding::delivered);
    alerts(
        registry,
        "weir_alerts_failed_total",
        "Tries that a receiver did not take.",
        "counter",
        desk,
        SinkStanding::failed);
    alerts(
        registry,
        "weir_alerts_waiting",
        "Alerts raised that a receiver has not taken, up to 1,000.",
        "gauge",
        desk,
        SinkStanding::waiting);
    alerts(
        registry,
        "weir_alerts_oldest_waiting_timestamp_seconds",
        "When the oldest of them was raised; 0 = none waits.",
        "gauge",
        desk,
        sink -> sink.oldestWaiting().map(Instant::getEpochSecond).orElse(0L));
    alerts(
        registry,
        "weir_alerts_last_failure_timestamp_seconds",
        "When a try last failed; 0 = not since the start.",
        "gauge",
        desk,
        sink -> sink.lastFailure().map(failure -> failure.at().getEpochSecond()).orElse(0L));
  }

  private static void alerts(
      Registry registry,
      String name,
      String help,
      String type,
      AlertDesk desk,
      ToLongFunction<SinkStanding> figure) {
    registry.values(
        name,
        help,
        type,
        "sink",
        () -> {
          Map<String, Number> figures = new TreeMap<>();
          desk.standings().forEach(sink -> figures.put(sink.name(), figure.applyAsLong(sink)));
          return figures;
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
