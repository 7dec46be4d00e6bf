package dev.weir.view.api;

import dev.weir.flow.books.Book;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.alert.SinkStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the gateway is.
final class StatusRoutes {
  private static final int TORN_COUNTED_MAX = 1_000;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final RunningGateway gateway;

  StatusRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  record Health(String status) {}

  /// @param reasons why not; empty = ready
  record Readiness(boolean ready, List<String> reasons) {}

  /// @param openCalls calls under way
  /// @param torn attempts charged their bound until corrected, at most 1,000 are counted
  /// @param alerts how the receivers of alerts do
  /// @param books version of each book in force
  record Status(
      boolean ready,
      List<String> reasons,
      JournalStatus journal,
      LedgerStatus ledger,
      int openCalls,
      int torn,
      List<SinkStanding> alerts,
      Map<String, String> books) {}

  /// @param state `open`, `no_room`, `failed` or `closed`
  record JournalStatus(String state, Optional<String> reason, long durable, long synced) {}

  /// The ledger database.
  record LedgerStatus(long loaded, long bytesBehind, long millisBehind, Optional<String> failure) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("status", "/api/v1/status", "Journal, ledger database and books.")
            .answers(Status.class)
            .does(_ -> Answer.of(status())),
        Endpoint.get("health", "/healthz", "The process runs.")
            .needsNoKey()
            .answers(Health.class)
            .does(_ -> Answer.of(new Health("ok"))),
        Endpoint.get("readiness", "/readyz", "200 if calls can be served, else 503 with reasons.")
            .needsNoKey()
            .answers(Readiness.class)
            .does(_ -> readiness()),
        Endpoint.get("metrics", "/metrics", "Figures for Prometheus.")
            .needsNoKey()
            .answersText(TEXT)
            .does(_ -> new Answer.Text(200, TEXT, gateway.metrics().get())));
  }

  private Answer readiness() {
    List<String> reasons = gateway.unready().get();
    Readiness page = new Readiness(reasons.isEmpty(), reasons);
    return new Answer.Text(
        reasons.isEmpty() ? 200 : 503, Endpoint.JSON, Json.tree(page).toString());
  }

  private Status status() {
    LedgerLoader.Lag lag = gateway.loader().lag();
    List<String> reasons = gateway.unready().get();
    return new Status(
        reasons.isEmpty(),
        reasons,
        journal(),
        new LedgerStatus(lag.loaded(), lag.bytes(), lag.behind().toMillis(), lag.failure()),
        gateway.ledger().open(),
        gateway.calls().torn(TORN_COUNTED_MAX).size(),
        gateway.alerts().get(),
        gateway.books().inForce().books().stream()
            .collect(Collectors.toMap(Book::kind, Book::version)));
  }

  private JournalStatus journal() {
    long durable = gateway.journal().durablePosition();
    long synced = gateway.journal().syncedPosition();
    return switch (gateway.journal().state()) {
      case JournalState.Open _ -> new JournalStatus("open", Optional.empty(), durable, synced);
      case JournalState.NoRoom no ->
          new JournalStatus("no_room", Optional.of(no.reason()), durable, synced);
      case JournalState.Failed failed ->
          new JournalStatus("failed", Optional.of(failed.reason()), durable, synced);
      case JournalState.Closed _ -> new JournalStatus("closed", Optional.empty(), durable, synced);
    };
  }
}
