package dev.weir.flow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExchangeRateTest {
  private static ExchangeRate read(String usd, String date) {
    return Catalogue.parse(
            """
            {"format":"weir-prices/1","name":"r","models":[],"contracts":[],
             "rates":[{"currency":"IRR","usd":"%s","date":"%s","source":"list"}]}
            """
                .formatted(usd, date))
        .rates()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "0, was 0",
    "-1, was -1",
    "0.00000009, was 9E-8",
    "10000000.01, was 10000000.01",
    "1.0000000000001, was 1.0000000000001",
  })
  void refusesARateThatNoReportHasRoomFor(String usd, String was) {
    assertThatThrownBy(() -> read(usd, "2026-11-01"))
        .hasMessageContaining(
            "a rate is from 0.0000001 to 10000000 dollars with at most 12 decimals, that of IRR on"
                + " 2026-11-01 "
                + was);
  }

  @ParameterizedTest
  @CsvSource({"1899-12-31", "+10000-01-01", "-0001-01-01"})
  void refusesADayThatIsNoneOfACalendarInUse(String day) {
    assertThatThrownBy(() -> read("1", day))
        .hasMessageContaining(
            "a rate is of a day from 1900-01-01 to 9999-12-31, that of IRR was of " + day);
  }

  @Test
  void theLargestChargeHasRoomInAReportAtTheLowestRate() {
    BigDecimal most = Money.ofPicos(Long.MAX_VALUE).toBigDecimal();

    assertThat(most.multiply(read("0.0000001", "1900-01-01").perDollar()))
        .isLessThan(BigDecimal.TEN.pow(14));
    assertThat(read("10000000", "9999-12-31").perDollar()).isEqualByComparingTo("0.0000001");
  }
}
