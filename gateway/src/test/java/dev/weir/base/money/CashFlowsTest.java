package dev.weir.base.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CashFlowsTest {
  private static final BigDecimal TEN_PERCENT = new BigDecimal("0.1");
  private static final BigDecimal EPSILON = new BigDecimal("0.00000001");

  private static CashFlows flows(int... amounts) {
    return new CashFlows(Arrays.stream(amounts).mapToObj(BigDecimal::valueOf).toList());
  }

  private static String rounded(BigDecimal figure, int decimals) {
    return figure.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  @Test
  void theNetPresentValueIsTheGoldenOne() {
    assertThat(rounded(flows(-1000, 500, 400, 300, 200).netPresentValue(TEN_PERCENT), 6))
        .isEqualTo("147.121098");
  }

  @Test
  void aMonthlyRateIsTheGoldenOne() {
    BigDecimal monthly = CashFlows.monthlyRate(TEN_PERCENT);
    List<BigDecimal> year = new ArrayList<>(List.of(BigDecimal.valueOf(-100_000)));
    year.addAll(Collections.nCopies(12, BigDecimal.valueOf(10_000)));

    assertThat(rounded(monthly, 10)).isEqualTo("0.0079741404");
    assertThat(rounded(new CashFlows(year).netPresentValue(monthly), 4)).isEqualTo("14004.8783");
    assertThat(rounded(BigDecimal.ONE.add(monthly).pow(12), 30)).isEqualTo("1.1" + "0".repeat(29));
  }

  @Test
  void paybackIsWithinThePeriod() {
    CashFlows flows = flows(-1000, 500, 400, 300, 200);

    assertThat(rounded(flows.payback().orElseThrow(), 6)).isEqualTo("2.333333");
    // 454.55 + 330.58 + 225.39 of 1,000: 214.88 of the third period's
    assertThat(rounded(flows.discountedPayback(TEN_PERCENT).orElseThrow(), 6))
        .isEqualTo("2.953333");
    assertThat(flows(0, -5).payback()).contains(BigDecimal.ZERO);
  }

  @Test
  void paybackMayBeNever() {
    assertThat(flows(-1000, 500, 400).payback()).isEmpty();
    assertThat(flows(-1000, 500, 540).discountedPayback(TEN_PERCENT)).isEmpty();
    assertThat(flows(-1).discountedPayback(TEN_PERCENT)).isEqualTo(Optional.empty());
  }

  @Test
  void theModifiedRateOfReturnIsTheGoldenOneOrNone() {
    assertThat(
            rounded(
                flows(-1000, 500, 400, 300, 200)
                    .modifiedRateOfReturn(TEN_PERCENT, TEN_PERCENT)
                    .orElseThrow(),
                6))
        .isEqualTo("0.138400");
    assertThat(flows(-1000, -1).modifiedRateOfReturn(TEN_PERCENT, TEN_PERCENT)).isEmpty();
    assertThat(flows(1000, 0).modifiedRateOfReturn(TEN_PERCENT, TEN_PERCENT)).isEmpty();
    assertThat(flows(-1000).modifiedRateOfReturn(TEN_PERCENT, TEN_PERCENT)).isEmpty();
  }

  @Test
  void theInternalRateOfReturnIsTheGoldenOne() {
    assertThat(internal(-1000, 500, 400, 300, 200)).isEqualTo("0.178047");
    assertThat(internal(0, -1000, 0, 500, 400, 300, 200))
        .as("an empty year in the middle costs interest")
        .isEqualTo("0.115328");
    assertThat(internal(-1000, 300, 300)).as("less comes than went").isEqualTo("-0.282109");
    assertThat(internal(1000, -1100)).as("a loan").isEqualTo("0.100000");
  }

  private static String internal(int... amounts) {
    InternalRate rate = flows(amounts).internalRateOfReturn();
    assertThat(rate).isInstanceOf(InternalRate.Only.class);
    BigDecimal only = ((InternalRate.Only) rate).rate();
    assertThat(flows(amounts).netPresentValue(only)).isCloseTo(BigDecimal.ZERO, within(EPSILON));
    return rounded(only, 6);
  }

  /// −1,600, 10,000, −10,000 has 25 % and 400 %: at both it is worth nothing.
  @Test
  void whereThereMayBeSeveralInternalRatesNoneIsTold() {
    CashFlows pump = flows(-1600, 10_000, -10_000);

    assertThat(pump.netPresentValue(new BigDecimal("0.25"))).isZero();
    assertThat(pump.netPresentValue(new BigDecimal("4"))).isZero();
    assertThat(pump.internalRateOfReturn()).isEqualTo(new InternalRate.Many(2));
    assertThat(flows(0, -5, 0).internalRateOfReturn()).isEqualTo(new InternalRate.None());
  }

  @Test
  void refusesARateThatTakesMoreThanAllAndNoFlows() {
    assertThatThrownBy(() -> flows(1).netPresentValue(new BigDecimal("-1")))
        .hasMessage("a rate of interest is above -1, was -1");
    assertThatThrownBy(() -> CashFlows.monthlyRate(new BigDecimal("-1.5")))
        .hasMessage("a rate of interest is above -1, was -1.5");
    assertThatThrownBy(() -> new CashFlows(List.of()))
        .hasMessage("cash flows are of 1 period at least, was 0");
  }
}
