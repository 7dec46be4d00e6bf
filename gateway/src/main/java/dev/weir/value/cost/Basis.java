package dev.weir.value.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// By what a pool is shared out. Receivers are products, or other pools by their keys.
public sealed interface Basis {
  /// The same for each.
  record Even(SortedSet<String> receivers) implements Basis {
    public Even {
      receivers = Collections.unmodifiableSortedSet(new TreeSet<>(receivers));
      if (receivers.isEmpty()) {
        throw new IllegalArgumentException("an even basis has 1 receiver at least, was 0");
      }
    }
  }

  /// By units of a driver: calls, heads, hours, or stated shares.
  ///
  /// @param name of the driver, for those who open the figure
  /// @param units of each receiver, not negative; a receiver's share is its part of their sum
  /// @param ifNone what is done where the sum is 0
  record Driver(String name, SortedMap<String, BigDecimal> units, IfNone ifNone) implements Basis {
    public Driver {
      units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
      if (units.isEmpty()) {
        throw new IllegalArgumentException(
            "driver '%s' has 1 receiver at least, was 0".formatted(name));
      }
      for (var each : units.entrySet()) {
        if (each.getValue().signum() < 0) {
          throw new IllegalArgumentException(
              "driver '%s' has units that are not negative, was %s of '%s'"
                  .formatted(name, each.getValue().toPlainString(), each.getKey()));
        }
      }
    }
  }

  /// For a driver that nobody used.
  enum IfNone {
    /// Its receivers bear the same each.
    EVEN,
    /// The pool keeps what it costs.
    UNALLOCATED
  }
}
