package dev.weir.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.Share;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AlertsTest {

  @Test
  void alertsOnceForEachThresholdPassed() {
    List<Share> shares = List.of(Share.of("0.9"), Share.of("0.7"), Share.of("1"));
    Total limit = Total.of(1000);

    assertThat(Alerts.due(Total.of(699), limit, shares, Optional.empty())).isEmpty();
    assertThat(Alerts.due(Total.of(700), limit, shares, Optional.empty()))
        .containsExactly(Share.of("0.7"));
    assertThat(Alerts.due(Total.of(950), limit, shares, Optional.of(Share.of("0.7"))))
        .containsExactly(Share.of("0.9"));
    assertThat(Alerts.due(Total.of(2000), limit, shares, Optional.empty()))
        .containsExactly(Share.of("0.7"), Share.of("0.9"), Share.of("1"));
    assertThat(Alerts.due(Total.of(800), limit, shares, Optional.of(Share.of("0.9")))).isEmpty();
  }

  @Test
  void alertsNobodyAboutABudgetOfNothingThatIsNotUsed() {
    List<Share> shares = List.of(Share.of("0.7"));

    assertThat(Alerts.due(Total.ZERO, Total.ZERO, shares, Optional.empty())).isEmpty();
    assertThat(Alerts.due(Total.of(1), Total.ZERO, shares, Optional.empty())).hasSize(1);
  }
}
