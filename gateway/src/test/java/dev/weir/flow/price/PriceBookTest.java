package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.NOW;
import static dev.weir.flow.price.Prices.book;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Catalogue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceBookTest {
  private static final String PATTERNS =
      """
      {"format": "weir-prices/1", "name": "own", "models": [
        {"provider": "p", "id": "gpt-4o", "match": [{"alias": "gpt-4o-2024-05-13"}],
         "prices": [{"meter": "input", "usd": 1, "per": 1000}]},
        {"provider": "p", "id": "sonnet", "match": [{"dated": "sonnet"}],
         "prices": [{"meter": "input", "usd": 1, "per": 1000}]},
        {"provider": "p", "id": "gpt family", "match": [{"starts_with": "gpt-"}],
         "prices": [{"meter": "input", "usd": 1, "per": 1000}]},
        {"provider": "p", "id": "gpt mini",
         "match": [{"and": [{"starts_with": "gpt-"}, {"ends_with": "-mini"}]}],
         "prices": [{"meter": "input", "usd": 1, "per": 1000}]},
        {"provider": "p", "id": "llama",
         "match": [{"or": [{"contains": "llama"}, {"regex": "^ll[0-9]$"}]}],
         "prices": [{"meter": "input", "usd": 1, "per": 1000}]}]}\
      """;

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o, exact",
    "gpt-4o-2024-05-13, gpt-4o, alias gpt-4o-2024-05-13",
    "gpt-4o-2024-11-20, gpt family, starts_with gpt-",
    "gpt-9-mini, gpt mini, starts_with gpt- and ends_with -mini",
    "sonnet-latest, sonnet, dated sonnet",
    "sonnet-20250514, sonnet, dated sonnet",
    "sonnet@20250514, sonnet, dated sonnet",
    "sonnet-2025-05-14, sonnet, dated sonnet",
    "meta-llama-3, llama, contains llama",
    "ll7, llama, regex ^ll[0-9]$"
  })
  void theMostSpecificPatternWinsAndIsReported(String name, String model, String by) {
    PriceBook book = PriceBook.compile(List.of(Catalogue.parse(PATTERNS)));

    var priced = (PriceLookup.Priced) book.find("p", name, NOW);

    assertThat(priced.tariff().model()).isEqualTo(model);
    assertThat(priced.matchedBy()).isEqualTo(by);
  }

  /// Whoever asks has a say in its name, and a price allows it.
  @Test
  void anOperationIsMeantOnlyByItsNameFromTheFirstLettersOn() {
    PriceBook book =
        PriceBook.compile(
            List.of(
                Catalogue.parse(
                    """
                    {"format": "weir-prices/1", "name": "own", "models": [
                      {"provider": "p", "id": "op:a", "match": [{"starts_with": "op:b/"}],
                       "prices": [{"meter": "request", "usd": 1, "per": 1}]},
                      {"provider": "p", "id": "any", "match": [{"regex": "."}, {"contains": "x"},
                       {"starts_with": "o"}], "prices": [{"meter": "request", "usd": 1, "per": 1}]}],
                     "contracts": [{"provider": "p", "meters": ["request"], "tiers": ["standard"], "usd": 1, "per": 1}]}\
                    """)));

    assertThat(List.of("op:a", "op:b/x", "model-x", "o"))
        .allSatisfy(
            name -> assertThat(book.find("p", name, NOW)).isInstanceOf(PriceLookup.Priced.class));
    assertThat(List.of("op:c", "op:ax", "op:unlisted/POST/x"))
        .allSatisfy(
            name -> assertThat(book.find("p", name, NOW)).isInstanceOf(PriceLookup.Unpriced.class));
  }

  @Test
  void aDateIsNotImplied() {
    PriceBook book = PriceBook.compile(List.of(Catalogue.parse(PATTERNS)));

    assertThat(book.find("p", "sonnet-mini-20250514", NOW))
        .isInstanceOf(PriceLookup.Unpriced.class);
    assertThat(book.find("p", "m-20250514", NOW)).isInstanceOf(PriceLookup.Unpriced.class);
  }

  @Test
  void thePriceIsThatInForceWhenTheCallWasAccepted() {
    PriceBook book =
        book(
            cell("input", "10", "\"effective_to\": \"2025-06-10\""),
            cell("input", "2", "\"effective_from\": \"2025-06-10\""));

    assertThat(inputPrice(book, "2025-06-09T23:59:59.999999999Z")).isEqualTo(usd("0.00001"));
    assertThat(inputPrice(book, "2025-06-10T00:00:00Z")).isEqualTo(usd("0.000002"));
    assertThat(inputPrice(book, "2025-06-09T00:00:00Z")).isEqualTo(usd("0.00001"));
  }

  @Test
  void aModelWithoutAPriceInForceIsUnpriced() {
    PriceBook book = book(cell("input", "2", "\"effective_from\": \"2030-01-01\""));

    assertThat(book.find("p", "m", NOW))
        .isInstanceOfSatisfying(
            PriceLookup.Unpriced.class,
            unpriced -> assertThat(unpriced.reason()).contains("no price in force"));
  }

  @Test
  void aHandWrittenCatalogueWinsOverImportedOnesAndThoseInOrder() {
    PriceBook book =
        PriceBook.compile(
            List.of(
                priced("first", "imported", "1"),
                priced("second", "imported", "2"),
                priced("mine", "own", "3")));

    assertThat(book.catalogues())
        .extracting(Catalogue::name)
        .containsExactly("mine", "first", "second");
    assertThat(tariff(book).cells().getFirst().unitPrice()).isEqualTo(usd("0.000003"));
    assertThat(book.models("p")).hasSize(3);
  }

  @Test
  void aRepeatedLookUpGivesTheSameTariff() {
    PriceBook book = book(cell("input", "1"));

    assertThat(book.find("p", "m", NOW)).isSameAs(book.find("p", "m", NOW.plusSeconds(1)));
  }

  @Test
  void manyNamesDoNotFillTheMemory() {
    PriceBook book =
        PriceBook.compile(
            List.of(
                Catalogue.parse(
                    """
                    {"format": "weir-prices/1", "name": "x", "models": [
                      {"provider": "p", "id": "any", "match": [{"starts_with": "a"}],
                       "prices": [{"meter": "input", "usd": 1, "per": 1000}]}]}\
                    """)));

    for (int i = 0; i < 10_000; i++) {
      assertThat(book.find("p", "a" + i, NOW)).isInstanceOf(PriceLookup.Priced.class);
    }
  }

  @Test
  void theVersionIsAHashOfTheCanonicalContent() {
    PriceBook book =
        PriceBook.compile(List.of(Catalogue.parse(PATTERNS), priced("x", "own", "2.50")));
    PriceBook same =
        PriceBook.compile(List.of(Catalogue.parse(PATTERNS), priced("x", "own", "2.5")));
    PriceBook other =
        PriceBook.compile(List.of(Catalogue.parse(PATTERNS), priced("x", "own", "2.51")));

    assertThat(book.version()).matches("sha256:[0-9a-f]{16}").isEqualTo(same.version());
    assertThat(other.version()).isNotEqualTo(book.version());
    assertThat(PriceBook.parse(book.content()).content()).isEqualTo(book.content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"meter\": \"input\", \"usd\": -1, \"per\": 1000}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 7}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 3600}",
        "{\"meter\": \"input\", \"usd\": 1, \"amount\": 1, \"currency\": \"EUR\", \"per\": 1}",
        "{\"meter\": \"input\", \"amount\": 1, \"per\": 1}",
        "{\"meter\": \"input\", \"amount\": 1, \"currency\": \"euro\", \"per\": 1}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"daily_from\": \"10:00\"}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"daily_from\": \"10:00\", \"daily_to\": \"10:00\"}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"minimum_units\": 10}",
        "{\"meter\": \"pages\", \"usd\": 1, \"per\": 1, \"minimum_units\": 10, \"free_units\": 1}",
        "{\"meter\": \"input\", \"usd\": 1e-13, \"per\": 1}",
        "{\"meter\": \"input\", \"usd\": 1e999999999, \"per\": 1}",
        "{\"meter\": \"input\", \"usd\": \"x\", \"per\": 1}",
        "{\"meter\": \"inputs\", \"usd\": 1, \"per\": 1}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"colour\": 1}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"above_input_tokens\": 5}",
        "{\"meter\": \"input\", \"usd\": 1, \"per\": 1, \"effective_from\": \"soon\"}",
        "{\"meter\": \"output\", \"usd\": 1, \"per\": 1, \"above_input_tokens\": 5,"
            + " \"context_tier\": \"graduated\"}"
      })
  void anInvalidPriceIsRefusedWithItsPlace(String cell) {
    assertThatThrownBy(() -> book(cell))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("models[0].prices[0]");
  }

  @Test
  void twoPricesForTheSameUnitAtTheSameTimeAreRefused() {
    assertThatThrownBy(() -> book(cell("input", "1"), cell("input", "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two prices for input");
  }

  private static Catalogue priced(String name, String kind, String usd) {
    return Catalogue.parse(
        """
        {"format": "weir-prices/1", "name": "%s", "kind": "%s",
         "models": [{"provider": "p", "id": "m", "prices": [%s]}]}\
        """
            .formatted(name, kind, cell("input", usd)));
  }

  private static Money inputPrice(PriceBook book, String at) {
    var priced = (PriceLookup.Priced) book.find("p", "m", Instant.parse(at));
    return priced.tariff().cells().getFirst().unitPrice();
  }
}
