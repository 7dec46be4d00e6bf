package dev.weir.flow.price;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.catalogue.UnitPrice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Prices of any currency in dollars, at the rates of a book: the last that began, and of two
/// catalogues' rates for one day the first catalogue's.
final class Exchange {
  private final Map<String, NavigableMap<Instant, ExchangeRate>> rates = new HashMap<>();

  Exchange(List<Catalogue> catalogues) {
    for (Catalogue catalogue : catalogues) {
      for (ExchangeRate rate : catalogue.rates()) {
        rates.computeIfAbsent(rate.currency(), _ -> new TreeMap<>()).putIfAbsent(rate.from(), rate);
      }
    }
  }

  /// The rates of a currency by the day they begin, in order; none where the book has none.
  NavigableMap<LocalDate, ExchangeRate> of(String currency) {
    NavigableMap<LocalDate, ExchangeRate> days = new TreeMap<>();
    rates
        .getOrDefault(currency, Collections.emptyNavigableMap())
        .values()
        .forEach(rate -> days.put(rate.day(), rate));
    return days;
  }

  Set<String> currencies() {
    return rates.keySet();
  }

  /// The rate in force, or nothing if the book has none that has begun.
  Optional<ExchangeRate> rate(String currency, Instant at) {
    return Optional.ofNullable(rates.get(currency))
        .flatMap(its -> Optional.ofNullable(its.floorEntry(at)))
        .map(Map.Entry::getValue);
  }

  /// Whether a price can be put in dollars.
  boolean takes(UnitPrice price, Instant at) {
    return price.isInDollars() || rate(price.currency(), at).isPresent();
  }

  /// The exact price in dollars, with what it was made of.
  Stated inDollars(UnitPrice price, Instant at) {
    if (price.isInDollars()) {
      return new Stated(price, Optional.empty());
    }
    ExchangeRate rate =
        rate(price.currency(), at)
            .orElseThrow(() -> new IllegalArgumentException("no rate for " + price));
    return new Stated(rate.inDollars(price), Optional.of(new PricedCell.Foreign(price, rate)));
  }

  /// A price in dollars, not yet rounded.
  ///
  /// @param foreign what it is stated as, if that is another currency
  record Stated(UnitPrice usd, Optional<PricedCell.Foreign> foreign) {}
}
