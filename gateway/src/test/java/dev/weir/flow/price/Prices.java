package dev.weir.flow.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Books and usages in one line each.
public final class Prices {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private Prices() {}

  /// A book of one model `m` of provider `p` with these cells, each as the catalogue writes them.
  static PriceBook book(String... cells) {
    return PriceBook.compile(List.of(Catalogue.parse(catalogue(String.join(",", cells), ""))));
  }

  static String catalogue(String cells, String contracts) {
    return """
    {"format": "weir-prices/1", "name": "own",
     "models": [{"provider": "p", "id": "m", "prices": [%s]}],
     "contracts": [%s]}\
    """
        .formatted(cells, contracts);
  }

  /// A base price in dollars per million.
  static String cell(String meter, String usd) {
    return "{\"meter\": \"%s\", \"usd\": \"%s\", \"per\": 1000000}".formatted(meter, usd);
  }

  static String cell(String meter, String usd, String more) {
    return "{\"meter\": \"%s\", \"usd\": \"%s\", \"per\": 1000000, %s}".formatted(meter, usd, more);
  }

  static String cliff(String meter, String usd, long above) {
    return cell(
        meter, usd, "\"above_input_tokens\": %d, \"context_tier\": \"cliff\"".formatted(above));
  }

  static String graduated(String meter, String usd, long above) {
    return cell(
        meter, usd, "\"above_input_tokens\": %d, \"context_tier\": \"graduated\"".formatted(above));
  }

  static String tier(String meter, String usd, String tier) {
    return cell(meter, usd, "\"tier\": \"%s\"".formatted(tier));
  }

  static Tariff tariff(PriceBook book) {
    return tariff(book, "p", "m");
  }

  public static Tariff tariff(PriceBook book, String provider, String model) {
    PriceLookup lookup = book.find(provider, model, NOW);
    assertThat(lookup).isInstanceOf(PriceLookup.Priced.class);
    return ((PriceLookup.Priced) lookup).tariff();
  }

  public static Usage usage(
      long input, long read, long write5m, long write1h, long output, long reasoning) {
    return new Usage(
        input, read, write5m, write1h, output, reasoning, Map.of(), Provenance.REPORTED);
  }

  public static Usage plain(long input, long output) {
    return Usage.of(input, output, Provenance.REPORTED);
  }

  public static Money usd(String dollars) {
    return Money.usd(dollars);
  }
}
