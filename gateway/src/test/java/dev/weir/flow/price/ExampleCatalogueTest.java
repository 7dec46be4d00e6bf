package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usage;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.importer.GenaiPrices;
import dev.weir.flow.importer.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The prices that `weir demo` starts with.
class ExampleCatalogueTest {

  @Test
  void isReadAndPricesTheModelsOfTheDemo() throws IOException {
    PriceBook book = PriceBook.compile(List.of(examples()));

    assertThat(tariff(book, "openai", "gpt-4o").charge(usage(1_000, 100, 0, 0, 500, 0), "").total())
        .isEqualTo(usd("0.007375"));
    assertThat(
            tariff(book, "anthropic", "claude-sonnet-4-20250514")
                .charge(usage(37_200, 30_000, 4_000, 2_000, 800, 0), "")
                .total())
        .isEqualTo(usd("0.0516"));
    assertThat(tariff(book, "openai", "text-embedding-3-small").charge(plain(1_000, 0), "").total())
        .isEqualTo(usd("0.00002"));
    assertThat(tariff(book, "openai", "gpt-4o").limits().outputMax()).hasValue(16_384);
  }

  @Test
  void agreesWithThePublicCatalogueWhereBothHaveAPrice() throws IOException {
    Path data =
        Path.of(System.getProperty("weir.root", ".."), "..", "shared", "data", "prices")
            .resolve("genai_prices_data.json");
    assumeThat(data).as("price data beside the project").exists();
    Imported genai = GenaiPrices.read(Files.readString(data), LocalDate.parse("2026-11-01"));
    PriceBook theirs = PriceBook.compile(List.of(genai.catalogue()));
    PriceBook ours = PriceBook.compile(List.of(examples()));

    for (ModelPrices model : examples().models()) {
      if (model.id().equals("gpt-4o-2024-05-13")) {
        continue; // they file it under gpt-4o, at the price of its successors
      }
      Tariff own = tariff(ours, model.provider(), model.id());
      Tariff other = tariff(theirs, model.provider(), model.id());
      long write = model.provider().equals("anthropic") ? 200 : 0;
      for (long input : new long[] {1_000, 200_001}) {
        assertThat(own.charge(usage(input, 300, write, 0, 1_000, 0), "").lines())
            .as("%s at %d input tokens", model.id(), input)
            .containsExactlyElementsOf(
                other.charge(usage(input, 300, write, 0, 1_000, 0), "").lines());
      }
    }
  }

  private static Catalogue examples() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PriceBook.class.getResourceAsStream("/weir-prices.json"))) {
      return Catalogue.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
