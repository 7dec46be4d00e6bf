package dev.weir.acceptance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What the scripted company spends beside its providers, and who bears it: docs/costs.md written
/// anew, without pools that serve pools.
final class OwnPools {
  static final String TABLE =
      """
      pool,category,amount_usd,from,until,months,basis,use_cases,units,source,evidence
      counsel,legal,40.00,2026-05,,,direct,contracts,,invoice 9,letter
      judges,evaluation,50.00,2026-03,,,calls,,,invoice 7,contract
      migration,integration,5400.05,2026-01,,12,headcount,,triage=4;claims=2;coding=1,payroll,sheets
      platform,platform,120.00,2026-01,,,usage,,,payroll,time sheets
      seats,seats,99.99,2026-01,,,even,,,invoice 3,contract
      training,data,75.01,2026-02,2026-09,,users,,,invoice 8,contract
      """;

  private static final int LAST_MONTH_WITH_A_CENT_MORE = 5;

  private final OwnBooks books;

  OwnPools(OwnBooks books) {
    this.books = books;
  }

  /// What each pool comes to in a month, in cents.
  static SortedMap<String, Long> due(YearMonth month) {
    int number = month.getMonthValue();
    SortedMap<String, Long> due = new TreeMap<>();
    due.put("migration", number <= LAST_MONTH_WITH_A_CENT_MORE ? 45_001L : 45_000L);
    due.put("platform", 12_000L);
    due.put("seats", 9_999L);
    if (number >= 2 && number <= 9) {
      due.put("training", 7_501L);
    }
    if (number >= 3) {
      due.put("judges", 5_000L);
    }
    if (number >= 5) {
      due.put("counsel", 4_000L);
    }
    return due;
  }

  /// Cents by pool and use case.
  SortedMap<String, SortedMap<String, Long>> borne(YearMonth month) {
    SortedMap<String, SortedMap<String, Long>> borne = new TreeMap<>();
    due(month).forEach((pool, cents) -> borne.put(pool, shared(cents, drivers(pool, month))));
    return borne;
  }

  /// What a use case bears of all pools, in dollars.
  BigDecimal of(String useCase, YearMonth month) {
    long cents =
        borne(month).values().stream().mapToLong(shares -> shares.getOrDefault(useCase, 0L)).sum();
    return BigDecimal.valueOf(cents, 2);
  }

  private SortedMap<String, BigDecimal> drivers(String pool, YearMonth month) {
    return switch (pool) {
      case "counsel" -> new TreeMap<>(Map.of("contracts", BigDecimal.ONE));
      case "migration" ->
          new TreeMap<>(
              Map.of(
                  "triage", BigDecimal.valueOf(4),
                  "claims", BigDecimal.TWO,
                  "coding", BigDecimal.ONE));
      case "platform" -> all(month, useCase -> books.cost(useCase, month));
      case "seats" -> all(month, _ -> BigDecimal.ONE);
      case "training" -> all(month, useCase -> BigDecimal.valueOf(books.users(useCase, month)));
      case "judges" -> all(month, useCase -> BigDecimal.valueOf(books.answered(useCase, month)));
      default -> throw new IllegalArgumentException("no pool " + pool);
    };
  }

  /// Of everybody that has a stage in which it may have keys, closed or not: all but what has
  /// ended.
  private static SortedMap<String, BigDecimal> all(
      YearMonth month, Function<String, BigDecimal> driver) {
    SortedMap<String, BigDecimal> units = new TreeMap<>();
    Venture.ALL.forEach(venture -> units.put(venture.id(), driver.apply(venture.id())));
    if (!month.isBefore(ScriptedYear.SUNSET_IN)) {
      units.remove(ScriptedYear.SUNSET);
    }
    return units;
  }

  /// By largest remainder; equal remainders to the first by name. Nobody bears what nobody drives.
  private static SortedMap<String, Long> shared(long cents, SortedMap<String, BigDecimal> units) {
    BigDecimal all = units.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    SortedMap<String, Long> shares = new TreeMap<>();
    if (all.signum() == 0) {
      return shares;
    }
    SortedMap<String, BigDecimal> remainders = new TreeMap<>();
    units.forEach((useCase, own) -> {
      BigDecimal[] parts = own.multiply(BigDecimal.valueOf(cents)).divideAndRemainder(all);
      shares.put(useCase, parts[0].setScale(0, RoundingMode.UNNECESSARY).longValueExact());
      remainders.put(useCase, parts[1]);
    });
    long left = cents - shares.values().stream().mapToLong(Long::longValue).sum();
    remainders.entrySet().stream()
        .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()))
        .limit(left)
        .forEach(each -> shares.merge(each.getKey(), 1L, Long::sum));
    return shares;
  }
}
