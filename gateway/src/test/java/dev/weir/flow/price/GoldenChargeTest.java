package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.book;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.cliff;
import static dev.weir.flow.price.Prices.graduated;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.tier;
import static dev.weir.flow.price.Prices.usage;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Charges worked out by hand. Guards D10, D11, C4, C7, C8.
class GoldenChargeTest {

  @Test
  void cachedInputIsChargedOnce() {
    PriceBook book = book(cell("input", "2.50"), cell("cache_read", "1.25"), cell("output", "10"));

    Charge charge = tariff(book).charge(usage(1_000, 100, 0, 0, 500, 0), "default");

    assertThat(charge.total()).isEqualTo(usd("0.007375"));
    assertThat(charge.unpriced()).isEmpty();
    assertThat(charge.book()).isEqualTo(book.version());
  }

  @Test
  void readsAndBothKindsOfWritesHaveTheirOwnPrices() {
    PriceBook book =
        book(
            cell("input", "3"),
            cell("cache_read", "0.30"),
            cell("cache_write_5m", "3.75"),
            cell("cache_write_1h", "6"),
            cell("output", "15"));

    Charge charge = tariff(book).charge(usage(37_200, 30_000, 4_000, 2_000, 800, 0), "standard");

    assertThat(charge.total()).isEqualTo(usd("0.0516"));
    assertThat(charge.lines()).hasSize(5);
  }

  @Test
  void thoughtsAndToolPromptsAreChargedInCanonicalUsage() {
    PriceBook book = book(cell("input", "1.25"), cell("cache_read", "0.125"), cell("output", "10"));

    Charge charge = tariff(book).charge(usage(10_500, 4_000, 0, 0, 1_500, 1_200), "");

    assertThat(charge.total()).isEqualTo(usd("0.023625"));
  }

  @Test
  void aCliffChargesTheWholeRequestAtTheTierPastTheThreshold() {
    PriceBook book =
        book(
            cell("input", "1.25"),
            cliff("input", "2.50", 200_000),
            cell("output", "10"),
            cliff("output", "15", 200_000));

    assertThat(tariff(book).charge(plain(250_000, 1_000), "").total()).isEqualTo(usd("0.64"));
    assertThat(tariff(book).charge(plain(199_999, 1_000), "").total()).isEqualTo(usd("0.25999875"));
    assertThat(tariff(book).charge(plain(200_000, 1_000), "").total()).isEqualTo(usd("0.26"));
    assertThat(tariff(book).charge(plain(200_001, 1_000), "").total()).isEqualTo(usd("0.5150025"));
  }

  @Test
  void theTierIsChosenByTotalInputIncludingCachedTokens() {
    PriceBook book =
        book(
            cell("input", "1.25"),
            cliff("input", "2.50", 200_000),
            cell("cache_read", "0.125"),
            cliff("cache_read", "0.25", 200_000));

    Charge charge = tariff(book).charge(usage(200_001, 200_000, 0, 0, 0, 0), "");

    assertThat(charge.total()).isEqualTo(usd("0.0500025"));
  }

  @Test
  void aGraduatedTierChargesOnlyTheTokensPastTheThreshold() {
    PriceBook book =
        book(cell("input", "1.25"), graduated("input", "2.50", 200_000), cell("output", "10"));

    assertThat(tariff(book).charge(plain(250_000, 1_000), "").total()).isEqualTo(usd("0.385"));
  }

  @Test
  void theLastTokensOfThePromptAreThosePastAGraduatedThreshold() {
    PriceBook book =
        book(
            cell("input", "1"),
            graduated("input", "2", 100),
            cell("cache_read", "0.1"),
            graduated("cache_read", "0.2", 100));

    Charge charge = tariff(book).charge(usage(200, 150, 0, 0, 0, 0), "");

    // 100 × 0.1 + 50 × 0.2 reads, then 50 × 2 plain input, per million
    assertThat(charge.total()).isEqualTo(usd("0.00012"));
  }

  @Test
  void batchAndCachePricesCombine() {
    PriceBook book =
        book(
            cell("input", "2.50"),
            tier("input", "1.25", "batch"),
            tier("cache_read", "0.625", "batch"),
            tier("output", "5", "batch"));

    Charge charge = tariff(book).charge(usage(1_000, 100, 0, 0, 500, 0), "batch");

    assertThat(charge.total()).isEqualTo(usd("0.0036875"));
  }

  @Test
  void reasoningIsPartOfOutputUnlessItHasAPriceOfItsOwn() {
    PriceBook together = book(cell("input", "1"), cell("output", "10"));
    PriceBook apart = book(cell("input", "1"), cell("output", "10"), cell("reasoning", "20"));

    assertThat(tariff(together).charge(usage(0, 0, 0, 0, 1_000, 400), "").total())
        .isEqualTo(usd("0.01"));
    assertThat(tariff(apart).charge(usage(0, 0, 0, 0, 1_000, 400), "").total())
        .isEqualTo(usd("0.014"));
  }

  @Test
  void aRequestPriceIsChargedOncePerAnswer() {
    PriceBook book =
        book("{\"meter\": \"request\", \"usd\": 5, \"per\": 1000}", cell("input", "1"));

    assertThat(tariff(book).charge(plain(1_000, 0), "").total()).isEqualTo(usd("0.006"));
  }
}
