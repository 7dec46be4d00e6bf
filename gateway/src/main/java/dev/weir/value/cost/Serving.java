package dev.weir.value.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hipparchus.fraction.BigFraction;

/// Whom a pool serves directly, by its basis and the method.
///
/// @param shares by receiver, adding up to 1; none where the pool keeps what it costs
record Serving(Pool pool, SortedMap<String, BigFraction> shares) {
  private static final int RECEIVERS_MAX = 1_000;

  /// @param keys of all pools
  static Serving of(Pool pool, Set<String> keys, AllocationMethod method) {
    SortedMap<String, BigDecimal> units = units(pool.basis());
    if (units.size() > RECEIVERS_MAX || units.containsKey(pool.key())) {
      throw new IllegalArgumentException(
          "pool '%s' has at most %d receivers, none of them itself, was %d: %s"
              .formatted(pool.key(), RECEIVERS_MAX, units.size(), units.keySet()));
    }
    units.keySet().removeAll(closed(pool.key(), keys, method));
    BigDecimal sum = units.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.signum() == 0) {
      return ofNone(pool, units.keySet());
    }
    SortedMap<String, BigFraction> shares = new TreeMap<>();
    units.forEach((receiver, each) -> {
      if (each.signum() != 0) {
        shares.put(receiver, Fractions.of(each, sum));
      }
    });
    return new Serving(pool, shares);
  }

  private static SortedMap<String, BigDecimal> units(Basis basis) {
    return switch (basis) {
      case Basis.Even(var receivers) -> {
        SortedMap<String, BigDecimal> units = new TreeMap<>();
        receivers.forEach(receiver -> units.put(receiver, BigDecimal.ONE));
        yield units;
      }
      case Basis.Driver(_, var units, _) -> new TreeMap<>(units);
    };
  }

  /// The pools that `key` does not serve by the method.
  private static Set<String> closed(String key, Set<String> keys, AllocationMethod method) {
    return switch (method) {
      case AllocationMethod.Direct() -> keys;
      case AllocationMethod.StepDown(var order) -> {
        if (order.size() != keys.size() || !keys.equals(new TreeSet<>(order))) {
          throw new IllegalArgumentException(
              "a step-down names each of the pools %s once, was %s".formatted(keys, order));
        }
        yield new TreeSet<>(order.subList(0, order.indexOf(key)));
      }
      case AllocationMethod.Reciprocal() -> Set.of();
    };
  }

  private static Serving ofNone(Pool pool, Set<String> receivers) {
    if (pool.basis() instanceof Basis.Driver(_, _, var ifNone)
        && ifNone == Basis.IfNone.UNALLOCATED) {
      return new Serving(pool, Collections.emptySortedMap());
    }
    if (receivers.isEmpty()) {
      throw new IllegalArgumentException(
          "pool '%s' serves a receiver that the method leaves it, was only pools: %s"
              .formatted(pool.key(), units(pool.basis()).keySet()));
    }
    SortedMap<String, BigFraction> shares = new TreeMap<>();
    BigFraction each = new BigFraction(1, receivers.size());
    receivers.forEach(receiver -> shares.put(receiver, each));
    return new Serving(pool, shares);
  }

  String key() {
    return pool.key();
  }

  BigFraction shareOf(Serving other) {
    return shares.getOrDefault(other.key(), BigFraction.ZERO);
  }

  /// Whether some of what it costs leaves the pools, or stays in it.
  boolean isEnd(Set<String> keys) {
    return shares.isEmpty() || !keys.containsAll(shares.keySet());
  }

  /// Adds what of a part of a cost leaves the pools here, or stays.
  void addEnds(BigFraction part, Set<String> keys, SortedMap<String, BigFraction> ends) {
    if (part.signum() == 0) {
      return;
    }
    if (shares.isEmpty()) {
      ends.merge(key(), part, BigFraction::add);
    }
    shares.forEach((receiver, share) -> {
      if (!keys.contains(receiver)) {
        ends.merge(receiver, part.multiply(share), BigFraction::add);
      }
    });
  }
}
