package dev.weir.flow.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
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

  /// Of some currencies, each from the rate of a day on.
  Rates since(Map<String, LocalDate> firstDays) {
    SortedMap<String, NavigableMap<LocalDate, BigDecimal>> some = new TreeMap<>();
    firstDays.forEach((currency, day) ->
        Optional.ofNullable(byCurrency.get(currency))
            .ifPresent(days -> some.put(currency, days.tailMap(inForce(days, day), true))));
    return new Rates(some);
  }

  /// The rate of a day: the last that began by then; before all of them, the first, whose `from`
  /// tells.
  Optional<Dated> on(String currency, LocalDate day) {
    return Optional.ofNullable(byCurrency.get(currency))
        .map(days -> {
          LocalDate from = inForce(days, day);
          return new Dated(Objects.requireNonNull(days.get(from)), from);
        });
  }

  private static LocalDate inForce(NavigableMap<LocalDate, BigDecimal> days, LocalDate day) {
    return Optional.ofNullable(days.floorKey(day)).orElseGet(days::firstKey);
  }

  Optional<BigDecimal> highest(String currency) {
    return Optional.ofNullable(byCurrency.get(currency))
        .map(days -> Collections.max(days.values()));
  }

  /// @param usd dollars for one unit of the currency
  /// @param from the day it began to hold
  public record Dated(BigDecimal usd, LocalDate from) {}
}
