package dev.weir.value.cost;

import dev.weir.base.money.Shares;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.fraction.BigFraction;

/// Pools allocated to those they are for.
///
/// Shares are exact fractions until each pool is cut into cents by largest remainder, ties by the
/// receiver's key: the lines of a pool add up to it, whatever the method and its sign.
///
/// @param method that was used
/// @param lines by pool and receiver; one of 0 cents is left out
/// @param gross what each pool comes to with what it has from others, to the cent, half up; their
///   sum counts what pools pass on more than once
public record Allocation(
    AllocationMethod method, List<Line> lines, SortedMap<String, BigDecimal> gross) {
  private static final int CENTS = 2;

  /// What a receiver bears of a pool, US dollars to the cent. A pool is its own receiver, or
  /// another's, of what is left unallocated.
  public record Line(String pool, String receiver, BigDecimal amount) {}

  public Allocation {
    lines = List.copyOf(lines);
    gross = Collections.unmodifiableSortedMap(new TreeMap<>(gross));
  }

  /// An [IllegalArgumentException] names pools that share a key, serve themselves, serve no product
  /// by this method, or pass their cost round among each other for ever.
  public static Allocation of(List<Pool> pools, AllocationMethod method) {
    Flows flows = Flows.of(pools, method);
    List<Line> lines = new ArrayList<>();
    for (Serving serving : flows.servings()) {
      lines.addAll(lines(serving.pool(), flows.endsOf(serving)));
    }
    SortedMap<String, BigDecimal> gross = new TreeMap<>();
    flows
        .gross()
        .forEach(
            (key, amount) -> gross.put(key, amount.bigDecimalValue(CENTS, RoundingMode.HALF_UP)));
    return new Allocation(method, lines, gross);
  }

  private static List<Line> lines(Pool pool, SortedMap<String, BigFraction> ends) {
    List<String> receivers = List.copyOf(ends.keySet());
    List<Long> cents = Shares.of(pool.cents(), weights(List.copyOf(ends.values())));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < receivers.size(); i++) {
      if (cents.get(i) != 0) {
        BigDecimal amount = BigDecimal.valueOf(cents.get(i), CENTS);
        lines.add(new Line(pool.key(), receivers.get(i), amount));
      }
    }
    return lines;
  }

  /// The fractions over their common denominator.
  private static List<BigDecimal> weights(List<BigFraction> fractions) {
    BigInteger common =
        fractions.stream()
            .map(BigFraction::getDenominator)
            .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
    return fractions.stream()
        .map(each -> common.divide(each.getDenominator()).multiply(each.getNumerator()))
        .map(BigDecimal::new)
        .toList();
  }
}
