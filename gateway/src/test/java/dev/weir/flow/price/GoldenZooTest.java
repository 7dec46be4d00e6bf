package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.book;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.cliff;
import static dev.weir.flow.price.Prices.graduated;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.tier;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One case for each mechanism of a call's price, worked out by hand.
class GoldenZooTest {
  private static final PriceBook LATTICE =
      book(
          cell("input", "2.50"),
          cell("audio_input", "40"),
          cell("cache_read", "1.25"),
          cell("audio_cache_read", "2.50"),
          cell("output", "10"));

  private static Usage said(long input, long cached, long output, Map<String, Long> beyond) {
    return new Usage(input, cached, 0, 0, output, 0, beyond, Provenance.REPORTED);
  }

  private static Charge charge(PriceBook book, Usage usage) {
    return tariff(book).charge(usage, "");
  }

  private static String unit(String meter, String usd, long per, String more) {
    return "{\"meter\": \"%s\", \"usd\": \"%s\", \"per\": %d%s}".formatted(meter, usd, per, more);
  }

  private static PriceBook model(String model, String catalogue) {
    return PriceBook.compile(
        List.of(
            Catalogue.parse(
                """
                {"format": "weir-prices/1", "name": "own",
                 "models": [{"provider": "p", "id": "m", %s}]%s}\
                """
                    .formatted(model, catalogue))));
  }

  private static Tariff at(PriceBook book, String instant) {
    return ((PriceLookup.Priced) book.find("p", "m", Instant.parse(instant))).tariff();
  }

  @Test
  void whatSpilledOverHasItsPriceOrIsStandardAndSaysSo() {
    String standard = unit("input", "2", 1, "") + "," + unit("output", "3", 1, "");
    String priority = "," + unit("input", "20", 1, ", \"tier\": \"priority\"");
    String spilled = "," + unit("input", "5", 1, ", \"tier\": \"spillover\"");
    String prices = "\"match\": [{\"exact\": \"m\"}], \"prices\": [%s]";
    Usage usage = said(10, 0, 0, Map.of());

    Tariff priced =
        at(model(prices.formatted(standard + priority + spilled), ""), "2026-11-01T00:00:00Z");
    assertThat(priced.charge(usage, "spillover").total()).isEqualTo(usd("50"));
    assertThat(priced.charge(usage, "spillover").unpriced()).isEmpty();
    assertThat(priced.bound(10, 0, "default")).as("it may spill over").isEqualTo(usd("50"));

    Tariff without = at(model(prices.formatted(standard + priority), ""), "2026-11-01T00:00:00Z");
    assertThat(without.charge(usage, "spillover").total()).isEqualTo(usd("20"));
    assertThat(without.charge(usage, "spillover").unpriced())
        .containsExactly("service_tier:spillover");
    assertThat(without.bound(10, 0, "default")).as("no dearer tier").isEqualTo(usd("20"));
  }

  @Test
  void whatIsOfTwoSubsetsIsChargedOnceAtThePriceOfBoth() {
    Usage usage = said(10_000, 5_000, 0, Map.of("audio_input", 4_000L, "audio_cache_read", 3_000L));

    Charge charge = charge(LATTICE, usage);

    // 4,000 × 2.50 + 2,000 × 1.25 + 1,000 × 40 + 3,000 × 2.50, per million
    assertThat(charge.total()).isEqualTo(usd("0.06"));
    assertThat(charge.unpriced()).isEmpty();
    assertThat(charge.lines())
        .extracting(Charge.Line::meter, Charge.Line::quantity)
        .containsExactly(
            tuple(Meter.CACHE_READ, 2_000L),
            tuple(Meter.AUDIO_CACHE_READ, 3_000L),
            tuple(Meter.INPUT, 4_000L),
            tuple(Meter.AUDIO_INPUT, 1_000L));
  }

  @Test
  void howMuchOfARecordingWasCachedIsNamedWhereNobodySaysIt() {
    Charge unsaid = charge(LATTICE, said(10_000, 5_000, 0, Map.of("audio_input", 4_000L)));
    Charge none =
        charge(
            LATTICE, said(10_000, 5_000, 0, Map.of("audio_input", 4_000L, "audio_cache_read", 0L)));
    Charge all = charge(LATTICE, said(4_000, 1_000, 0, Map.of("audio_input", 4_000L)));

    // 1,000 × 2.50 + 5,000 × 1.25 + 4,000 × 40, per million
    assertThat(unsaid.total()).isEqualTo(usd("0.16875"));
    assertThat(unsaid.unpriced()).containsExactly("audio_cache_read");
    assertThat(none.total()).isEqualTo(usd("0.16875"));
    assertThat(none.unpriced()).isEmpty();
    // there is no text, so 1,000 × 2.50 + 3,000 × 40 it must be
    assertThat(all.total()).isEqualTo(usd("0.1225"));
    assertThat(all.unpriced()).isEmpty();
  }

