package dev.weir.flow.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceChangeTest {
  private static Catalogue catalogue(String observed, String prices) {
    return Catalogue.parse(
        """
        {"format": "weir-prices/1", "name": "a", "kind": "imported",
         "origin": {"source": "s", "observed_at": "%s"},
         "models": [{"provider": "p", "id": "m", "prices": [%s]}], "contracts": []}
        """
            .formatted(observed, prices));
  }

  private static List<PriceChange> between(String before, String after) {
    return PriceChange.between(
        List.of(catalogue("2026-01-01", before)), List.of(catalogue("2026-02-01", after)));
  }

  @Test
  void whatWasOnlySeenAgainIsNoChange() {
    String price = "{\"meter\": \"input\", \"usd\": \"3\", \"per\": 1000000}";
    String same = "{\"meter\": \"input\", \"usd\": \"0.003\", \"per\": 1000}";

    assertThat(between(price, price)).isEmpty();
    assertThat(between(price, same))
        .as("written otherwise")
        .singleElement()
        .satisfies(change ->
            assertThat(change.share()).hasValueSatisfying(share -> assertThat(share).isZero()));
  }

  @Test
  void addedRemovedAndChangedPricesAreToldApart() {
    List<PriceChange> changes =
        between(
            """
            {"meter": "input", "usd": "3", "per": 1000000},
            {"meter": "cache_read", "usd": "1", "per": 1000000},
            {"meter": "output", "usd": "0", "per": 1000000}
            """,
            """
            {"meter": "input", "usd": "0.0045", "per": 1000},
            {"meter": "output", "usd": "1", "per": 1000000},
            {"meter": "output", "tier": "batch", "usd": "5", "per": 1000000}
            """);

    assertThat(changes)
        .extracting(change -> change.kind() + " " + change.place().meter().label())
        .containsExactly("changed input", "removed cache_read", "changed output", "added output");
    assertThat(changes.getFirst().share())
        .hasValueSatisfying(share -> assertThat(share).isEqualByComparingTo("0.5"));
    assertThat(changes.get(2).share()).as("of nothing").isEmpty();
  }

  @Test
  void anEndThatIsSetIsAChange() {
    String open = "{\"meter\": \"input\", \"usd\": \"3\", \"per\": 1}";
    String ends =
        "{\"meter\": \"input\", \"usd\": \"3\", \"per\": 1, \"effective_to\": \"2026-06-01\"}";

    assertThat(between(open, ends)).extracting(PriceChange::kind).containsExactly("changed");
  }
}
