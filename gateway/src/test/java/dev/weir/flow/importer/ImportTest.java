package dev.weir.flow.importer;

import static dev.weir.flow.price.Prices.NOW;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usage;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The two public catalogues, read whole, with prices looked up by hand in the files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.root", ".."), "..", "shared", "data", "prices");
  private static final String RENTED = "ap-northeast-1/1-month-commitment/anthropic.claude-v1";
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  private final Imported genai = GenaiPrices.read(file("genai_prices_data.json"), DAY);
  private final Imported litellm =
      LitellmMap.read(file("litellm_copy_tokencost_2025-09-01.json"), DAY);

  @Test
  void everyEntryOfGenaiPricesIsReadOrRejectedWithAReason() {
    Imported imported = genai;

    assertThat(imported.models()).isEqualTo(1_285);
    assertThat(imported.cells()).isEqualTo(3_145);
    assertThat(imported.rejected())
        .hasSize(1_442 - 1_285)
        .allMatch(r -> r.why().equals("states no price"));
    assertThat(imported.unsupported()).as("every field that changes a price is a price").isEmpty();
    assertThat(imported.rounded()).hasSize(7);
  }

  @Test
  void everyEntryOfTheLitellmMapIsReadOrRejectedWithAReason() {
    Imported imported = litellm;
    long rows = imported.rejected().stream().filter(r -> !r.what().contains("_cost")).count();

    assertThat(imported.models() + rows).isEqualTo(1_701);
    assertThat(imported.unsupported())
        .as("as docs/pricing.md lists them")
        .isEqualTo(inexpressible())
        .hasSize(8);
    assertThat(imported.ignored().keySet()).noneMatch(field -> field.contains("cost"));
    assertThat(imported.free()).isNotEmpty();
  }

  @Test
  void gpt4oHasTheSamePriceInBothCatalogues() {
    for (Imported imported : List.of(genai, litellm)) {
      Tariff tariff = tariff(book(imported), "openai", "gpt-4o");

      assertThat(tariff.charge(usage(1_000, 100, 0, 0, 500, 0), "").total())
          .as(imported.catalogue().name())
          .isEqualTo(usd("0.007375"));
    }
  }

  @Test
  void claudeSonnet4IsFoundByItsDatedNameInBoth() {
    for (Imported imported : List.of(genai, litellm)) {
      Tariff tariff = tariff(book(imported), "anthropic", "claude-sonnet-4-20250514");

      assertThat(tariff.charge(usage(37_200, 30_000, 4_000, 0, 800, 0), "").total())
          .as(imported.catalogue().name())
          // 3,200 × 3 + 30,000 × 0.30 + 4,000 × 3.75 + 800 × 15, per million
          .isEqualTo(usd("0.0456"));
    }
  }

  @Test
  void contextTiersAreReadFromBoth() {
    Tariff google = tariff(book(genai), "google", "gemini-2.5-pro");
    Tariff vertex = tariff(book(litellm), "vertex_ai", "gemini-2.5-pro");

    for (Tariff tariff : List.of(google, vertex)) {
      assertThat(tariff.charge(plain(200_000, 1_000), "").total()).isEqualTo(usd("0.26"));
      assertThat(tariff.charge(plain(200_001, 1_000), "").total()).isEqualTo(usd("0.5150025"));
    }
    assertThat(google.charge(usage(200_001, 200_001, 0, 0, 0, 0), "").total())
        .isEqualTo(usd("0.05000025"));
    // the map has no cache price past the threshold
    assertThat(vertex.charge(usage(200_001, 200_001, 0, 0, 0, 0), "").notes())
        .containsExactly("cache_read priced as input");
  }

  @Test
  void everyTieredFieldOfTheLitellmMapBecomesAPrice() {
    Tariff sonnet = tariff(book(litellm), "anthropic", "claude-4-sonnet-20250514");
    Tariff batch = tariff(book(litellm), "openai", "gpt-4o");

    // 100,000 × 6 + 100,001 × 0.60 + 50,000 × 7.50 + 1,000 × 22.50, per million
    assertThat(sonnet.charge(usage(250_001, 100_001, 50_000, 0, 1_000, 0), "").total())
        .isEqualTo(usd("1.0575006"));
    assertThat(batch.charge(plain(1_000, 500), "batch").total()).isEqualTo(usd("0.00375"));
  }

  @Test
  void startDatesBecomeEffectiveDates() {
    PriceBook book = book(genai);

    assertThat(o3Input(book, "2025-06-09T23:59:59Z")).isEqualTo(usd("10"));
    assertThat(o3Input(book, "2025-06-10T00:00:00Z")).isEqualTo(usd("2"));
  }

  @Test
  void pricesByTimeOfDayHoldInTheirPartOfIt() {
    PriceBook book = book(genai);

    assertThat(deepseek(book, "2026-11-21T00:29:59Z")).isEqualTo(usd("0.685"));
    assertThat(deepseek(book, "2026-11-21T00:30:00Z")).isEqualTo(usd("1.37"));
    assertThat(deepseek(book, "2026-11-21T16:29:59Z")).isEqualTo(usd("1.37"));
    assertThat(deepseek(book, "2026-11-21T16:30:00Z")).isEqualTo(usd("0.685"));
  }

  private static Money deepseek(PriceBook book, String at) {
    var found = (PriceLookup.Priced) book.find("deepseek", "deepseek-chat", Instant.parse(at));
    Charge charge = found.tariff().charge(plain(1_000_000, 1_000_000), "");
    assertThat(charge.unpriced()).isEmpty();
    return charge.total();
  }

  @Test
  void aModelWithOnlyInexpressiblePricesIsUnpriced() {
    assertThat(book(litellm).find("bedrock", RENTED, NOW))
        .isInstanceOfSatisfying(
            PriceLookup.Unpriced.class,
            unpriced -> assertThat(unpriced.reason()).contains("input_cost_per_second"));
  }

  @Test
  void whatIsBilledByUnitsOfItsOwnHasThosePrices() {
    Tariff whisper = tariff(book(litellm), "openai", "whisper-1");
    Tariff research = tariff(book(litellm), "perplexity", "sonar-deep-research");

    assertThat(whisper.charge(counted("audio_seconds", 90), "").total()).isEqualTo(usd("0.009"));
    assertThat(whisper.pricesCalls()).isFalse();
    assertThat(research.charge(counted("citation", 1_000), "").total()).isEqualTo(usd("0.002"));
    assertThat(research.charge(counted("reasoning_beside", 1_000), "").total())
        .isEqualTo(usd("0.003"));
    assertThat(research.charge(counted("search", 3), "").total()).isEqualTo(usd("0.015"));
  }

  @Test
  void recordingsHaveTheirOwnPricesInBoth() {
    for (Tariff tariff :
        List.of(
            tariff(book(genai), "google", "gemini-2.5-flash"),
            tariff(book(litellm), "vertex_ai", "gemini-2.5-flash"))) {
      Usage usage =
          new Usage(1_000, 0, 0, 0, 0, 0, Map.of("audio_input", 400L), Provenance.REPORTED);

      // 600 × 0.30 + 400 × 1.00, per million
      assertThat(tariff.charge(usage, "").total()).isEqualTo(usd("0.00058"));
    }
  }

  private static Usage counted(String unit, long quantity) {
    return new Usage(0, 0, 0, 0, 0, 0, Map.of(unit, quantity), Provenance.REPORTED);
  }

  /// The fields that docs/pricing.md says cannot be expressed, with how often they occur.
  private static Map<String, Integer> inexpressible() {
    String page = read(Path.of(System.getProperty("weir.root", ".."), "docs", "pricing.md"));
    int at = page.indexOf("<!-- what no meter can apply of LiteLLM's map -->");
    var fields = new TreeMap<String, Integer>();
    page.substring(at, page.indexOf("\n\n", at))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .forEach(cells ->
            fields.put(cells[1].strip().replace("`", ""), Integer.valueOf(cells[2].strip())));
    return fields;
  }

  @Test
  void anImportedCatalogueSurvivesItsOwnFormat() {
    for (Imported imported : List.of(genai, litellm)) {
      String json = imported.catalogue().toJson();

      assertThat(Catalogue.parse(json)).isEqualTo(imported.catalogue());
      assertThat(Catalogue.parse(json).toJson()).isEqualTo(json);
    }
  }

  private static PriceBook book(Imported imported) {
    return PriceBook.compile(List.of(imported.catalogue()));
  }

  private static Money o3Input(PriceBook book, String at) {
    var priced = (PriceLookup.Priced) book.find("openai", "o3", Instant.parse(at));
    return priced.tariff().charge(plain(1_000_000, 0), "").total();
  }

  private static String file(String name) {
    Path path = DATA.resolve(name);
    assumeThat(path).as("price data beside the project").exists();
    return read(path);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
