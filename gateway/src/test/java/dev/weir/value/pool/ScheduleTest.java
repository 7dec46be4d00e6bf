package dev.weir.value.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final YearMonth JANUARY = YearMonth.of(2026, 1);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static List<BigDecimal> months(Schedule schedule, int count) {
    return IntStream.range(-1, count + 1)
        .mapToObj(i -> schedule.in(schedule.from().plusMonths(i)))
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void aHundredDollarsOverThreeMonthsHaveTheirCentInTheFirst() {
    assertThat(months(new Schedule.OneOff(new BigDecimal("100"), JANUARY, 3), 3))
        .extracting(BigDecimal::toPlainString)
        .containsExactly("33.34", "33.33", "33.33");
    assertThat(months(new Schedule.OneOff(new BigDecimal("-100"), JANUARY, 3), 3))
        .extracting(BigDecimal::toPlainString)
        .containsExactly("-33.34", "-33.33", "-33.33");
  }

  @Test
  void theMonthsOfAOneOffCostAddUpToItWhateverItIs() {
    for (int round = 0; round < 500; round++) {
      BigDecimal amount = BigDecimal.valueOf(random.nextLong(-1_000_000_000L, 1_000_000_000L), 2);
      int count = 1 + random.nextInt(120);
      if (amount.signum() == 0) {
        continue;
      }
      List<BigDecimal> parts = months(new Schedule.OneOff(amount, JANUARY, count), count);

      assertThat(parts).as("seed %d round %d", seed, round).hasSize(count);
      assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .as("seed %d round %d", seed, round)
          .isEqualByComparingTo(amount);
    }
  }

  @Test
  void aMonthlyCostIsThereFromItsFirstMonthToItsLast() {
    Schedule ended =
        new Schedule.Monthly(new BigDecimal("5"), JANUARY, Optional.of(YearMonth.of(2026, 2)));
    Schedule open = new Schedule.Monthly(new BigDecimal("5"), JANUARY, Optional.empty());

    assertThat(ended.in(YearMonth.of(2025, 12))).isEmpty();
    assertThat(ended.in(JANUARY)).contains(new BigDecimal("5.00"));
    assertThat(ended.in(YearMonth.of(2026, 2))).isPresent();
    assertThat(ended.in(YearMonth.of(2026, 3))).isEmpty();
    assertThat(open.in(YearMonth.of(2099, 12))).isPresent();
  }

  @Test
  void whatIsNoScheduleIsRefusedByFieldRuleAndValue() {
    assertThatThrownBy(() -> new Schedule.OneOff(new BigDecimal("1.001"), JANUARY, 3))
        .hasMessage(
            "field 'amount_usd' is dollars to the cent, not 0, at most 15 digits before the point,"
                + " was 1.001");
    assertThatThrownBy(() -> new Schedule.OneOff(BigDecimal.ZERO, JANUARY, 3))
        .hasMessageContaining("not 0")
        .hasMessageEndingWith("was 0");
    assertThatThrownBy(() -> new Schedule.OneOff(BigDecimal.ONE, JANUARY, 121))
        .hasMessage("field 'months' is 1 to 120, was 121");
    assertThatThrownBy(() ->
            new Schedule.Monthly(BigDecimal.ONE, JANUARY, Optional.of(YearMonth.of(2025, 12))))
        .hasMessage("field 'until' is no month before 'from', was 2025-12 before 2026-01");
    assertThatThrownBy(
            () -> new Schedule.Monthly(BigDecimal.ONE, YearMonth.of(1999, 1), Optional.empty()))
        .hasMessage("field 'from' is a month of 2015 to 2100, was 1999-01");
  }
}
