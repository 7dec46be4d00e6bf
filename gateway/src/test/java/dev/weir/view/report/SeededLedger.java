package dev.weir.view.report;

import static java.util.Objects.requireNonNull;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.price.Charge;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A ledger database of seeded entries, and what is known of each attempt, added up here.
final class SeededLedger implements AutoCloseable {
  static final long SEED = 31;

  /// Over the night in which Berlin's clocks go back.
  static final ReportRange RANGE =
      new ReportRange(
          SeededCalls.START.minus(Duration.ofDays(1)),
          SeededCalls.START.plus(Duration.ofDays(3)),
          ZoneId.of("Europe/Berlin"));

  final List<Entry> entries = new SeededCalls(SEED).entries(3_000);
  final Map<String, Known> known = new TreeMap<>();
  final Database database;

  SeededLedger(Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(entries));
    addUpByHand();
  }

  /// What is known of one attempt after all entries.
  record Known(
      CallFacts facts,
      String model,
      int attempt,
      Instant acceptedAt,
      Total cost,
      Total estimated,
      long input,
      Optional<Provenance> provenance) {
    boolean unattributed() {
      return facts.principal().quarantined() || facts.principal().tags().get("use_case").isEmpty();
    }

    String useCase() {
      return unattributed()
          ? Dimension.UNATTRIBUTED
          : facts.principal().tags().valueOrEmpty("use_case");
    }
  }

  private void addUpByHand() {
    Map<String, Entry.Reserved> reserved = new HashMap<>();
    Map<CallId, Instant> accepted = new HashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.OfAttempt of) {
        String name = of.call() + "/" + of.attempt();
        switch (of) {
          case Entry.Reserved it -> {
            reserved.put(name, it);
            accepted.putIfAbsent(it.call(), it.at());
          }
          case Entry.Settled it ->
              known.put(name, known(reserved, accepted, name, it.usage(), it.charge()));
          case Entry.Corrected it ->
              known.put(name, known(reserved, accepted, name, it.usage(), it.charge()));
          case Entry.Released _ ->
              known.put(
                  name,
                  known(reserved, accepted, name, Total.ZERO, Total.ZERO, 0, Optional.empty()));
          case Entry.Expired _ -> {
            Total bound = Total.of(requireNonNull(reserved.get(name)).amount());
            known.put(
                name,
                known(
                    reserved, accepted, name, bound, bound, 0, Optional.of(Provenance.ESTIMATED)));
          }
          case Entry.Overrun _, Entry.Joined _ -> {}
        }
      }
    }
  }

  private static Known known(
      Map<String, Entry.Reserved> reserved,
      Map<CallId, Instant> accepted,
      String name,
      Usage usage,
      Charge charge) {
    Total cost = Total.of(charge.total());
    boolean estimated = usage.provenance() == Provenance.ESTIMATED;
    return known(
        reserved,
        accepted,
        name,
        cost,
        estimated ? cost : Total.ZERO,
        usage.plainInput(),
        Optional.of(usage.provenance()));
  }

  private static Known known(
      Map<String, Entry.Reserved> reserved,
      Map<CallId, Instant> accepted,
      String name,
      Total cost,
      Total estimated,
      long input,
      Optional<Provenance> provenance) {
    Entry.Reserved of = requireNonNull(reserved.get(name));
    return new Known(
        of.facts(),
        of.model(),
        of.attempt(),
        requireNonNull(accepted.get(of.call())),
        cost,
        estimated,
        input,
        provenance);
  }

  static Total sum(Iterable<Known> known, Function<Known, Total> of) {
    Total sum = Total.ZERO;
    for (Known attempt : known) {
      sum = sum.plus(of.apply(attempt));
    }
    return sum;
  }

  @Override
  public void close() {
    database.close();
  }
}