  @Test
  void cachedAudioWithoutAPriceIsNeverCheaperThanItCanBe() {
    PriceBook book = book(cell("input", "2.50"), cell("audio_input", "40"));
    Usage usage = said(1_000, 400, 0, Map.of("audio_input", 500L, "audio_cache_read", 400L));

    Charge charge = charge(book, usage);

    // 500 × 2.50 + 500 × 40, per million
    assertThat(charge.total()).isEqualTo(usd("0.02125"));
    assertThat(charge.notes()).containsExactly("audio_cache_read priced as audio_input");
    assertThat(charge.unpriced()).isEmpty();
  }

  @Test
  void soundAndWhatIsNoTextInTheAnswerAreChargedAFloorAndNamedWithoutAPrice() {
    PriceBook book = book(cell("input", "2"), cell("output", "8"));
    Usage usage =
        said(1_000, 0, 1_000, Map.of("audio_input", 500L, "audio_output", 10L, "image_output", 7L));

    Charge charge = charge(book, usage);

    assertThat(charge.total()).isEqualTo(usd("0.01"));
    assertThat(charge.unpriced()).containsExactly("audio_input", "audio_output", "image_output");
    assertThat(charge.notes())
        .containsExactly(
            "audio_input priced as input",
            "audio_output priced as output",
            "image_output priced as output");
  }

  @Test
  void picturesAndVideoPutInAreInputUnlessTheBookPricesThemApart() {
    Usage usage = said(1_000, 0, 0, Map.of("image_input", 300L, "video_input", 200L));

    Charge together = charge(book(cell("input", "2")), usage);
    Charge apart = charge(book(cell("input", "2"), cell("image_input", "5")), usage);

    assertThat(together.total()).isEqualTo(usd("0.002"));
    assertThat(together.lines()).hasSize(1);
    assertThat(together.unpriced()).isEmpty();
    assertThat(apart.total()).isEqualTo(usd("0.0029"));
    assertThat(apart.unpriced()).isEmpty();
  }

  @Test
  void aPriceOfAModalityAtOneTierOnlyIsAFloorAtTheOthers() {
    PriceBook book =
        book(cell("input", "2"), tier("input", "1", "batch"), cell("image_input", "5"));
    Usage usage = said(1_000, 0, 0, Map.of("image_input", 1_000L));

    Charge batch = tariff(book).charge(usage, "batch");

    assertThat(batch.total()).isEqualTo(usd("0.001"));
    assertThat(batch.unpriced()).containsExactly("image_input");
  }

