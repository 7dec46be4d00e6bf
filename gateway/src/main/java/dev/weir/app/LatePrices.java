package dev.weir.app;

import dev.weir.flow.correction.LateUsage;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The price book for configured providers.
///
/// @param book in force
/// @param priceName the name that the book knows a configured provider by
record LatePrices(Supplier<PriceBook> book, UnaryOperator<String> priceName)
    implements LateUsage.Prices {
  @Override
  public PriceLookup find(String provider, String model, Instant at) {
    return book.get().find(priceName.apply(provider), model, at);
  }

  @Override
  public String version() {
    return book.get().version();
  }
}
