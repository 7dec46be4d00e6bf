package dev.weir.value.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.value.unit.Yardstick.Standing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitCostsTest {
  private static UnitCosts costs(String ledger, String pools, Optional<OutcomeSum> outcomes) {
    return new UnitCosts(
        new BigDecimal(ledger),
        new BigDecimal(pools),
        new BigDecimal("10"),
        new BigDecimal("5"),
        100,
        0,
        outcomes);
  }

  @Test
  void eightyThousandDollarsForFortyThousandTicketsAreTwoDollarsEach() {
    UnitCosts costs = costs("30000", "50000", Optional.of(OutcomeSum.of(40_000, 40_000)));

    UnitCosts.ThreeNumbers numbers = costs.threeNumbers(List.of());

    assertThat(numbers.monthlyCostUsd()).isEqualByComparingTo("80000");
    assertThat(numbers.outcomes()).contains(new BigDecimal(40_000));
    assertThat(numbers.costPerOutcomeUsd().orElseThrow()).isEqualByComparingTo("2.00");
    assertThat(costs.tokensShare().orElseThrow()).isEqualByComparingTo("0.375");
  }

  @Test
  void thirtyThousandDollarsForEightHundredHoursAreBelowAPersonsRate() {
    UnitCosts costs = costs("30000", "0", Optional.of(OutcomeSum.of(1_000, 800)));

    UnitCosts.ThreeNumbers numbers =
        costs.threeNumbers(
            List.of(Yardstick.parse("human:400..600"), Yardstick.parse("baseline:20")));

    assertThat(numbers.costPerOutcomeUsd().orElseThrow()).isEqualByComparingTo("37.50");
    assertThat(numbers.against())
        .extracting(Yardstick.Against::standing)
        .containsExactly(Standing.BELOW, Standing.ABOVE);
    assertThat(numbers.against().getFirst().savedLowUsd()).isEqualByComparingTo("362.50");
    assertThat(numbers.against().getFirst().savedHighUsd()).isEqualByComparingTo("562.50");
  }

  @Test
  void whatIsDividedByNothingIsAbsentAndUnknownIsNotNone() {
    assertThat(costs("1", "0", Optional.empty()).perOutcome()).isEmpty();
    assertThat(costs("1", "0", Optional.empty()).threeNumbers(List.of()).outcomes()).isEmpty();
    assertThat(costs("1", "0", Optional.of(OutcomeSum.of(5, 0))).threeNumbers(List.of()).outcomes())
        .contains(BigDecimal.ZERO);
    assertThat(costs("1", "0", Optional.empty()).perUser()).isEmpty();
    assertThat(costs("0", "0", Optional.empty()).safetyShare()).isEmpty();
    assertThat(costs("100", "0", Optional.empty()).safetyShare().orElseThrow())
        .isEqualByComparingTo("0.1");
    assertThat(costs("100", "0", Optional.empty()).retryShare().orElseThrow())
        .isEqualByComparingTo("0.05");
  }

  @Test
  void aYardstickThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Yardstick.parse("human"))
        .hasMessage(
            "parameter 'against' is written NAME:DOLLARS or NAME:FROM..TO, as human:400..600, was"
                + " 'human'");
    assertThatThrownBy(() -> Yardstick.parse("human:600..400"))
        .hasMessage("yardstick 'human' goes from 0 or more upwards, was 600..400");
    assertThatThrownBy(() -> OutcomeSum.of(3, 4))
        .hasMessage("of outcomes 0 to all succeed, was 4 of 3");
  }
}
