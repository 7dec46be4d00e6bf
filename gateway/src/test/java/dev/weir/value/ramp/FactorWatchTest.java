package dev.weir.value.ramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.weir.value.ramp.FactorWatch.Watched;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactorWatchTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  /// 1,000 users × 4 queries × 2,000 tokens at 5 dollars a million: 40 dollars a day.
  private static final Projection PROJECTION =
      new Projection(decimal("1000"), decimal("4"), decimal("2000"), decimal("5"), Cusum.USUAL);

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  /// As projected at 10 %, but for the tokens.
  private static List<SpendDay> days(int count, long tokensPerQuery) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          long tokens = 400 * tokensPerQuery;
          BigDecimal usd = BigDecimal.valueOf(tokens).multiply(decimal("0.000005"));
          return new SpendDay(FIRST.plusDays(i), 100, 400, tokens, usd);
        })
        .toList();
  }

  private static Watched of(SpendFactor factor, List<SpendDay> days) {
    return FactorWatch.of(PROJECTION, decimal("0.1"), days).stream()
        .filter(each -> each.factor() == factor)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesTheFactorThatLeavesItsProjectionAndTheDay() {
    List<SpendDay> days = days(7, 3_000);

    // 1.5 − 1 − 0.1 a day: 0.4, 0.8, 1.2 > 1 on the third.
    assertThat(of(SpendFactor.TOKENS_PER_QUERY, days).alarmed())
        .contains(LocalDate.of(2026, 10, 3));
    assertThat(of(SpendFactor.TOKENS_PER_QUERY, days).ratio().orElseThrow())
        .isCloseTo(1.5, offset(1e-9));
    assertThat(of(SpendFactor.USERS, days).alarmed()).isEmpty();
    assertThat(of(SpendFactor.QUERIES_PER_USER, days).alarmed()).isEmpty();
    assertThat(of(SpendFactor.PRICE_PER_TOKEN, days).alarmed()).isEmpty();
  }

  @Test
  void moreUsersCannotHideADearerCall() {
    List<SpendDay> fewer =
        days(10, 3_000).stream()
            .map(day -> new SpendDay(day.day(), 50, 200, day.tokens() / 2, day.usd()))
            .toList();

    assertThat(FactorWatch.spend(PROJECTION, decimal("0.1"), fewer).orElseThrow())
        .as("a total is 1.5 of its projection whichever factor it was")
        .isCloseTo(1.5, offset(1e-9));
    assertThat(of(SpendFactor.PRICE_PER_TOKEN, fewer).alarmed()).isPresent();
    assertThat(of(SpendFactor.USERS, fewer).sum()).isZero();
  }

  @Test
  void aDayWithoutCallsTellsNothingOfWhatACallIs() {
    List<SpendDay> idle = List.of(new SpendDay(FIRST, 0, 0, 0, BigDecimal.ZERO));

    assertThat(of(SpendFactor.TOKENS_PER_QUERY, idle).ratio()).isEmpty();
    assertThat(of(SpendFactor.USERS, idle).ratio()).hasValue(0);
  }

  @Test
  void aStepsBudgetIsWhatItsUsersAreProjectedToCostInAMonth() {
    Ramp ramp =
        new Ramp(List.of(decimal("0.05"), decimal("0.25"), decimal("1")), 7, Ramp.OnBreach.HOLD);

    assertThat(ramp.upTo(decimal("0.5"), decimal("600"), PROJECTION))
        .containsExactly(
            new Ramp.Step(decimal("0.05"), decimal("62.00")),
            new Ramp.Step(decimal("0.25"), decimal("310.00")),
            new Ramp.Step(decimal("0.5"), decimal("600")));
    assertThat(ramp.upTo(decimal("0.02"), decimal("10"), PROJECTION))
        .as("what was signed is the last step")
        .containsExactly(new Ramp.Step(decimal("0.02"), decimal("10")));
  }

  @Test
  void refusesStepsThatDoNotRise() {
    assertThatThrownBy(
            () -> new Ramp(List.of(decimal("0.5"), decimal("0.5")), 7, Ramp.OnBreach.HOLD))
        .hasMessage("ramp: field 'steps' rises, above 0 and to at most 1, was 0.5 after 0.5");
    assertThatThrownBy(() -> new Ramp(List.of(), 7, Ramp.OnBreach.HOLD))
        .hasMessageContaining("1 to 20 shares, was 0");
    assertThatThrownBy(() ->
            new Projection(BigDecimal.ZERO, decimal("1"), decimal("1"), decimal("1"), Cusum.USUAL))
        .hasMessage("projection: field 'users' is above 0, was 0");
  }

  @Test
  void aBreachHoldsOrGoesBackAsWasAgreedBeforeAnythingElseIsAsked() {
    Optional<String> breach = Optional.of("guard ttft");
    Duration week = Duration.ofDays(7);
    Ramp holds = new Ramp(List.of(decimal("0.1")), 7, Ramp.OnBreach.HOLD);
    Ramp backs = new Ramp(List.of(decimal("0.1")), 7, Ramp.OnBreach.ROLL_BACK);

    assertThat(holds.next(1, 2, week, breach, Optional.empty()))
        .isEqualTo(new Move.Stay("held: guard ttft"));
    assertThat(backs.next(1, 2, week, breach, Optional.empty()))
        .isEqualTo(new Move.Back(0, "guard ttft"));
    assertThat(backs.next(0, 2, week, breach, Optional.empty()))
        .isEqualTo(new Move.Back(-1, "guard ttft"));
    assertThat(backs.next(1, 2, week, Optional.empty(), Optional.of("not proven")))
        .isEqualTo(new Move.Stay("held: not proven"));
    assertThat(backs.next(1, 2, week.minusSeconds(1), Optional.empty(), Optional.empty()))
        .isEqualTo(new Move.Stay("day 7 of 7 on this step"));
    assertThat(backs.next(1, 2, week, Optional.empty(), Optional.empty()))
        .isEqualTo(new Move.Up(2));
    assertThat(backs.next(2, 2, week, Optional.empty(), Optional.empty()))
        .isEqualTo(new Move.Stay("on its last step"));
  }
}
