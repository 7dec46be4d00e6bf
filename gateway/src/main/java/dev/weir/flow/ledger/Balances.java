package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.policy.Standings;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// What every rule has settled and reserved, by value and slice. Owner: [State], under the ledger's
/// lock.
final class Balances implements Standings {
  private record Counted(String counter, String value) {}

  private final Map<Counted, Tally> tallies = new HashMap<>();
  private final Map<String, Measure> measures = new HashMap<>();

  @Override
  public Total settled(Match match, Instant at) {
    Tally tally = tallies.get(new Counted(match.counter(), match.value()));
    return tally == null ? Total.ZERO : tally.settledSince(match.rule().window().firstSlice(at));
  }

  @Override
  public Total reserved(Match match, Instant at) {
    Tally tally = tallies.get(new Counted(match.counter(), match.value()));
    return tally == null ? Total.ZERO : tally.reservedSince(match.rule().window().firstSlice(at));
  }

  void hold(Hold hold) {
    Tally.Slice slice = slice(hold.balance());
    measures.put(hold.balance().rule(), hold.measure());
    slice.reserved = slice.reserved.plus(hold.amount());
  }

  /// Ends a hold: what was reserved is given back, what it came to is settled.
  void end(Hold hold, long settled) {
    Tally.Slice slice = slice(hold.balance());
    Total left = slice.reserved.minus(hold.amount());
    if (left.isNegative()) {
      throw new IllegalStateException(
          "ledger: balance %s gives back %d more than it holds"
              .formatted(hold.balance(), hold.amount()));
    }
    slice.reserved = left;
    slice.settled = slice.settled.plus(settled);
  }

  /// Moves what is settled by a correction's difference.
  void correct(Hold difference) {
    Tally.Slice slice = slice(difference.balance());
    slice.settled = slice.settled.plus(difference.amount());
  }

  /// The highest threshold told of in the window that `at` falls into.
  int alerted(Match match, Instant at) {
    Tally tally = tallies.get(new Counted(match.counter(), match.value()));
    return tally == null ? 0 : tally.alertedSince(match.rule().window().firstSlice(at));
  }

  void alert(BalanceKey balance, int threshold) {
    Tally.Slice slice = slice(balance);
    slice.alerted = Math.max(slice.alerted, threshold);
  }

  /// Sets everything a counter has settled; what it holds stays.
  void arm(String counter, Measure measure, List<Standing> standings) {
    measures.put(counter, measure);
    forget(counter);
    standings.forEach(this::load);
  }

  /// Takes back everything a counter has settled; what it holds stays.
  void forget(String counter) {
    tallies.forEach((counted, tally) -> {
      if (counted.counter.equals(counter)) {
        tally.slices().forEach(slice -> slice.settled = Total.ZERO);
      }
    });
  }

  void load(Standing standing) {
    measures.put(standing.balance().rule(), standing.measure());
    Tally.Slice slice = slice(standing.balance());
    slice.settled = standing.settled();
    slice.alerted = standing.alerted();
  }

  /// The values each of these counters has counted for.
  Map<String, List<String>> values(Set<String> counters) {
    Map<String, List<String>> values = new HashMap<>();
    for (Counted counted : tallies.keySet()) {
      if (counters.contains(counted.counter)) {
        values.computeIfAbsent(counted.counter, _ -> new ArrayList<>()).add(counted.value);
      }
    }
    return values;
  }

  void clear() {
    tallies.clear();
    measures.clear();
  }

  /// Everything settled, of one counter.
  List<Standing> standings(String counter) {
    List<Standing> all = new ArrayList<>();
    tallies.forEach((counted, tally) -> {
      if (counted.counter.equals(counter)) {
        addStandings(counted, tally, all);
      }
    });
    return all;
  }

  /// Everything settled, of every counter.
  List<Standing> standings() {
    List<Standing> all = new ArrayList<>();
    tallies.forEach((counted, tally) -> addStandings(counted, tally, all));
    return all;
  }

  private void addStandings(Counted counted, Tally tally, List<Standing> all) {
    Measure measure = measures.get(counted.counter);
    if (measure == null) {
      throw new IllegalStateException("ledger: counter " + counted.counter + " has no measure");
    }
    for (Tally.Slice slice : tally.slices()) {
      all.add(
          new Standing(
              new BalanceKey(counted.counter, counted.value, slice.start),
              measure,
              slice.settled,
              slice.alerted));
    }
  }

  /// Forgets what can no longer count.
  ///
  /// @param firstSlice the oldest slice that counts for a counter; `Long.MAX_VALUE` for one no rule
  ///   counts with
  void prune(ToLongFunction<String> firstSlice) {
    for (Iterator<Map.Entry<Counted, Tally>> all = tallies.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Counted, Tally> entry = all.next();
      entry.getValue().prune(firstSlice.applyAsLong(entry.getKey().counter));
      if (entry.getValue().slices().isEmpty()) {
        all.remove();
      }
    }
  }

  private Tally.Slice slice(BalanceKey balance) {
    return tallies
        .computeIfAbsent(new Counted(balance.rule(), balance.value()), _ -> new Tally())
        .slice(balance.slice());
  }
}
