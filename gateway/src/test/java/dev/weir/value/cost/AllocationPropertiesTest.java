package dev.weir.value.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What must hold of every allocation, on pools made from a seed.
class AllocationPropertiesTest {
  private static final int ROUNDS = 150;
  private static final int PRODUCTS = 5;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private List<Pool> pools(int count) {
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SortedMap<String, BigDecimal> units = new TreeMap<>();
      units.put("P" + random.nextInt(PRODUCTS), units(20_000));
      for (int to = 0; to < count; to++) {
        if (to != i && random.nextBoolean()) {
          units.put("S" + to, units(0));
        }
        units.put("P" + random.nextInt(PRODUCTS), units(20_000));
      }
      BigDecimal amount = BigDecimal.valueOf(random.nextLong(-10_000_000_000L, 10_000_000_000L), 2);
      pools.add(
          new Pool("S" + i, amount, new Basis.Driver("hours", units, Basis.IfNone.UNALLOCATED)));
    }
    return pools;
  }

  private BigDecimal units(int least) {
    return BigDecimal.valueOf(least + random.nextInt(100_000), 3);
  }

  private AllocationMethod method(List<Pool> pools) {
    List<String> order = new ArrayList<>(pools.stream().map(Pool::key).toList());
    Collections.shuffle(order, random);
    return switch (random.nextInt(3)) {
      case 0 -> new AllocationMethod.Direct();
      case 1 -> new AllocationMethod.StepDown(order);
      default -> new AllocationMethod.Reciprocal();
    };
  }

  @Test
  void theLinesOfAPoolAddUpToItToTheCent() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Pool> pools = pools(1 + random.nextInt(6));
      Allocation allocation = Allocation.of(pools, method(pools));
      Map<String, BigDecimal> sums =
          allocation.lines().stream()
              .collect(
                  Collectors.toMap(
                      Allocation.Line::pool, Allocation.Line::amount, BigDecimal::add));

      for (Pool pool : pools) {
        assertThat(sums.getOrDefault(pool.key(), BigDecimal.ZERO))
            .as("seed %d round %d %s", seed, round, allocation.method())
            .isEqualByComparingTo(pool.amount());
      }
    }
  }

  /// The judge passes cost on, step by step, until hardly any is left in the pools.
  @Test
  void theReciprocalMethodIsPassingOnWithoutEnd() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Pool> pools = pools(2 + random.nextInt(4));
      Map<String, Double> passedOn = passedOn(pools);
      Allocation allocation = Allocation.of(pools, new AllocationMethod.Reciprocal());

      AllocationTest.borne(allocation)
          .forEach((receiver, amount) ->
              assertThat(amount.doubleValue() - passedOn.getOrDefault(receiver, 0.0))
                  .as("seed %d receiver %s", seed, receiver)
                  .isBetween(-0.01 * pools.size(), 0.01 * pools.size()));
    }
  }

  private static Map<String, Double> passedOn(List<Pool> pools) {
    Map<String, Double> at = new HashMap<>();
    pools.forEach(pool -> at.put(pool.key(), pool.amount().doubleValue()));
    for (int step = 0; step < 1_000; step++) {
      for (Pool pool : pools) {
        double held = at.getOrDefault(pool.key(), 0.0);
        at.put(pool.key(), 0.0);
        Basis.Driver driver = (Basis.Driver) pool.basis();
        double sum = driver.units().values().stream().mapToDouble(BigDecimal::doubleValue).sum();
        driver
            .units()
            .forEach((to, units) -> at.merge(to, held * units.doubleValue() / sum, Double::sum));
      }
    }
    return at;
  }

  @Test
  void asManyPoolsAsThereMayBeAreSolved() {
    List<Pool> pools = new ArrayList<>(pools(30));
    SortedMap<String, BigDecimal> all = new TreeMap<>();
    pools.forEach(pool -> all.put(pool.key(), BigDecimal.ONE));
    for (int i = 0; i < 100; i++) {
      pools.add(
          new Pool(
              "giver" + i,
              BigDecimal.TEN,
              new Basis.Driver("heads", all, Basis.IfNone.UNALLOCATED)));
    }
    Allocation allocation = Allocation.of(pools, new AllocationMethod.Reciprocal());

    assertThat(
            allocation.lines().stream()
                .map(Allocation.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .as("seed %d", seed)
        .isEqualByComparingTo(
            pools.stream().map(Pool::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  @Test
  void refusesMorePoolsThatAreServedThanCanBeSolved() {
    List<Pool> pools = pools(45);

    assertThatThrownBy(() -> Allocation.of(pools, new AllocationMethod.Reciprocal()))
        .as("seed %d", seed)
        .hasMessageContaining("at most 30 pools are served by others, was 4");
    assertThat(Allocation.of(pools, new AllocationMethod.Direct()).lines()).isNotEmpty();
  }
}
