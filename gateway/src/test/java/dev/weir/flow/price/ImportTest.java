package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.NOW;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usage;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The two public catalogues, read whole, with prices looked up by hand in the files.
class ImportTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.root", ".."), "..", "shared", "data", "prices");
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @Test
  void everyEntryOfGenaiPricesIsReadOrRejectedWithAReason() {
    Imported imported = genai();

    System.out.println("GENAI " + imported.models() + " cells " + imported.cells() + " unsupported " + imported.unsupported() + " ignored " + imported.ignored() + " rejected " + imported.rejected() + " rounded " + imported.rounded() + " free " + imported.free().size());
    assertThat(imported.models() + imported.rejected().size()).isEqualTo(1_442);
  }

  @Test
  void everyEntryOfTheLitellmMapIsReadOrRejectedWithAReason() {
    Imported imported = litellm();

    System.out.println("LITELLM " + imported.models() + " cells " + imported.cells() + " unsupported " + imported.unsupported() + " ignored " + imported.ignored() + " rejected " + imported.rejected() + " rounded " + imported.rounded() + " free " + imported.free().size());
    assertThat(imported.models() + imported.rejected().size()).isEqualTo(1_701);
  }

  private static Imported genai() {
    return GenaiPrices.read(file("genai_prices_data.json"), DAY);
  }

  private static Imported litellm() {
    return LitellmMap.read(file("litellm_copy_tokencost_2025-09-01.json"), DAY);
  }

  private static String file(String name) {
    Path path = DATA.resolve(name);
    assumeThat(path).as("price data beside the project").exists();
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
