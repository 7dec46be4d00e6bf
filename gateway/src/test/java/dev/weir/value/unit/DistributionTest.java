package dev.weir.value.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.stats.Estimate;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static Distribution of(double... usd) {
    Distribution.Sample sample = new Distribution.Sample();
    for (int i = 0; i < usd.length; i++) {
      sample.add(new UnitCost("u" + i, BigDecimal.valueOf(usd[i])));
    }
    return sample.of(UnitKind.USER);
  }

  @Test
  void theGiniCoefficientOfThePublishedUsesIsTwoFifths() {
    assertThat(of(1, 1, 2, 6).gini().orElseThrow()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void oneUserThatCostsAThousandTimesMoreMovesTheRawMeanAndNotTheWinsorised() {
    double[] usd = new double[100];
    for (int i = 0; i < 99; i++) {
      usd[i] = 1 + i % 3;
    }
    usd[99] = 10_000;

    Distribution distribution = of(usd);

    assertThat(distribution.mean().value().orElseThrow()).isCloseTo(101.98, within(1e-9));
    assertThat(distribution.winsorised().value().orElseThrow()).isCloseTo(2.01, within(1e-9));
    assertThat(distribution.cut().orElseThrow()).isEqualTo(3);
    assertThat(distribution.median().estimate().orElseThrow().contains(2)).isTrue();
    assertThat(distribution.p95().estimate().orElseThrow().method())
        .isEqualTo(Estimate.Method.ORDER_STATISTICS);
  }

  @Test
  void whatFewUnitsCannotTellSaysWhyAndKeepsItsValue() {
    Distribution few = of(1, 2, 3);

    assertThat(few.p95().value().orElseThrow()).isCloseTo(2.9, within(1e-12));
    assertThat(few.p95().estimate()).isEmpty();
    assertThat(few.p95().unanswered().orElseThrow()).contains("needs 72 values, was 3");
    assertThat(few.winsorised().unanswered().orElseThrow())
        .isEqualTo("a winsorised mean needs 20 units at least, was 3");
    assertThat(few.cut()).isEmpty();
    assertThat(of().mean().unanswered()).isPresent();
    assertThat(of(-1, 2).gini()).isEmpty();
  }

  @Test
  void beyondAMillionUnitsOnlyTheMeanIsTold() {
    Distribution.Sample sample = new Distribution.Sample();
    UnitCost one = new UnitCost("u", BigDecimal.ONE);
    for (int i = 0; i < 1_000_000; i++) {
      sample.add(one);
    }
    assertThat(sample.of(UnitKind.CALL).median().value()).contains(1.0);

    sample.add(new UnitCost("v", BigDecimal.TWO));

    Distribution many = sample.of(UnitKind.CALL);
    assertThat(many.units()).isEqualTo(1_000_001);
    assertThat(many.mean().value().orElseThrow()).isGreaterThan(1);
    assertThat(many.median().unanswered())
        .contains("quantiles are of at most 1,000,000 units, was 1,000,001");
  }
}
