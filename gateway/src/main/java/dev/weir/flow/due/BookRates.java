package dev.weir.flow.due;

import dev.weir.flow.agreement.Rates;
import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.price.PriceBook;
import java.time.ZoneOffset;

/// Exchange rates of a price book.
public final class BookRates {
  private BookRates() {}

  public static Rates of(PriceBook book) {
    return (price, day) -> {
      if (price.isInDollars()) {
        return price.amount();
      }
      ExchangeRate rate =
          book.rate(price.currency(), day.atStartOfDay(ZoneOffset.UTC).toInstant())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "no catalogue has an exchange rate of %s on or before %s"
                          .formatted(price.currency(), day)));
      return rate.inDollars(price).amount();
    };
  }
}
