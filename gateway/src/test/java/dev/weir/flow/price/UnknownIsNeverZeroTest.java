package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.NOW;
import static dev.weir.flow.price.Prices.book;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.cliff;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.tier;
import static dev.weir.flow.price.Prices.usage;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Guards D12, D13, C6, C10.
class UnknownIsNeverZeroTest {

  @Test
  void anUnknownModelIsUnpricedAndNamed() {
    PriceBook book = book(cell("input", "1"));

    assertThat(book.find("p", "other", NOW))
        .isEqualTo(
            new PriceLookup.Unpriced(
                "model other of provider p has no price: no catalogue knows it"));
    assertThat(book.find("q", "m", NOW)).isInstanceOf(PriceLookup.Unpriced.class);
    assertThat(book.find("p", "m".repeat(257), NOW)).isInstanceOf(PriceLookup.Unpriced.class);
  }

  @Test
  void anExplicitZeroIsAPrice() {
    Charge charge = tariff(book(cell("input", "0"), cell("output", "0"))).charge(plain(9, 9), "");

    assertThat(charge.total().isZero()).isTrue();
    assertThat(charge.partlyUnpriced()).isFalse();
    assertThat(charge.lines()).hasSize(2);
  }

  @Test
  void aMeterWithoutPriceMakesTheChargePartlyUnpriced() {
    Charge charge = tariff(book(cell("input", "1"))).charge(plain(1_000, 7), "");

    assertThat(charge.total()).isEqualTo(usd("0.001"));
    assertThat(charge.unpriced()).containsExactly("output");
  }

  @Test
  void aCacheReadWithoutPriceIsChargedAsInputAndSaysSo() {
    Charge charge = tariff(book(cell("input", "2"))).charge(usage(1_000, 400, 0, 0, 0, 0), "");

    assertThat(charge.total()).isEqualTo(usd("0.002"));
    assertThat(charge.notes()).containsExactly("cache_read priced as input");
    assertThat(charge.unpriced()).isEmpty();
  }

  @Test
  void aCacheWriteWithoutPriceIsChargedAFloorAndListed() {
    PriceBook book = book(cell("input", "3"), cell("cache_write_5m", "3.75"));

    Charge charge = tariff(book).charge(usage(1_000, 0, 0, 1_000, 0, 0), "");

    assertThat(charge.total()).isEqualTo(usd("0.00375"));
    assertThat(charge.notes()).containsExactly("cache_write_1h priced as cache_write_5m");
    assertThat(charge.unpriced()).containsExactly("cache_write_1h");
  }

  @Test
  void aCacheReadWithoutPriceAtAContextTierIsChargedAsInputThere() {
    PriceBook book =
        book(cell("input", "1"), cliff("input", "2", 200_000), cell("cache_read", "0.1"));

    Charge below = tariff(book).charge(usage(200_000, 200_000, 0, 0, 0, 0), "");
    Charge above = tariff(book).charge(usage(200_001, 200_001, 0, 0, 0, 0), "");

    assertThat(below.total()).isEqualTo(usd("0.02"));
    assertThat(above.total()).isEqualTo(usd("0.400002"));
    assertThat(above.notes()).containsExactly("cache_read priced as input");
  }

  @Test
  void aTierWithoutPricesIsChargedTheDearestAndListed() {
    Tariff tariff = tariff(book(cell("input", "2"), tier("input", "4", "priority")));

    Charge flex = tariff.charge(plain(1_000, 0), "flex");
    Charge invented = tariff.charge(plain(1_000, 0), "scale");

    assertThat(flex.total()).isEqualTo(usd("0.004"));
    assertThat(flex.unpriced()).containsExactly("service_tier:flex");
    assertThat(invented.total()).isEqualTo(usd("0.004"));
    assertThat(invented.unpriced()).containsExactly("service_tier:scale");
  }

  @Test
  void aMeterWithoutPriceAtATierIsChargedTheDearestOfTheOthersAndListed() {
    Tariff tariff =
        tariff(book(cell("input", "2"), cell("output", "8"), tier("input", "1", "batch")));

    Charge charge = tariff.charge(plain(1_000, 1_000), "batch");

    assertThat(charge.total()).isEqualTo(usd("0.009"));
    assertThat(charge.unpriced()).containsExactly("output@batch");
  }

  @Test
  void quantitiesBeyondTheMetersAreListed() {
    var usage =
        new Usage(
            10,
            0,
            0,
            0,
            0,
            0,
            Map.of("web_search", 2L, "audio_input", 5L, "image_input", 0L),
            Provenance.REPORTED);

    Charge charge = tariff(book(cell("input", "1"))).charge(usage, "");

    assertThat(charge.unpriced()).containsExactly("audio_input", "web_search");
  }
}
