package dev.weir.flow.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.agreement.Terms.Units;
import dev.weir.flow.catalogue.UnitPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Of random terms and usage, what must hold for all.
final class DuesPropertiesTest {
  private static final int ROUNDS = 400;

  /// Tokens a minute that no round uses.
  private static final int ENOUGH = 1_000_000;

  private static final Days DAYS =
      new Days(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-08"));
  private static final Rates RATES = (price, _) -> price.amount();

  private record Round(List<Agreement> agreements, Used used, Total charged) {}

  @Test
  void capacityAndWhatItsCallsWereChargedAreWhatItCosts() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      assertThat(beyondItsCost(seed, ENOUGH)).as("seed %d", seed).isZero();
    }
  }

  /// What is beyond it keeps its own price.
  @Test
  void capacityThatIsNotEnoughNeverGivesBackMoreThanItServes() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      assertThat(beyondItsCost(seed, 100)).as("seed %d", seed).isNotNegative();
    }
  }

  /// What calls and dues come to beyond what capacity costs.
  private static BigDecimal beyondItsCost(long seed, int tokens) {
    Random random = new Random(seed);
    Terms.Capacity terms = capacity(random, tokens);
    Round round = round(random, List.of(agreement("c", terms, random)));
    Total all =
        new Dues(round.agreements(), round.used(), RATES)
            .of(DAYS).dues().stream()
                .map(Due::amount)
                .reduce(round.charged(), (sum, each) -> sum.plus(Total.of(each)), Total::plus);
    BigDecimal cost =
        terms
            .price()
            .amount()
            .multiply(BigDecimal.valueOf(terms.units().on(DAYS.from())))
            .multiply(BigDecimal.valueOf(7 * 24));
    return all.toUsd().subtract(cost);
  }

  @Test
  void itIsTheSameInAnyOrderAndADayAtATime() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Round round = round(random, several(random));
      List<Due> once = new Dues(round.agreements(), round.used(), RATES).of(DAYS).dues();
      List<Agreement> shuffled = new ArrayList<>(round.agreements());
      Collections.shuffle(shuffled, random);
      assertThat(new Dues(shuffled, round.used(), RATES).of(DAYS).dues())
          .as("seed %d", seed)
          .isEqualTo(once);

      Set<Due> daily = new HashSet<>();
      DAYS.each()
          .forEach(day -> {
            List<Due> dues =
                new Dues(round.agreements(), round.used(), RATES)
                    .of(new Days(day, day.plusDays(1)))
                    .dues();
            round.used().book(dues);
            daily.addAll(dues);
          });
      assertThat(daily).as("seed %d", seed).isEqualTo(new HashSet<>(once));
    }
  }

  @Test
  void creditsAreDrawnOrExpireAndCostWhatTheyCost() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Terms.Credits terms =
          new Terms.Credits(usd(1 + random.nextInt(500)), usd(random.nextInt(500)));
      Round round = round(random, List.of(agreement("k", terms, random)));
      Money cost = Money.ZERO;
      Money drawn = Money.ZERO;
      for (Due due : new Dues(round.agreements(), round.used(), RATES).of(DAYS).dues()) {
        switch (due.what().kind()) {
          case CREDIT_AMORTISED, CREDIT_EXPIRED -> cost = cost.plus(due.amount());
          case CREDIT_DRAWN -> drawn = drawn.minus(due.amount());
          case CREDIT_PURCHASE, CREDIT_PREPAID -> {}
          case CAPACITY_USED,
              CAPACITY_UNUSED,
              FEE,
              QUOTA_CREDIT,
              VOLUME_DISCOUNT,
              SHORTFALL,
              OVERAGE ->
              throw new AssertionError("credits have no " + due);
        }
      }
      assertThat(cost.toBigDecimal().subtract(terms.paid().amount()).abs())
          .as("seed %d: rounded once a day", seed)
          .isLessThan(new BigDecimal("0.000000000010"));
      assertThat(drawn.toBigDecimal())
          .as("seed %d", seed)
          .isEqualByComparingTo(terms.credit().amount().min(round.charged().toUsd()));
    }
  }

  @Test
  void allCreditsTogetherPayNoMoreThanWhatIsSpent() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Agreement> credits = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Terms terms = new Terms.Credits(usd(1 + random.nextInt(90)), usd(random.nextInt(90)));
        credits.add(agreement("k" + i, terms, random));
      }
      Round round = round(random, credits);
      Total left = round.charged();
      for (Due due : new Dues(round.agreements(), round.used(), RATES).of(DAYS).dues()) {
        if (due.what().kind() == DueKind.CREDIT_DRAWN) {
          left = left.plus(Total.of(due.amount()));
        }
      }
      assertThat(left.isNegative()).as("seed %d", seed).isFalse();
    }
  }

  /// What is taken off is never more than what was charged.
  @Test
  void quotasAndDiscountsTakeOffWhatThereIsAtMost() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Terms quota = new Terms.Quota(Set.of("input"), 1 + random.nextInt(40_000), Every.MONTH);
      Terms volume = volume(random);
      Round round =
          round(random, List.of(agreement("q", quota, random), agreement("v", volume, random)));
      Total left = round.charged();
      for (Due due : new Dues(round.agreements(), round.used(), RATES).of(DAYS).dues()) {
        assertThat(due.amount()).as("seed %d", seed).isLessThanOrEqualTo(Money.ZERO);
        left = left.plus(Total.of(due.amount()));
      }
      assertThat(left.isNegative()).as("seed %d", seed).isFalse();
    }
  }

  private static List<Agreement> several(Random random) {
    return List.of(
        agreement("capacity", capacity(random, 100), random),
        agreement("quota", new Terms.Quota(Set.of("input"), 10_000, Every.DAY), random),
        agreement("volume", volume(random), random),
        agreement(
            "commitment",
            new Terms.Commitment(usd(1 + random.nextInt(300)), Every.DAY, Optional.empty()),
            random),
        agreement("gift", new Terms.Credits(usd(1 + random.nextInt(90)), usd(0)), random),
        agreement("bought", new Terms.Credits(usd(50), usd(1 + random.nextInt(60))), random));
  }

  private static Terms.Capacity capacity(Random random, int tokensMax) {
    Optional<Long> tokens =
        random.nextBoolean()
            ? Optional.of(tokensMax / 2L + random.nextInt(tokensMax))
            : Optional.empty();
    return new Terms.Capacity(
        units(random),
        usd(1 + random.nextInt(3)),
        tokens,
        Map.of("output", BigDecimal.TWO),
        Map.of());
  }

  private static Units units(Random random) {
    return new Units(
        "unit", List.of(new Units.Step(LocalDate.parse("2026-01-01"), 1 + random.nextInt(9))));
  }

  private static Terms.Volume volume(Random random) {
    return new Terms.Volume(
        Terms.Volume.Count.USD,
        List.of(
            new Terms.Volume.Tier(new BigDecimal(random.nextInt(40)), new BigDecimal("7.5")),
            new Terms.Volume.Tier(new BigDecimal(60), new BigDecimal("100"))),
        Every.MONTH,
        false);
  }

  private static UnitPrice usd(int amount) {
    return new UnitPrice(new BigDecimal(amount), 1);
  }

  private static Agreement agreement(String name, Terms terms, Random random) {
    return new Agreement(
        name,
        new Covered("p", random.nextInt(4) == 0 ? List.of("m*") : List.of()),
        DAYS.from(),
        Optional.of(DAYS.to()),
        terms,
        Bearer.of(Map.of("team", "platform")),
        "a test");
  }

  private static Round round(Random random, List<Agreement> agreements) {
    Used used = new Used();
    Total charged = Total.ZERO;
    int uses = random.nextInt(40);
    for (int i = 0; i < uses; i++) {
      String at =
          "2026-10-0%dT%02d:%02d:00Z"
              .formatted(1 + random.nextInt(7), random.nextInt(24), random.nextInt(60));
      BigDecimal usd = BigDecimal.valueOf(random.nextInt(20_000_000), 6);
      String meter = random.nextBoolean() ? "input" : "output";
      String team = random.nextBoolean() ? "red" : "blue";
      Used.Spent spent = new Used.Spent(1 + random.nextInt(9_000), usd.toPlainString());
      used.add(at, "p", "m" + random.nextInt(3), team, meter, spent);
      charged = charged.plus(Total.usd(usd));
    }
    return new Round(agreements, used, charged);
  }
}
