package dev.weir.view.api;

import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.focus.FocusExport;
import dev.weir.exchange.reconcile.BilledAs;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Keys;
import dev.weir.flow.correction.Correcting;
import dev.weir.flow.correction.Rerating;
import dev.weir.flow.correction.Retagging;
import dev.weir.flow.due.Booking;
import dev.weir.flow.health.Standing;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.pace.GateStanding;
import dev.weir.flow.period.Closing;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.recording.Recording;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.Target;
import dev.weir.value.event.Outcomes;
import dev.weir.view.alert.AlertDesk;
import dev.weir.view.login.FirstRun;
import dev.weir.view.login.Logins;
import dev.weir.view.person.Pseudonyms;
import dev.weir.view.report.LedgerQueries;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;

/// The parts of a gateway that the control plane reads and changes.
///
/// @param logins by which people sign in
/// @param firstRun makes the first of them
/// @param pseudonyms of users, for who may not see their ids
/// @param queries what the ledger database is asked
/// @param bills imported ones
/// @param intake the way into them
/// @param fetching asks vendors for more
/// @param serves whether it carries calls; otherwise it is a data directory that is looked at
/// @param priceName a provider's name in the price book, by its configured name
/// @param billedAs what a provider's bills call things, by its configured name
/// @param routes the configured ones
/// @param circuits how a target stands that is watched
/// @param tokens of a text, by a model's encoding
/// @param bookCharactersMax the largest book the journal can take
/// @param unready why the gateway cannot serve; nothing = it can
/// @param checks its parts and how each is
/// @param priceGaps models that something names and that have no price in force
/// @param priceWatch how old the prices in force are
/// @param certificates what the planes show to their clients; nothing = clear text
/// @param alerts how the receivers of alerts do
/// @param booking of what is due by agreements
/// @param paces how it stands with the limits of the providers
/// @param reload reads the configuration anew, for whom it is told
/// @param configuration every value in effect
/// @param metrics the figures, as Prometheus reads them
public record RunningGateway(
    Books books,
    Keys keys,
    Logins logins,
    FirstRun firstRun,
    Pseudonyms pseudonyms,
    Ledger ledger,
    Journal journal,
    LedgerLoader loader,
    LedgerQueries queries,
    Bills bills,
    Outcomes outcomes,
    Intake intake,
    Fetching fetching,
    FocusExport focus,
    Correcting correcting,
    Recording recording,
    Rerating rerating,
    Retagging retagging,
    Closing closing,
    Booking booking,
    InstantSource clock,
    boolean serves,
    PriceNames priceName,
    Function<String, BilledAs> billedAs,
    Supplier<Routes> routes,
    Function<Target, Optional<Standing>> circuits,
    ToLongBiFunction<String, String> tokens,
    int bookCharactersMax,
    Supplier<List<String>> unready,
    Supplier<List<HealthCheck>> checks,
    Supplier<List<PriceGap>> priceGaps,
    PriceWatch priceWatch,
    Supplier<List<CertificateStanding>> certificates,
    AlertDesk alerts,
    Supplier<List<GateStanding>> paces,
    Function<String, Reloading> reload,
    Supplier<List<ConfiguredValue>> configuration,
    Supplier<String> metrics) {

  /// Translates a provider's configured name.
  @FunctionalInterface
  public interface PriceNames {
    String of(String provider);
  }
}
