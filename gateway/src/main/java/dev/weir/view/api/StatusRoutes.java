package dev.weir.view.api;

import dev.weir.flow.books.Book;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.alert.SinkStanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  /// @param notices what needs attention and does not keep calls from being served
  /// @param checks its parts and how each is
  record Readiness(
      boolean ready, List<String> reasons, List<String> notices, List<HealthCheck> checks) {}

  /// @param checks its parts and how each is
  /// @param openCalls calls under way
  /// @param torn attempts charged their bound until corrected, at most 1,000 are counted
  /// @param alerts how the receivers of alerts do
  /// @param certificates what the planes show to their clients; empty = clear text
  /// @param priceGaps models that configuration, budgets or keys name and that have no price in
  ///   force; at most 1,000
  /// @param oldPrices catalogues last read at their source longer ago than the settings say
  /// @param lateBills sources of bills of which reports have not come for too long
  /// @param disputes prices about which sources differ and nobody has decided
  /// @param books version of each book in force
  record Status(
      boolean ready,
      List<String> reasons,
      List<HealthCheck> checks,
      JournalStatus journal,
      LedgerStatus ledger,
      int openCalls,
      int torn,
      List<SinkStanding> alerts,
      List<CertificateStanding> certificates,
      List<PriceGap> priceGaps,
      List<PriceWatch.Age> oldPrices,
      List<String> lateBills,
      int disputes,
      Map<String, String> books) {}

  /// @param state `open`, `no_room`, `failed` or `closed`
  /// @param latest the latest instant any of its entries names
  /// @param cut the unfinished end that was removed at the last start
  record JournalStatus(
      String state,
      Optional<String> reason,
      long durable,
      long synced,
      Instant latest,
      Optional<CutPage> cut) {}

  /// @param position where it began
  record CutPage(String file, long position, long bytes) {}

  /// The ledger database.
  ///
  /// @param anomalies entries that contradict the ones before them; none in a ledger that is right
  record LedgerStatus(
      long loaded, long bytesBehind, long millisBehind, Optional<String> failure, long anomalies) {}

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
    Readiness page = new Readiness(reasons.isEmpty(), reasons, notices(), gateway.checks().get());
    return new Answer.Text(
        reasons.isEmpty() ? 200 : 503, Endpoint.JSON, Json.tree(page).toString());
  }

  private List<String> notices() {
    Stream<String> certificates =
        gateway.certificates().get().stream()
            .flatMap(
                each -> each.failure().stream().map(why -> each.plane() + " certificate: " + why));
    Stream<String> late =
        Stream.concat(
            gateway.priceWatch().notices().stream(),
            gateway.fetching().standings().notices().stream());
    return Stream.concat(certificates, late).toList();
  }

  private Status status() {
    LedgerLoader.Lag lag = gateway.loader().lag();
    List<String> reasons = gateway.unready().get();
    return new Status(
        reasons.isEmpty(),
        reasons,
        gateway.checks().get(),
        journal(),
        new LedgerStatus(
            lag.loaded(),
            lag.bytes(),
            lag.behind().toMillis(),
            lag.failure(),
            gateway.loader().anomalies()),
        gateway.ledger().open(),
        gateway.queries().calls().torn(TORN_COUNTED_MAX).size(),
        gateway.alerts().standings(),
        gateway.certificates().get(),
        gateway.priceGaps().get(),
        gateway.priceWatch().old(),
        gateway.fetching().standings().notices(),
        gateway.priceWatch().standing().disputes(),
        gateway.books().inForce().books().stream()
            .collect(Collectors.toMap(Book::kind, Book::version)));
  }

  private JournalStatus journal() {
    Journal journal = gateway.journal();
    return new JournalStatus(
        name(journal.state()),
        reason(journal.state()),
        journal.durablePosition(),
        journal.syncedPosition(),
        gateway.ledger().latest(),
        journal.recovered().cut().map(cut -> new CutPage(cut.file(), cut.position(), cut.bytes())));
  }

  private static String name(JournalState state) {
    return switch (state) {
      case JournalState.Open _ -> "open";
      case JournalState.NoRoom _ -> "no_room";
      case JournalState.Failed _ -> "failed";
      case JournalState.Closed _ -> "closed";
    };
  }

  private static Optional<String> reason(JournalState state) {
    return switch (state) {
      case JournalState.NoRoom no -> Optional.of(no.reason());
      case JournalState.Failed failed -> Optional.of(failed.reason());
      case JournalState.Open _, JournalState.Closed _ -> Optional.empty();
    };
  }
}
