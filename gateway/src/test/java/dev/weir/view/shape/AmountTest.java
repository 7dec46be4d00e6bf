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
        "99.994|99.99",
        "162.5|162",
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
  void aCostIsAsSureAsItsLeastSurePart() {
    assertThat(status("10", "0", "10")).isEqualTo(DataStatus.INVOICED);
    assertThat(status("10", "4", "6")).isEqualTo(DataStatus.RECONCILED);
    assertThat(status("10", "4", "5.99")).isEqualTo(DataStatus.ESTIMATED);
    assertThat(status("0", "0", "0")).isEqualTo(DataStatus.ESTIMATED);
  }

  private static DataStatus status(String cost, String reconciled, String invoiced) {
    return DataStatus.of(
        new BigDecimal(cost), new BigDecimal(reconciled), new BigDecimal(invoiced));
  }

  @Test
  void aLinkLeadsToNoOtherSite() {
    assertThat(new Link("rows", "/rows?of=x").path()).isEqualTo("/rows?of=x");
    assertThat(new Link("on this page", "#form-set").path()).isEqualTo("#form-set");
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

  @Test
  void aFigureIsInTheUnitThatItsNameSays() {
    Optional<BigDecimal> figure = Optional.of(new BigDecimal("0.25"));

    assertThat(Amount.named("success_share", figure).withUnit()).isEqualTo("25 %");
    assertThat(Amount.named("quality", figure).withUnit()).isEqualTo("25 %");
    assertThat(Amount.named("cost_per_outcome_usd", figure).withUnit()).isEqualTo("0.25 USD");
    assertThat(Amount.named("calls_per_user", figure).withUnit()).isEqualTo("0.25");
    assertThat(Amount.named("success_share", Optional.empty()).withUnit()).isEqualTo("–");
  }
}
