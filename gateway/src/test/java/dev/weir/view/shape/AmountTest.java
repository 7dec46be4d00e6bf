package dev.weir.view.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0.00",
        "0.000075|0.000075",
        "0.0000751234|0.000075",
        "0.009|0.009",
        "0.01|0.01",
        "12.345|12.34",
        "999.995|1,000.00",
        "1234.5|1,234",
        "-1234567.89|−1,234,568",
        "-0.5|−0.50",
      })
  void roundsDollarsForPeopleAndKeepsThemExact(String exact, String shown) {
    Amount amount = Amount.usd(new BigDecimal(exact));

    assertThat(amount.text()).isEqualTo(shown);
    assertThat(amount.exact()).isEqualTo(exact);
    assertThat(amount.withUnit()).isEqualTo(shown + " USD");
  }

  @Test
  void writesCountsAndShares() {
    assertThat(Amount.count(1_234_567).text()).isEqualTo("1,234,567");
    assertThat(Amount.count(new BigDecimal("12.25")).text()).isEqualTo("12.2");
    assertThat(Amount.share(new BigDecimal("0.4567")).withUnit()).isEqualTo("45.7 %");
    assertThat(Amount.share(BigDecimal.ONE).withUnit()).isEqualTo("100 %");
  }

  @Test
  void whatNobodyKnowsIsADashAndNoZero() {
    Amount unknown = Amount.usd(Optional.empty());

    assertThat(unknown.withUnit()).isEqualTo("–");
    assertThat(unknown.isKnown()).isFalse();
  }

  @Test
  void aLinkLeadsToNoOtherSite() {
    assertThat(new Link("rows", "/rows?of=x").path()).isEqualTo("/rows?of=x");
    for (String elsewhere :
        new String[] {"https://evil", "//evil", "/\\evil", "javascript:alert(1)", "rows"}) {
      assertThatThrownBy(() -> new Link("x", elsewhere)).hasMessageContaining(elsewhere);
    }
  }

  @Test
  void aTableRefusesALineOfAnotherWidth() {
    assertThatThrownBy(() ->
            Table.of(
                "Costs",
                List.of(Column.text("A"), Column.number("B")),
                List.of(List.of(Cell.of("1"))),
                EmptyState.of("none", "none")))
        .hasMessage("table 'Costs' has 2 columns, a row has 1");
  }
}
