package dev.weir.flow.policy;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// Tariffs of one price for input tokens and one for output tokens, from books of one model.
final class FlatTariff {
  /// One picodollar a token, in and out.
  static final Tariff SMALL = of("small", 1, 1);

  /// One picodollar an input token, ten an output token.
  static final Tariff LARGE = of("large", 1, 10);

  private FlatTariff() {}

  private static Tariff of(String model, long inputPicos, long outputPicos) {
    String catalogue =
        """
        {"format": "weir-prices/1", "name": "flat", "models": [{"provider": "p", "id": "%s", "prices": [
          {"meter": "input", "usd": "%s", "per": 1}, {"meter": "output", "usd": "%s", "per": 1}]}],
         "contracts": []}\
        """
            .formatted(model, usd(inputPicos), usd(outputPicos));
    PriceBook book = PriceBook.compile(List.of(Catalogue.parse(catalogue)));
    PriceLookup found = book.find("p", model, Instant.parse("2026-01-01T00:00:00Z"));
    if (found instanceof PriceLookup.Priced priced) {
      return priced.tariff();
    }
    throw new AssertionError("the flat book does not price " + model + ": " + found);
  }

  private static String usd(long picos) {
    return BigDecimal.valueOf(picos, 12).toPlainString();
  }
}
