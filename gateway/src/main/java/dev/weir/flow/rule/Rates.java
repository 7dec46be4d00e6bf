package dev.weir.flow.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Dollars for one unit of each currency, from a day on.
///
/// @param byCurrency a currency that is there has a rate
public record Rates(SortedMap<String, NavigableMap<LocalDate, BigDecimal>> byCurrency) {
  public static final Rates NONE = new Rates(new TreeMap<>());

  public Rates {
    SortedMap<String, NavigableMap<LocalDate, BigDecimal>> copy = new TreeMap<>();
    byCurrency.forEach((currency, days) -> {
      if (days.isEmpty() || days.values().stream().anyMatch(rate -> rate.signum() <= 0)) {
        throw new IllegalArgumentException(
            "rates of %s are above 0, and one at least, was %s".formatted(currency, days));
      }
      NavigableMap<LocalDate, BigDecimal> plain = new TreeMap<>();
      days.forEach((day, rate) -> plain.put(day, rate.stripTrailingZeros()));
      copy.put(currency, Collections.unmodifiableNavigableMap(plain));
    });
    byCurrency = Collections.unmodifiableSortedMap(copy);
  }

  Rates only(Set<String> currencies) {
    SortedMap<String, NavigableMap<LocalDate, BigDecimal>> some = new TreeMap<>(byCurrency);
    some.keySet().retainAll(currencies);
    return new Rates(some);
  }

  /// The rate of a day: the last that began by then; before all of them, the first, whose `from`
  /// tells.
  Optional<Dated> on(String currency, LocalDate day) {
    return Optional.ofNullable(byCurrency.get(currency))
        .map(days -> Optional.ofNullable(days.floorEntry(day)).orElseGet(days::firstEntry))
        .map(Dated::of);
  }

  Optional<BigDecimal> highest(String currency) {
    return Optional.ofNullable(byCurrency.get(currency))
        .map(days -> Collections.max(days.values()));
  }

  /// @param usd dollars for one unit of the currency
  /// @param from the day it began to hold
  public record Dated(BigDecimal usd, LocalDate from) {
    private static Dated of(Map.Entry<LocalDate, BigDecimal> entry) {
      return new Dated(entry.getValue(), entry.getKey());
    }
  }
}
