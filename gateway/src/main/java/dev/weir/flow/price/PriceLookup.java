package dev.weir.flow.price;

/// The answer to "what does this model cost?". Unknown is never zero.
public sealed interface PriceLookup {

  /// Whether a call can be priced, and not only what few calls report.
  default boolean pricesCalls() {
    return this instanceof Priced(Tariff tariff, _) && tariff.pricesCalls();
  }

  /// @param tariff prices in force
  /// @param matchedBy which rule of the book recognised the model's name (`exact`, `alias
  ///   gpt-4o-2024-08-06`, `starts_with claude-`…)
  record Priced(Tariff tariff, String matchedBy) implements PriceLookup {}

  /// @param reason names the provider, the model and what the book lacks
  record Unpriced(String reason) implements PriceLookup {}
}
