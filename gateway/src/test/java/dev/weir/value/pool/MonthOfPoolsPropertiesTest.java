package dev.weir.value.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.pool.AllocatedMonth.Line;
import dev.weir.value.pool.AllocatedMonth.Method;
import dev.weir.value.pool.PooledCost.IfNone;
import dev.weir.value.pool.Sharing.Measure;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What must hold of every month of pools, on pools and activity made from a seed.
class MonthOfPoolsPropertiesTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 6);
  private static final int ROUNDS = 200;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private <T> T any(T[] all) {
    return List.of(all).get(random.nextInt(all.length));
  }

  private String useCase() {
    return "P" + random.nextInt(6);
  }

  private Sharing sharing() {
    TreeSet<String> named = new TreeSet<>();
    SortedMap<String, BigDecimal> units = new TreeMap<>();
    for (int i = 0; i < 3; i++) {
      if (random.nextBoolean()) {
        named.add(useCase());
      }
      units.put(useCase(), BigDecimal.valueOf(random.nextInt(5), 1));
    }
    return switch (random.nextInt(4)) {
      case 0 -> new Sharing.Direct(useCase());
      case 1 -> new Sharing.Stated("hours", units);
      default -> new Sharing.Measured(any(Measure.values()), named);
    };
  }

  private Schedule schedule() {
    BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(10_000_000), 2);
    BigDecimal signed = random.nextInt(5) == 0 ? amount.negate() : amount;
    YearMonth from = MONTH.minusMonths(random.nextInt(4) - 1L);
    return random.nextBoolean()
        ? new Schedule.OneOff(signed, from, 1 + random.nextInt(12))
        : new Schedule.Monthly(signed, from, Optional.empty());
  }

  private List<PooledCost> pools() {
    int count = 1 + random.nextInt(7);
    List<PooledCost> pools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SortedMap<String, BigDecimal> serves = new TreeMap<>();
      for (int to = 0; to < count; to++) {
        if (to != i && random.nextInt(3) == 0) {
          serves.put("S" + to, BigDecimal.valueOf(1 + random.nextInt(9), 2));
        }
      }
      pools.add(
          new PooledCost(
              "S" + i,
              any(Category.values()),
              schedule(),
              sharing(),
              serves,
              random.nextInt(3),
              random.nextBoolean() ? IfNone.EVEN : IfNone.UNALLOCATED,
              "source",
              "evidence",
              Optional.empty()));
    }
    return pools;
  }

  private List<Activity> active() {
    List<Activity> active = new ArrayList<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      active.add(
          new Activity(
              "P" + i,
              BigDecimal.valueOf(random.nextLong(-1_000, 1_000_000_000L), 12),
              random.nextInt(100),
              random.nextInt(10)));
    }
    return active;
  }

  @Test
  void theLinesOfEveryPoolAddUpToItsMonthToTheCent() {
    for (int round = 0; round < ROUNDS; round++) {
      Method method = any(Method.values());
      List<PooledCost> pools = pools();
      AllocatedMonth month = MonthOfPools.of(MONTH, pools, active(), method);

      for (PooledCost pool : pools) {
        BigDecimal lines =
            month.lines().stream()
                .filter(line -> line.pool().equals(pool))
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(lines)
            .as("seed %d round %d %s of %s", seed, round, pool.name(), method)
            .isEqualByComparingTo(pool.schedule().in(MONTH).orElse(BigDecimal.ZERO));
      }
      assertThat(month.lines())
          .as("seed %d round %d", seed, round)
          .allMatch(line -> line.amount().scale() == 2);
    }
  }
}