  @Test
  void picturesInTheAnswerHaveTheirPriceAndReasoningBesideThemItsOwn() {
    PriceBook book = book(cell("output", "12"), cell("image_output", "120"));
    var usage =
        new Usage(0, 0, 0, 0, 1_520, 100, Map.of("image_output", 1_120L), Provenance.REPORTED);

    // 400 × 12 + 1,120 × 120, per million
    assertThat(charge(book, usage).total()).isEqualTo(usd("0.1392"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audio_input|11|usage:tokens that are no text 11 of input 10",
        "audio_cache_read|6|usage:audio_cache_read 6 of cache_read 5",
        "audio_output|5|usage:reasoning and output that is no text 5 of output 4",
        "image_input|-1|usage:what is cached of image_input 0 of image_input -1",
      })
  void figuresThatCannotBothBeTrueAreNamedAndNotClamped(
      String name, long quantity, String expected) {
    Charge charge = charge(LATTICE, said(10, 5, 4, Map.of(name, quantity)));

    assertThat(charge.unpriced()).containsExactly(expected);
    assertThat(charge.total())
        .as("the provider's totals as text")
        .isEqualTo(charge(LATTICE, said(10, 5, 4, Map.of())).total());
  }

  @Test
  void aGraduatedTierTakesTheLastOfThePromptOfEveryModality() {
    PriceBook book =
        book(
            cell("input", "1"),
            graduated("input", "2", 100),
            cell("audio_input", "10"),
            graduated("audio_input", "20", 100));

    // 80 text, 20 + 50 audio past it: 80 × 1 + 20 × 10 + 50 × 20, per million
    assertThat(charge(book, said(150, 0, 0, Map.of("audio_input", 70L))).total())
        .isEqualTo(usd("0.00128"));
  }

  @Test
  void aCliffOfTheTotalInputHoldsForEveryModality() {
    PriceBook book =
        book(
            cell("input", "1"),
            cliff("input", "2", 100),
            cell("audio_input", "10"),
            cliff("audio_input", "20", 100));

    assertThat(charge(book, said(101, 0, 0, Map.of("audio_input", 1L))).total())
        .isEqualTo(usd("0.00022"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // meter | dollars | per | quantity | charge
        "web_search|10|1000|3|0.03",
        "x_search|5|1000|1|0.005",
        "cache_storage|4.50|1000000|250000|1.125",
        "training|25|1000000|3000000|75",
        "file_search|2.50|1000|2|0.005",
        "code_interpreter|0.03|1|2|0.06",
        "search_units|2|1000|7|0.014",
        "pages|1|1000|12|0.012",
        "images|0.04|1|3|0.12",
        "output_images|0.04|1|3|0.12",
        "pixels|2|1000000000|1048576|0.002097152",
        "characters|15|1000000|900|0.0135",
        "audio_seconds|0.006|60|90|0.009",
        "audio_seconds|0.36|3600|90|0.009",
        "output_video_seconds|0.10|1|8|0.8",
        "citation|2|1000000|20016|0.040032",
        "reasoning_beside|3|1000000|73997|0.221991",
      })
  void unitsThatAProviderCountsApartHaveTheirPrices(
      String meter, String dollars, long per, long quantity, String expected) {
    PriceBook book = book(cell("input", "1"), unit(meter, dollars, per, ""));

    Charge charge = charge(book, said(0, 0, 0, Map.of(meter, quantity)));

    assertThat(charge.total()).isEqualTo(usd(expected));
    assertThat(charge.unpriced()).isEmpty();
  }

  @Test
  void aUnitWithoutAPriceIsNamed() {
    Charge charge = charge(LATTICE, said(0, 0, 0, Map.of("web_search", 2L, "request", 1L)));

    assertThat(charge.unpriced()).containsExactly("request", "web_search");
  }

  @Test
  void unitsMayHaveALeastNumberOrBePartlyFree() {
    PriceBook book =
        book(
            unit("audio_seconds", "0.36", 3_600, ", \"minimum_units\": 10"),
            unit("web_search", "10", 1_000, ", \"free_units\": 2"));

    assertThat(charge(book, said(0, 0, 0, Map.of("audio_seconds", 3L))).total())
        .isEqualTo(usd("0.001"));
    assertThat(charge(book, said(0, 0, 0, Map.of("audio_seconds", 11L))).total())
        .isEqualTo(usd("0.0011"));
    assertThat(charge(book, said(0, 0, 0, Map.of("web_search", 3L))).total())
        .isEqualTo(usd("0.01"));
    assertThat(charge(book, said(0, 0, 0, Map.of("web_search", 1L))).total().isZero()).isTrue();
    assertThat(tariff(book).chargeOfSeveral(said(0, 0, 0, Map.of("web_search", 3L)), "").unpriced())
        .containsExactly("units_of_each");
  }

  @Test
  void aMinimumChargeIsALineOfWhatIsMissingToIt() {
    PriceBook book = book(cell("input", "1"), unit("minimum_charge", "0.001", 1, ""));

    Charge small = charge(book, plain(400, 0));

    assertThat(small.total()).isEqualTo(usd("0.001"));
    assertThat(small.lines().getLast().meter()).isEqualTo(Meter.MINIMUM_CHARGE);
    assertThat(small.lines().getLast().amount()).isEqualTo(usd("0.0006"));
    assertThat(charge(book, plain(4_000, 0)).total()).isEqualTo(usd("0.004"));
    assertThat(tariff(book).bound(10, 0, "")).isEqualTo(usd("0.001"));
  }

  @Test
  void whereAnAnswerWasServedLiftsItsPrice() {
    PriceBook book =
        model(
            """
            "prices": [%s, %s, %s],
            "uplifts": [{"scope": "inference_geo_us", "factor": "1.1", "meters": ["input"]}]\
            """
                .formatted(
                    cell("input", "3"),
                    cell("output", "15"),
                    cell("output", "20", "\"scope\": \"inference_geo_us\"")),
            "");
    Usage here = said(1_000, 0, 100, Map.of("inference_geo_us", 1L));

    Charge charge = charge(book, here);

    // 1,000 × 3.30 + 100 × 20, per million
    assertThat(charge.total()).isEqualTo(usd("0.0053"));
    assertThat(charge.unpriced()).isEmpty();
    assertThat(charge(book, plain(1_000, 100)).total()).isEqualTo(usd("0.0045"));
    assertThat(charge(book, said(1, 0, 0, Map.of("inference_geo_eu", 1L))).unpriced())
        .containsExactly("inference_geo_eu");
    assertThat(tariff(book).bound(1_000, 100, "default")).isEqualTo(charge.total());
  }

  @Test
  void aPriceMayHoldInAPartOfEveryDay() {
    PriceBook book =
        book(
            cell("input", "2", "\"daily_from\": \"08:00\", \"daily_to\": \"20:00\""),
            cell("input", "1", "\"daily_from\": \"20:00\", \"daily_to\": \"08:00\""));
    Usage million = plain(1_000_000, 0);

    assertThat(at(book, "2026-11-21T07:59:59.999Z").charge(million, "").total())
        .isEqualTo(usd("1"));
    assertThat(at(book, "2026-11-21T08:00:00Z").charge(million, "").total()).isEqualTo(usd("2"));
    assertThat(at(book, "2026-11-21T19:59:59Z").charge(million, "").total()).isEqualTo(usd("2"));
    assertThat(at(book, "2026-11-21T20:00:00Z").charge(million, "").total()).isEqualTo(usd("1"));
    assertThat(at(book, "2026-11-22T00:00:00Z").charge(million, "").total()).isEqualTo(usd("1"));
    assertThat(at(book, "2026-11-22T08:00:00Z").charge(million, "").total()).isEqualTo(usd("2"));
    assertThatThrownBy(() ->
            book(
                cell("input", "2", "\"daily_from\": \"08:00\", \"daily_to\": \"20:01\""),
                cell("input", "1", "\"daily_from\": \"20:00\", \"daily_to\": \"07:00\"")))
        .hasMessageContaining("two prices for input");
  }

  @Test
  void aPriceInAnotherCurrencyIsConvertedAtTheRateOfItsDay() {
    PriceBook book =
        model(
            "\"prices\": [{\"meter\": \"input\", \"amount\": \"2.8\", \"currency\": \"CNY\", \"per\": 1000000}]",
            """
            , "rates": [
              {"currency": "CNY", "usd": "0.1391", "date": "2026-11-01", "source": "a bank"},
              {"currency": "CNY", "usd": "0.14", "date": "2026-11-15", "source": "a bank"}]\
            """);

    PricedCell first = at(book, "2026-11-14T23:59:59Z").cells().getFirst();
    PricedCell second = at(book, "2026-11-15T00:00:00Z").cells().getFirst();

    // 2.8 × 0.1391 = 0.38948 dollars per million: 0.00000038948 is exact in picodollars
    assertThat(first.unitPrice()).isEqualTo(usd("0.00000038948"));
    assertThat(first.rounded()).isFalse();
    assertThat(second.unitPrice()).isEqualTo(usd("0.000000392"));
    assertThat(second.foreign())
        .hasValueSatisfying(foreign -> {
          assertThat(foreign.price()).hasToString("2.8 CNY per 1000000");
          assertThat(foreign.rate().origin().source()).isEqualTo("a bank");
        });
    assertThat(book.find("p", "m", Instant.parse("2026-10-31T23:59:59Z")))
        .isInstanceOfSatisfying(
            PriceLookup.Unpriced.class,
            unpriced -> assertThat(unpriced.reason()).contains("CNY", "exchange rate"));
    assertThat(PriceBook.parse(book.content()).content()).isEqualTo(book.content());
  }

  @Test
  void aConvertedPriceThatIsNotWholeIsRoundedHalfEvenAndMarked() {
    PriceBook book =
        model(
            "\"prices\": [{\"meter\": \"input\", \"amount\": \"0.0000015\", \"currency\": \"EUR\", \"per\": 1000000}]",
            ", \"rates\": [{\"currency\": \"EUR\", \"usd\": \"1\", \"date\": \"2026-01-01\", \"source\": \"s\"}]");

    PricedCell cell = tariff(book).cells().getFirst();

    assertThat(cell.unitPrice().picos()).isEqualTo(2);
    assertThat(cell.rounded()).isTrue();
  }

  @Test
  void contractsHoldForTheMetersOfTheLatticeToo() {
    PriceBook book =
        PriceBook.compile(
            List.of(
                Catalogue.parse(
                    Prices.catalogue(
                        cell("input", "2") + "," + cell("audio_input", "40"),
                        """
                        {"provider": "p", "meters": ["audio_input"], "discount_percent": "25"}\
                        """))));

    Charge charge = charge(book, said(1_000, 0, 0, Map.of("audio_input", 1_000L)));

    assertThat(charge.total()).isEqualTo(usd("0.03"));
    assertThat(charge.lines().getFirst().listUnitPrice()).isEqualTo(usd("0.00004"));
  }
}
