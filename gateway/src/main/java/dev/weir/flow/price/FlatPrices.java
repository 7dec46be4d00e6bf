package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Prices of tokens of text, where a charge is nothing but the sum of quantities times prices, one
/// line for each meter that has a quantity.
///
/// @param prices a meter without one has another kind of price, or none
/// @param reasoningApart whether reasoning has a line of its own; else it is output
public record FlatPrices(Map<Meter, Price> prices, boolean reasoningApart) {

  /// Of one token.
  ///
  /// @param list without a contract
  public record Price(Money unit, Money list) {}

  public FlatPrices {
    prices = Collections.unmodifiableMap(new EnumMap<>(prices));
  }
}
