package dev.weir.flow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.rule.Share;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Retries are a share of the calls, and a few in any case.
class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget();
  private Instant now = Instant.ofEpochSecond(-500);

  private int taken(int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += budget.take("p", now) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void someAreFreeInAnyCase() {
    assertThat(taken(100)).isEqualTo(20);
  }

  @Test
  void moreAreATenthOfTheCallsThatCameFirst() {
    for (int i = 0; i < 5_000; i++) {
      budget.earn("p", now);
    }

    assertThat(taken(1_000)).isEqualTo(500);
  }

  @Test
  void whatWasTakenIsGivenBackWithTime() {
    assertThat(taken(100)).isEqualTo(20);
    now = now.plusSeconds(10);
    assertThat(taken(100)).as("a window later it still counts").isZero();
    now = now.plusSeconds(10);

    assertThat(taken(100)).isEqualTo(20);
  }

  @Test
  void eachProviderHasItsOwn() {
    assertThat(taken(100)).isEqualTo(20);

    assertThat(budget.take("q", now)).isTrue();
  }

  @Test
  void aBudgetOfNothingTakesNothing() {
    budget.by(new RetryBudget.Rules(new Share(0), 0, Duration.ofSeconds(10)));

    assertThat(taken(10)).isZero();
  }
}
