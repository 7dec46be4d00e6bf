package dev.weir.flow.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.Sources;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Where two public lists differ: a copy of LiteLLM's of 2025-09-01 and genai-prices.
class TwoListsTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.root", ".."), "..", "shared", "data", "prices");
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /// Between the files that SOURCES.md names.
  private static final int DISPUTES = 66;

  @Test
  void theyDifferAboutSomeModelsAndNoPriceOfTheFirstIsChanged() throws IOException {
    List<Catalogue> lists = lists();
    Sources first = new Sources(lists.subList(0, 1), List.of());
    Sources both = new Sources(lists, first.after(lists, NOW));
    Map<String, Dispute> disputes =
        both.disputes(NOW).stream()
            .collect(
                Collectors.toMap(
                    each ->
                        "%s/%s %s %s"
                            .formatted(
                                each.place().provider(),
                                each.place().model(),
                                each.place().meter().label(),
                                each.place().tier().label()),
                    each -> each,
                    (one, other) -> one));

    assertThat(both.inForce()).isEqualTo(lists);
    assertThat(both.disputes(NOW)).hasSize(DISPUTES).noneMatch(Dispute::setsAside);
    assertThat(figures(disputes, "openai/gpt-3.5-turbo input standard"))
        .containsExactly("0.5", "1.5");
    assertThat(figures(disputes, "groq/openai/gpt-oss-120b output standard"))
        .containsExactly("0.6", "0.75");
    assertThat(disputes).as("both say 2.50").doesNotContainKey("openai/gpt-4o input standard");
    assertThat(disputes.values().stream().map(each -> each.place().meter()))
        .contains(Meter.INPUT, Meter.OUTPUT, Meter.CACHE_READ);
  }

  @Test
  void theListThatComesSecondAndGoesFirstChangesNoPriceThatTheOtherContradicts()
      throws IOException {
    List<Catalogue> lists = lists();
    Sources litellm = new Sources(lists.subList(1, 2), List.of());
    List<Dispute> aside = litellm.after(lists, NOW);

    assertThat(aside).hasSize(DISPUTES).allMatch(Dispute::setsAside);
    assertThat(new Sources(lists, aside).disputes(NOW)).hasSameElementsAs(aside);
  }

  /// In dollars for a million, in the order of precedence.
  private static List<String> figures(Map<String, Dispute> disputes, String of) {
    return Optional.ofNullable(disputes.get(of)).orElseThrow().stated().stream()
        .map(each -> each.cells().getFirst().price())
        .map(price ->
            price
                .amount()
                .multiply(new BigDecimal(1_000_000 / price.per()))
                .stripTrailingZeros()
                .toPlainString())
        .toList();
  }

  private static List<Catalogue> lists() throws IOException {
    Path genai = DATA.resolve("genai_prices_data.json");
    Path litellm = DATA.resolve("litellm_copy_tokencost_2025-09-01.json");
    assumeThat(genai).as("public lists of prices beside the checkout").exists();
    assumeThat(litellm).as("public lists of prices beside the checkout").exists();
    return List.of(
        GenaiPrices.read(Files.readString(genai), LocalDate.parse("2026-11-01")).catalogue(),
        LitellmMap.read(Files.readString(litellm), LocalDate.parse("2025-09-01")).catalogue());
  }
}
