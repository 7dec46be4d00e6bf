package dev.weir.value.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.unit.Behaviour.Reason;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BehaviourTest {
  @Test
  void theSameTwentyTimesWithinTenMinutesIsALoop() {
    assertThat(new Behaviour(500, 60, 20, 24).reason()).isEqualTo(Reason.LOOP);
    assertThat(new Behaviour(500, 29, 19, 19).reason()).isEqualTo(Reason.POWER_USER);
  }

  @Test
  void thirtyCallsAMinuteOrTwentyHoursADayAreNoPerson() {
    assertThat(new Behaviour(500, 30, 3, 2).reason()).isEqualTo(Reason.BOT);
    assertThat(new Behaviour(500, 3, 3, 20).reason()).isEqualTo(Reason.BOT);
  }

  @Test
  void anOutlierHasItsShareOfTheWhole() {
    Outlier outlier =
        Outlier.of(
            new UnitCost("ada", new BigDecimal("25")),
            new BigDecimal("75"),
            new Behaviour(5, 1, 1, 1));

    assertThat(outlier.share()).isEqualByComparingTo("0.333333");
    assertThat(outlier.reason()).isEqualTo(Reason.POWER_USER);
  }
}
