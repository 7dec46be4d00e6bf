package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Balances in plain maps. One thread.
final class MemoryStandings implements Standings {
  private final Map<BalanceKey, NavigableMap<Long, Total>> settled = new HashMap<>();
  private final Map<BalanceKey, NavigableMap<Long, Total>> reserved = new HashMap<>();

  @Override
  public Total settled(Match match, Instant at) {
    return sum(settled, match, at);
  }

  @Override
  public Total reserved(Match match, Instant at) {
    return sum(reserved, match, at);
  }

  private static Total sum(
      Map<BalanceKey, NavigableMap<Long, Total>> books, Match match, Instant at) {
    Window window = match.rule().window();
    return books
        .getOrDefault(new BalanceKey(match.counter(), match.value(), 0), new TreeMap<>())
        .subMap(window.firstSlice(at), true, window.sliceOf(at), true)
        .values()
        .stream()
        .reduce(Total.ZERO, Total::plus);
  }

  void hold(Reservation reservation) {
    reservation.holds().forEach(hold -> add(reserved, hold.balance(), hold.amount()));
  }

  void release(Reservation reservation) {
    reservation.holds().forEach(hold -> add(reserved, hold.balance(), -hold.amount()));
  }

  void settle(Reservation reservation, long picos, long tokens) {
    release(reservation);
    for (Hold hold : reservation.holds()) {
      long amount =
          switch (hold.measure()) {
            case MONEY -> picos;
            case TOKENS -> tokens;
            case REQUESTS -> 1;
            case CONCURRENT -> 0;
          };
      add(settled, hold.balance(), amount);
    }
  }

  /// Settles money or units straight onto a rule.
  void spend(Rule rule, String value, Instant at, long amount) {
    add(settled, new BalanceKey(rule.counter(), value, rule.window().sliceOf(at)), amount);
  }

  void occupy(Rule rule, String value, Instant at, long amount) {
    add(reserved, new BalanceKey(rule.counter(), value, rule.window().sliceOf(at)), amount);
  }

  private static void add(
      Map<BalanceKey, NavigableMap<Long, Total>> books, BalanceKey key, long amount) {
    books
        .computeIfAbsent(new BalanceKey(key.rule(), key.value(), 0), _ -> new TreeMap<>())
        .merge(key.slice(), Total.of(amount), Total::plus);
  }
}
