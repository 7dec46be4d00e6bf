package dev.weir.value.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What must hold of every bridge, on months made from a seed.
class BridgePropertiesTest {
  private static final int ROUNDS = 60;
  private static final List<String> METERS =
      List.of("input", "cache_read", "cache_write_5m", "output", "reasoning", "web_search");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private MonthOfUse month(YearMonth month, boolean credits) {
    List<UseRow> rows = new ArrayList<>();
    for (String model : List.of("a", "b", "c")) {
      for (int i = random.nextInt(3); i > 0; i--) {
        rows.add(row(model, "p" + random.nextInt(2) + "/v" + i, credits));
      }
    }
    rows.add(row("always", "", credits));
    SortedMap<String, BigDecimal> pools = new TreeMap<>();
    pools.put("eng", BigDecimal.valueOf(random.nextInt(10_000), 2));
    long tried = 1L + random.nextInt(1_000);
    Optional<OutcomeSum> outcomes =
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(OutcomeSum.of(tried, random.nextLong(tried + 1)));
    return new MonthOfUse(month, rows, pools, outcomes, List.of());
  }

  private UseRow row(String model, String prompt, boolean credits) {
    SortedMap<String, MeterUse> meters = new TreeMap<>();
    BigDecimal usd = BigDecimal.ZERO;
    for (String meter : METERS) {
      if (random.nextBoolean()) {
        BigDecimal amount =
            BigDecimal.valueOf(random.nextLong(credits ? -1_000_000 : 0, 1_000_000_000L), 12);
        meters.put(meter, new MeterUse(BigDecimal.valueOf(random.nextInt(9_000)), amount));
        usd = usd.add(amount);
      }
    }
    BigDecimal rest = random.nextInt(3) == 0 ? new BigDecimal("0.123456789012") : BigDecimal.ZERO;
    return new UseRow(
        model, prompt, "team", List.of(), 1 + random.nextInt(500), meters, usd.add(rest));
  }

  private static BigDecimal cost(MonthOfUse month, Bridge.Unit unit) {
    BigDecimal units =
        unit == Bridge.Unit.OUTCOME
            ? month.outcomes().orElseThrow().successes()
            : BigDecimal.valueOf(month.rows().stream().mapToLong(UseRow::calls).sum());
    BigDecimal usd = month.pools().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    for (UseRow row : month.rows()) {
      usd = usd.add(row.usd());
    }
    return usd.divide(units, 12, RoundingMode.HALF_UP);
  }

  @Test
  void effectsAddUpToTheChangeToTheLastDigitAndTheirMoneyToTheCent() {
    for (int round = 0; round < ROUNDS; round++) {
      boolean credits = round % 10 == 0;
      MonthOfUse before = month(Months.BEFORE, credits);
      MonthOfUse after = month(Months.AFTER, credits);
      Bridge bridge = Bridge.of(before, after);
      String what = "seed %d round %d %s".formatted(seed, round, bridge.method());

      BigDecimal change = cost(after, bridge.unit()).subtract(cost(before, bridge.unit()));
      BigDecimal effects =
          bridge.effects().stream()
              .map(Bridge.Effect::perUnitUsd)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal money =
          bridge.effects().stream()
              .map(Bridge.Effect::monthUsd)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(effects).as(what).isEqualByComparingTo(change);
      assertThat(money)
          .as(what)
          .isEqualByComparingTo(
              change.multiply(bridge.unitsAfter()).setScale(2, RoundingMode.HALF_UP));
      assertThat(Diagnosis.of(before, after, bridge))
          .as(what)
          .isEqualTo(Diagnosis.of(before, after, bridge))
          .hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void theSameMonthTwiceMovesNothing() {
    MonthOfUse month = month(Months.BEFORE, false);

    Bridge bridge = Bridge.of(month, month);

    assertThat(bridge.effects()).as("seed %d", seed).allMatch(e -> e.perUnitUsd().signum() == 0);
    assertThat(Diagnosis.of(month, month, bridge)).as("seed %d", seed).isEmpty();
  }
}
