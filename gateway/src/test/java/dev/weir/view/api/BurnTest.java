package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.ledger.RuleStanding;
import dev.weir.flow.rule.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BurnTest {
  private static final Instant TENTH = Instant.parse("2026-11-11T00:00:00Z");

  @Test
  void spreadsWhatIsUsedOverTheTimeThatIsOver() {
    Burn burn = burn("month UTC", "900", "600", TENTH).orElseThrow();

    assertThat(burn.since()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(burn.perDayUsd()).isEqualByComparingTo("60");
    assertThat(burn.projectedShare().orElseThrow()).isEqualByComparingTo("2");
    assertThat(burn.stopAt()).contains(Instant.parse("2026-11-16T00:00:00Z"));
  }

  @Test
  void namesNoDayIfTheWindowEndsBefore() {
    Burn burn = burn("month UTC", "1801", "600", TENTH).orElseThrow();

    assertThat(burn.stopAt()).isEmpty();
    assertThat(burn.projectedShare().orElseThrow()).isLessThan(BigDecimal.ONE);
  }

  @Test
  void aBudgetThatIsUsedUpStoppedWhenItWas() {
    assertThat(burn("month UTC", "300", "300", TENTH).orElseThrow().stopAt()).contains(TENTH);
  }

  @Test
  void saysNothingOfMoneyThatNobodyUsedOrGranted() {
    assertThat(burn("month UTC", "300", "0", TENTH).orElseThrow().stopAt()).isEmpty();
    assertThat(burn("month UTC", "0", "0", TENTH).orElseThrow().projectedShare()).isEmpty();
  }

  @Test
  void saysNothingInTheFirstTwentiethOfAWindowAndOfRollingOnes() {
    Instant early = Instant.parse("2026-11-02T11:59:59Z");

    assertThat(burn("month UTC", "300", "5", early)).isEmpty();
    assertThat(burn("month UTC", "300", "5", early.plusSeconds(1))).isPresent();
    assertThat(burn("rolling 24h", "300", "5", TENTH)).isEmpty();
    assertThat(burn("total", "300", "5", TENTH)).isEmpty();
  }

  private static Optional<Burn> burn(String window, String limit, String used, Instant now) {
    Budget budget =
        Budget.parse(
            "{\"id\":\"b\",\"window\":\"%s\",\"limit_usd\":\"%s\"}".formatted(window, limit));
    Total granted = Total.usd(new BigDecimal(limit));
    return Burn.of(
        new RuleStanding(
            budget,
            "",
            granted,
            granted,
            Total.usd(new BigDecimal(used)),
            Total.ZERO,
            budget.window().resetsAt(now),
            Optional.empty()),
        now);
  }
}
