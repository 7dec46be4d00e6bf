package dev.weir.flow.price;

import static dev.weir.flow.price.Prices.NOW;
import static dev.weir.flow.price.Prices.catalogue;
import static dev.weir.flow.price.Prices.cell;
import static dev.weir.flow.price.Prices.cliff;
import static dev.weir.flow.price.Prices.plain;
import static dev.weir.flow.price.Prices.tariff;
import static dev.weir.flow.price.Prices.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTest {

  @Test
  void aContractPriceWinsAndTheListPriceStaysVisible() {
    Tariff tariff =
        of(
            cell("input", "2.50") + "," + cell("output", "10"),
            """
            {"provider": "p", "match": [{"exact": "m"}], "meters": ["input"],
             "tiers": ["standard"], "usd": "2", "per": 1000000, "source": "A-17"}\
            """);

    Charge.Line input = tariff.charge(plain(1_000, 1_000), "").lines().getFirst();

    assertThat(input.amount()).isEqualTo(usd("0.002"));
    assertThat(input.unitPrice()).isEqualTo(usd("0.000002"));
    assertThat(input.listUnitPrice()).isEqualTo(usd("0.0000025"));
    assertThat(tariff.cells().getFirst().contract().orElseThrow().origin().source())
        .isEqualTo("A-17");
  }

  @Test
  void aDiscountIsRoundedHalfEvenOnceAndSaysSo() {
    Tariff tariff =
        of(
            cell("input", "0.000001") + "," + cell("output", "0.000003"),
            "{\"provider\": \"p\", \"discount_percent\": \"50\"}");

    // 0.5 and 1.5 picodollars
    assertThat(tariff.cells()).extracting(c -> c.unitPrice().picos()).containsExactly(0L, 2L);
    assertThat(tariff.cells()).allMatch(PricedCell::rounded);
  }

  @Test
  void anExactDiscountIsNotMarkedAsRounded() {
    Tariff tariff =
        of(cell("input", "2.50"), "{\"provider\": \"p\", \"discount_percent\": \"12.5\"}");

    assertThat(tariff.cells().getFirst().unitPrice()).isEqualTo(usd("0.0000021875"));
    assertThat(tariff.cells().getFirst().rounded()).isFalse();
  }

  @Test
  void theMoreSpecificTermDecidesAndTermsDoNotStack() {
    Tariff tariff =
        of(
            cell("input", "100"),
            """
            {"provider": "p", "discount_percent": "50"},
            {"provider": "p", "match": [{"starts_with": "m"}], "discount_percent": "10"},
            {"provider": "q", "match": [{"exact": "m"}], "discount_percent": "99"}\
            """);

    assertThat(tariff.cells().getFirst().unitPrice()).isEqualTo(usd("0.00009"));
  }

  @Test
  void aContractPriceReplacesOnlyTheContextTierItNames() {
    Tariff tariff =
        of(
            cell("input", "1") + "," + cliff("input", "2", 100),
            """
            {"provider": "p", "meters": ["input"], "tiers": ["standard"],
             "usd": "0.5", "per": 1000000}\
            """);

    assertThat(tariff.charge(plain(100, 0), "").total()).isEqualTo(usd("0.00005"));
    assertThat(tariff.charge(plain(101, 0), "").total()).isEqualTo(usd("0.000202"));
  }

  @Test
  void aContractIsInForceOnlyInItsTime() {
    String past =
        "{\"provider\": \"p\", \"discount_percent\": 50, \"effective_to\": \"2026-11-21\"}";
    String now =
        "{\"provider\": \"p\", \"discount_percent\": 20, \"effective_from\": \"2026-11-21\"}";

    assertThat(of(cell("input", "1"), past).cells().getFirst().contract()).isEmpty();
    assertThat(of(cell("input", "1"), past + "," + now).cells().getFirst().unitPrice())
        .isEqualTo(usd("0.0000008"));
  }

  @Test
  void aContractPricesAModelThatNoCatalogueLists() {
    String contract =
        """
        {"provider": "p", "match": [{"exact": "private"}], "meters": ["input"],
         "tiers": ["standard"], "usd": "1", "per": 1000}\
        """;
    PriceBook book = PriceBook.compile(List.of(Catalogue.parse(catalogue("", contract))));

    var priced = (PriceLookup.Priced) book.find("p", "private", NOW);

    assertThat(priced.matchedBy()).isEqualTo("contract exact");
    assertThat(priced.tariff().charge(plain(5, 0), "").total()).isEqualTo(usd("0.005"));
    assertThat(book.find("p", "other", NOW)).isInstanceOf(PriceLookup.Unpriced.class);
  }

  @Test
  void aContractPriceNamesOneCell() {
    assertThatThrownBy(() ->
            of(
                cell("input", "1"),
                "{\"provider\": \"p\", \"meters\": [\"input\"], \"usd\": 1, \"per\": 1000}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contracts[0]")
        .hasMessageContaining("one meter and one tier");
  }

  private static Tariff of(String cells, String contracts) {
    return tariff(PriceBook.compile(List.of(Catalogue.parse(catalogue(cells, contracts)))));
  }
}
