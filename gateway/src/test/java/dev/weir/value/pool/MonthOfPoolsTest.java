package dev.weir.value.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.value.pool.AllocatedMonth.Line;
import dev.weir.value.pool.AllocatedMonth.Method;
import dev.weir.value.pool.PooledCost.IfNone;
import dev.weir.value.pool.Sharing.Measure;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonthOfPoolsTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final List<Activity> ACTIVE =
      List.of(
          new Activity("P1", new BigDecimal("30"), 10, 1),
          new Activity("P2", new BigDecimal("90"), 30, 3));

  private static PooledCost pool(
      String name, String amount, Sharing sharing, Map<String, String> serves, int order) {
    TreeMap<String, BigDecimal> shares = new TreeMap<>();
    serves.forEach((served, share) -> shares.put(served, new BigDecimal(share)));
    return new PooledCost(
        name,
        Category.PLATFORM,
        new Schedule.Monthly(new BigDecimal(amount), MONTH, Optional.of(MONTH)),
        sharing,
        shares,
        order,
        IfNone.UNALLOCATED,
        "payroll",
        "sheets",
        Optional.empty());
  }

  private static Sharing stated(String first, String second) {
    return new Sharing.Stated(
        "hours", new TreeMap<>(Map.of("P1", new BigDecimal(first), "P2", new BigDecimal(second))));
  }

  private static Sharing by(Measure measure) {
    return new Sharing.Measured(measure, new TreeSet<>());
  }

  private static String borne(AllocatedMonth month, String useCase) {
    return month.lines().stream()
        .filter(line -> line.useCase().equals(Optional.of(useCase)))
        .map(Line::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .toPlainString();
  }

  /// S1 gives 20 % to S2, 50 % to P1, 30 % to P2; S2 gives 10 % to S1, 30 % to P1, 60 % to P2.
  @Test
  void poolsThatServeEachOtherComeToThePublishedFiguresByEachMethod() {
    List<PooledCost> pools =
        List.of(
            pool("S1", "100000", stated("50", "30"), Map.of("S2", "0.2"), 1),
            pool("S2", "60000", stated("30", "60"), Map.of("S1", "0.1"), 2));

    AllocatedMonth direct = MonthOfPools.of(MONTH, pools, ACTIVE, Method.DIRECT);
    AllocatedMonth stepDown = MonthOfPools.of(MONTH, pools, ACTIVE, Method.STEP_DOWN);
    AllocatedMonth reciprocal = MonthOfPools.of(MONTH, pools, ACTIVE, Method.RECIPROCAL);

    assertThat(List.of(borne(direct, "P1"), borne(direct, "P2")))
        .containsExactly("82500.00", "77500.00");
    assertThat(List.of(borne(stepDown, "P1"), borne(stepDown, "P2")))
        .containsExactly("76666.67", "83333.33");
    assertThat(stepDown.order()).containsExactly("S1", "S2");
    assertThat(List.of(borne(reciprocal, "P1"), borne(reciprocal, "P2")))
        .containsExactly("78571.43", "81428.57");
    assertThat(reciprocal.pools())
        .extracting(sum -> sum.gross().toPlainString())
        .containsExactly("108163.27", "81632.65");
  }

  @Test
  void everyDriverSharesByWhatItCounts() {
    List<PooledCost> pools =
        List.of(
            pool("calls", "40", by(Measure.CALLS), Map.of(), 1),
            pool("even", "40", by(Measure.EVEN), Map.of(), 1),
            pool("usage", "40", by(Measure.USAGE), Map.of(), 1),
            pool("users", "40", by(Measure.USERS), Map.of(), 1),
            pool("direct", "40", new Sharing.Direct("P3"), Map.of(), 1));

    AllocatedMonth month = MonthOfPools.of(MONTH, pools, ACTIVE, Method.STEP_DOWN);

    assertThat(month.lines())
        .extracting(line ->
            "%s %s %s %s/%s"
                .formatted(
                    line.pool().name(),
                    line.useCase().orElse("-"),
                    line.amount(),
                    line.units(),
                    line.ofUnits()))
        .containsExactlyInAnyOrder(
            "calls P1 10.00 10/40",
            "calls P2 30.00 30/40",
            // P3 is named by a pool: it is active.
            "even P1 13.34 1/3",
            "even P2 13.33 1/3",
            "even P3 13.33 1/3",
            "usage P1 10.00 30/120",
            "usage P2 30.00 90/120",
            "users P1 10.00 1/4",
            "users P2 30.00 3/4",
            "direct P3 40.00 1/1");
    assertThat(month.total()).isEqualByComparingTo("200");
  }

  @Test
  void aDriverOfNothingLeavesThePoolUnallocatedOrEvenAsThePoolSays() {
    PooledCost stays = pool("stays", "10", stated("0", "0"), Map.of(), 1);
    PooledCost even =
        new PooledCost(
            "even",
            Category.DATA,
            stays.schedule(),
            stays.sharing(),
            new TreeMap<>(),
            1,
            IfNone.EVEN,
            "s",
            "e",
            Optional.empty());

    AllocatedMonth month = MonthOfPools.of(MONTH, List.of(stays, even), ACTIVE, Method.DIRECT);

    assertThat(month.unallocated()).isEqualByComparingTo("10");
    assertThat(borne(month, "P1")).isEqualTo("5.00");
    assertThat(month.notes())
        .containsExactlyInAnyOrder(
            "pool 'stays': its driver custom has nothing in 2026-10, it is left unallocated",
            "pool 'even': its driver custom has nothing in 2026-10, it is borne evenly instead");
  }

  @Test
  void aCreditIsSharedOutAsACostIsAndAUseCaseThatWasGivenMoneyBackCountsAsNone() {
    List<Activity> active =
        List.of(
            new Activity("P1", new BigDecimal("-3"), 1, 0),
            new Activity("P2", new BigDecimal("9"), 1, 0));

    AllocatedMonth month =
        MonthOfPools.of(
            MONTH,
            List.of(pool("credit", "-40.01", by(Measure.USAGE), Map.of(), 1)),
            active,
            Method.STEP_DOWN);

    assertThat(borne(month, "P2")).isEqualTo("-40.01");
    assertThat(month.notes())
        .containsExactly(
            "pool 'credit': use case 'P1' was given back 3 USD more than it spent, which counts as"
                + " 0");
  }

  @Test
  void aPoolAndAUseCaseOfTheSameNameAreNotTheSame() {
    List<PooledCost> pools =
        List.of(
            pool("P1", "10", stated("1", "1"), Map.of("P2", "0.5"), 1),
            pool("P2", "10", stated("1", "0"), Map.of(), 2));

    AllocatedMonth month = MonthOfPools.of(MONTH, pools, ACTIVE, Method.STEP_DOWN);

    assertThat(borne(month, "P1")).isEqualTo("17.50");
    assertThat(borne(month, "P2")).isEqualTo("2.50");
  }

  @Test
  void aPoolOutsideItsMonthsTakesPartOnlyWhereItIsServed() {
    PooledCost idle = pool("idle", "10", stated("1", "0"), Map.of(), 2);
    PooledCost serves =
        new PooledCost(
            "serves",
            Category.DATA,
            new Schedule.Monthly(BigDecimal.TEN, MONTH.plusMonths(1), Optional.empty()),
            stated("0", "1"),
            new TreeMap<>(Map.of("idle", new BigDecimal("0.3"))),
            1,
            IfNone.UNALLOCATED,
            "s",
            "e",
            Optional.empty());

    assertThat(
            MonthOfPools.of(MONTH.minusMonths(1), List.of(idle, serves), ACTIVE, Method.DIRECT)
                .lines())
        .isEmpty();
    AllocatedMonth later =
        MonthOfPools.of(MONTH.plusMonths(1), List.of(idle, serves), ACTIVE, Method.STEP_DOWN);
    assertThat(later.pools())
        .extracting(sum -> sum.gross().toPlainString())
        .containsExactly("10.00", "3.00");
    assertThat(borne(later, "P1")).isEqualTo("3.00");
  }

  @Test
  void poolsThatOnlyPassTheirCostRoundAreRefused() {
    List<PooledCost> pools =
        List.of(
            pool("S1", "1", stated("1", "1"), Map.of("S2", "1"), 1),
            pool("S2", "1", stated("1", "1"), Map.of("S1", "1"), 2));

    assertThatThrownBy(() -> MonthOfPools.of(MONTH, pools, ACTIVE, Method.RECIPROCAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only passed round was [pool S1, pool S2]");
    assertThatThrownBy(
            () -> MonthOfPools.of(MONTH, List.of(pools.getFirst()), ACTIVE, Method.STEP_DOWN))
        .hasMessage("pool 'S1': field 'serves' names pools that there are, was 'S2'");
  }
}
