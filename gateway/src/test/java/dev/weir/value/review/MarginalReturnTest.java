package dev.weir.value.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Moments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Budget moved by marginal returns.
class MarginalReturnTest {
  /// Twelve months whose value is `scale · cost^elasticity`, a little out.
  private static History of(double cost, double scale, double elasticity, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new History(
        IntStream.range(0, 12)
            .mapToObj(m -> {
              double spent = cost * (0.7 + 0.05 * m);
              double value =
                  scale * Math.pow(spent, elasticity) * Math.exp(noise * random.nextGaussian());
              return month(m, spent, value);
            })
            .toList());
  }

  private static MonthFigures month(int index, double spent, double value) {
    MonthFigures usual = Months.month(index, 100, 1).told();
    BigDecimal usd = BigDecimal.valueOf(spent).setScale(9, RoundingMode.HALF_EVEN);
    return new MonthFigures(
        YearMonth.of(2026, 1).plusMonths(index),
        usual.use(),
        new MonthFigures.Cost(Told.of(usd), Told.of(usd), Told.of(0.0)),
        new MonthFigures.Benefit(
            Told.of(new Moments(100, value / 100, 1)),
            usual.benefit().newcomers(),
            usual.benefit().reported(),
            usual.benefit().haircut(),
            usual.benefit().incremental()),
        usual.standing());
  }

  @Test
  void theMarginalReturnIsElasticityTimesValuePerDollar() {
    Reallocation.Return found = Reallocation.marginal(of(1_000, 30, 0.6, 1e-6, 1), Policy.USUAL);

    assertThat(found.elasticity().value()).isCloseTo(0.6, within(1e-4));
    assertThat(found.marginal()).isCloseTo(0.6 * 30 * Math.pow(found.cost(), -0.4), within(0.01));
  }

  @Test
  void movesFromTheLowestReturnToTheHighestUntilACap() {
    Reallocation proposed =
        Reallocation.of(
            Map.of("poor", of(1_000, 2, 0.5, 0.01, 1), "rich", of(1_000, 90, 0.7, 0.01, 2)),
            Policy.USUAL);

    Reallocation.Line poor = proposed.lines().getFirst();
    Reallocation.Line rich = proposed.lines().getLast();
    assertThat(poor.proposed()).isBetween(poor.now() * 0.8, poor.now() * 0.82);
    assertThat(rich.move()).isCloseTo(-poor.move(), within(1e-9));
    assertThat(rich.low()).isGreaterThan(poor.high());
  }

  @Test
  void movesNothingWhereTheBoundsOverlap() {
    Reallocation proposed =
        Reallocation.of(
            Map.of("a", of(1_000, 20, 0.5, 0.5, 1), "b", of(1_000, 22, 0.5, 0.5, 2)), Policy.USUAL);

    assertThat(proposed.lines()).allSatisfy(line -> assertThat(line.move()).isZero());
  }

  @Test
  void aUseCaseWhoseReturnIsNotKnownKeepsItsBudgetAndSaysWhy() {
    History short3 = new History(of(100, 2, 0.5, 0.1, 3).months().subList(0, 3));

    Reallocation proposed = Reallocation.of(Map.of("new", short3), Policy.USUAL);

    assertThat(proposed.lines()).isEmpty();
    assertThat(proposed.unanswered().get("new")).contains("4 months").contains("was 3");
  }

  @RepeatedTest(50)
  void whatIsProposedAddsUpToWhatThereIsAndKeepsEveryCap(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, History> histories = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      histories.put(
          "u" + i,
          of(
              random.nextDouble(100, 5_000),
              random.nextDouble(1, 80),
              random.nextDouble(0.2, 1.1),
              0.02,
              random.nextLong()));
    }

    List<Reallocation.Line> lines = Reallocation.of(histories, Policy.USUAL).lines();

    double now = lines.stream().mapToDouble(Reallocation.Line::now).sum();
    assertThat(lines.stream().mapToDouble(Reallocation.Line::proposed).sum())
        .as("seed %d", seed)
        .isCloseTo(now, within(now * 1e-9));
    assertThat(lines)
        .as("seed %d", seed)
        .allSatisfy(line ->
            assertThat(line.proposed())
                .isBetween(line.now() * 0.8 - 1e-6, line.now() * 1.2 + 1e-6));
  }
}
