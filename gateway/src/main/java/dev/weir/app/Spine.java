package dev.weir.app;

import dev.weir.base.log.LogLine;
import dev.weir.base.segment.FileDisk;
import dev.weir.base.store.Database;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.focus.FocusExport;
import dev.weir.flow.agreement.Agreement;
import dev.weir.flow.agreement.AgreementText;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.correction.Correcting;
import dev.weir.flow.correction.Rerating;
import dev.weir.flow.correction.Retagging;
import dev.weir.flow.due.BookRates;
import dev.weir.flow.due.Booking;
import dev.weir.flow.entry.Entry.PeriodStage;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.journal.Recovered;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.ledger.Correction;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.ledger.LedgerOpening;
import dev.weir.flow.period.Closing;
import dev.weir.flow.projection.AgreementRows;
import dev.weir.flow.projection.EndedAttempts;
import dev.weir.flow.projection.EndedSums;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.flow.projection.Periods;
import dev.weir.flow.projection.Reratings;
import dev.weir.flow.projection.Retaggings;
import dev.weir.flow.recording.Recording;
import dev.weir.value.event.Outcomes;
import dev.weir.value.evidence.Haircut;
import dev.weir.view.cli.CommandTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The books and the ledger of a data directory, recovered, armed and following.
///
/// @param amending held by whoever changes what is known of the past
record Spine(
    Books books,
    Bills bills,
    Outcomes outcomes,
    Journal journal,
    Ledger ledger,
    Database database,
    LedgerLoader loader,
    ReentrantLock amending) {
  private static final Database.Settings FACTS = new Database.Settings(128, 1, 4);
  private static final Database.Settings BILLS = new Database.Settings(64, 1, 2);
  private static final Database.Settings OUTCOMES = new Database.Settings(128, 1, 4);
  private static final Database.Settings LEDGER = new Database.Settings(160, 1, 8);

  /// Attempts and usage records of one order; their rows are made within the database's memory.
  private static final long RETAGGED_MAX = 500_000;

  /// Clocks of one machine are this close from one start to the next.
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

  /// Where it is, and how its journal is opened.
  record Place(Path data, JournalConfig journal) {}

  static Spine open(
      Place place, InstantSource clock, System.Logger log, Consumer<Alert> alerts, Parts parts) {
    Path data = directory(place.data());
    Facts facts = parts.opened(Facts.open(data.resolve("facts.duckdb"), FACTS));
    Books books = new Books(facts, clock);
    Bills bills = parts.opened(Bills.open(data.resolve("bills.duckdb"), BILLS));
    Outcomes outcomes =
        parts.opened(
            Outcomes.open(
                data.resolve("outcomes.duckdb"),
                OUTCOMES,
                () -> Haircut.of(books.inForce().settings().evidenceShares())));
    Journal journal =
        parts.opened(
            Journal.open(FileDisk.own(data.resolve("journal")), place.journal(), clock, log));
    warnOfGaps(journal.recovered().gaps(), log);
    LedgerOpening opening = LedgerOpening.open(journal, clock, alerts);
    warnOfClock(opening.ledger().clockBehind(), log);
    Database database =
        parts.opened(
            Database.open(data.resolve("ledger.duckdb"), LEDGER, LedgerDatabase.migrations()));
    LedgerLoader loader =
        parts.opened(
            new LedgerLoader(
                new LedgerDatabase(database), journal, clock, log, LedgerLoader.Settings.DEFAULT));
    journal.start(() -> Thread.startVirtualThread(opening.ledger()::snapshot));
    loader.start();
    LedgerHistory history = new LedgerHistory(loader, new EndedSums(database));
    books.listen(new BookKeeper(opening.ledger(), history)::opening);
    return new Spine(
        books, bills, outcomes, journal, opening.ledger(), database, loader, new ReentrantLock());
  }

  Readiness readiness() {
    return new Readiness(journal::state, books::divergence, loader::lag, journal.durablePosition());
  }

  /// Replaces what is known of single attempts.
  Correcting correcting(EndedAttempts ended, Consumer<Correction> corrected) {
    return new Correcting(ledger, journal, loader, ended, corrected, amending);
  }

  /// Books what is spent beside the gateway.
  Recording recording(UnaryOperator<String> priceName, InstantSource clock) {
    return new Recording(journal, loader, database, books::inForce, priceName, clock, amending);
  }

  /// Prices the past anew.
  Rerating rerating(Supplier<Map<String, String>> priceNames) {
    return new Rerating(
        ledger, journal, loader, new Reratings(database), books::inForce, priceNames, amending);
  }

  /// Books what is due by agreements.
  Booking booking(UnaryOperator<String> priceName, InstantSource clock, RandomGenerator random) {
    return new Booking(
        new Booking.Store(
            journal, loader, new AgreementRows(database, priceName), new Periods(database)),
        () -> new Booking.InForce(agreements(), BookRates.of(books.inForce().prices())),
        clock,
        random,
        amending);
  }

  private List<Agreement> agreements() {
    return books.facts().current(Kind.AGREEMENT).stream()
        .filter(version -> !version.retired())
        .map(version -> AgreementText.read(version.id(), version.body()))
        .toList();
  }

  /// Takes bills and provider usage in.
  Intake intake() {
    Periods periods = new Periods(database);
    return new Intake(
        bills,
        days ->
            periods.all().stream()
                .filter(closed -> closed.stage() == PeriodStage.SETTLED)
                .filter(closed ->
                    days.from().isBefore(closed.month().plusMonths(1).atDay(1))
                        && days.to().isAfter(closed.month().atDay(1)))
                .map(closed ->
                    "%s, which is settled since %s, by %s"
                        .formatted(closed.month(), closed.at(), closed.who()))
                .findFirst());
  }

  /// What fetching bills works with.
  Fetching.Parts fetching(
      Path data, InstantSource clock, RandomGenerator random, System.Logger log) {
    return new Fetching.Parts(
        intake(),
        bills,
        data.resolve("fetches.json"),
        clock,
        random,
        log,
        defect ->
            log.log(
                System.Logger.Level.ERROR,
                LogLine.defect("a defect of Weir", "a defect of Weir in fetching", defect)));
  }

  /// Puts past spend under other tags.
  Retagging retagging() {
    return new Retagging(
        ledger, journal, loader, new Retaggings(database, RETAGGED_MAX), books::inForce, amending);
  }

  /// Closes months.
  Closing closing() {
    return new Closing(ledger, journal, loader, new Periods(database), amending);
  }

  /// Reads the ledger as FOCUS has it.
  FocusExport focus(UnaryOperator<String> priceName) {
    return new FocusExport(database, priceName, CommandTree.VERSION);
  }

  private static void warnOfClock(Duration behind, System.Logger log) {
    if (behind.compareTo(CLOCK_SLACK) > 0) {
      log.log(
          System.Logger.Level.WARNING,
          "the clock is %,d s behind the journal's latest entry: calls are accepted as of that entry"
                  .formatted(behind.toSeconds())
              + " until the clock has reached it");
    }
  }

  private static void warnOfGaps(List<Recovered.Gap> gaps, System.Logger log) {
    for (Recovered.Gap gap : gaps) {
      log.log(
          System.Logger.Level.WARNING,
          "%s was damaged: %,d bytes at position %d are passed over, as --accept-damage says; %s"
              .formatted(
                  gap.file(),
                  gap.bytes(),
                  gap.position(),
                  gap.kept().isEmpty()
                      ? "the header was written anew"
                      : "they are in journal/" + gap.kept()));
    }
  }

  /// A new one is for its owner alone: names, models and amounts are in it.
  static Path directory(Path data) {
    try {
      return Files.createDirectories(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + data + " cannot be used", e);
    }
  }
}
