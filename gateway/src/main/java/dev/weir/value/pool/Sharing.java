package dev.weir.value.pool;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// By what use cases bear a pool, and which.
public sealed interface Sharing {
  int RECEIVERS_MAX = 1_000;

  /// As it is written: `direct`, `even`, `usage`, …
  String code();

  /// Use cases that bear it whether they are used or not.
  SortedSet<String> named();

  /// All of it is one use case's.
  record Direct(String useCase) implements Sharing {
    @Override
    public String code() {
      return "direct";
    }

    @Override
    public SortedSet<String> named() {
      return new TreeSet<>(Set.of(useCase));
    }
  }

  /// By something that Weir knows of each use case and month.
  ///
  /// @param named none = every use case that is active in the month
  record Measured(Measure measure, SortedSet<String> named) implements Sharing {
    public Measured {
      named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
      requireSome(named.size());
    }

    @Override
    public String code() {
      return measure.name().toLowerCase(Locale.ROOT);
    }
  }

  /// By numbers that are stated with the pool.
  ///
  /// @param driver what is counted: `headcount`, or a name of one's own
  /// @param units of each use case, not negative
  record Stated(String driver, SortedMap<String, BigDecimal> units) implements Sharing {
    static final String HEADCOUNT = "headcount";

    public Stated {
      units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
      requireSome(units.size());
      if (units.isEmpty()) {
        throw new IllegalArgumentException("field 'units' names 1 use case at least, was 0");
      }
      units.forEach((useCase, each) -> {
        if (each.signum() < 0) {
          throw new IllegalArgumentException(
              "field 'units' has numbers that are not negative, was %s of '%s'"
                  .formatted(each.toPlainString(), useCase));
        }
      });
    }

    @Override
    public String code() {
      return driver.equals(HEADCOUNT) ? HEADCOUNT : "custom";
    }

    @Override
    public SortedSet<String> named() {
      return new TreeSet<>(units.keySet());
    }
  }

  /// What Weir counts.
  enum Measure {
    /// The same for each.
    EVEN,
    /// What the ledger says it cost; a use case that was given more back than it spent counts as 0.
    USAGE,
    CALLS,
    /// Different values of the tag `user`.
    USERS
  }

  private static void requireSome(int named) {
    if (named > RECEIVERS_MAX) {
      throw new IllegalArgumentException(
          "a pool has at most %d use cases, was %d".formatted(RECEIVERS_MAX, named));
    }
  }
}
