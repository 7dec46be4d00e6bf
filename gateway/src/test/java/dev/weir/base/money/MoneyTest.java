package dev.weir.base.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void readsAndPrintsDollarsExactly() {
    assertThat(Money.usd("0.007375").picos()).isEqualTo(7_375_000_000L);
    assertThat(Money.usd("1e-12")).isEqualTo(Money.ofPicos(1));
    assertThat(Money.usd("-2.50")).hasToString("-2.5");
    assertThat(Money.usd("100")).hasToString("100");
    assertThat(Money.ZERO).hasToString("0");
    assertThat(Money.usd("1.5").toBigDecimal()).isEqualTo(new BigDecimal("1.500000000000"));
  }

  @Test
  void refusesWhatAPicodollarCannotHold() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Money.usd("1e-13"))
        .withMessageContaining("at most twelve decimals")
        .withMessageContaining("was 1E-13");
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.usd("9223373"));
  }

  @Test
  void throwsInsteadOfOverflowing() {
    Money most = Money.ofPicos(Long.MAX_VALUE);

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> most.plus(Money.ofPicos(1)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.times(2));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Money.ofPicos(Long.MIN_VALUE).minus(Money.ofPicos(1)));
  }

  @Test
  void addsSubtractsMultipliesAndCompares() {
    assertThat(Money.usd("1.25").plus(Money.usd("0.75"))).isEqualTo(Money.usd("2"));
    assertThat(Money.usd("1").minus(Money.usd("3")).isNegative()).isTrue();
    assertThat(Money.usd("0.0000025").times(1_000)).isEqualTo(Money.usd("0.0025"));
    assertThat(Money.usd("1").minus(Money.usd("1")).isZero()).isTrue();
    assertThat(Money.usd("1")).isLessThan(Money.usd("1.000000000001"));
  }
}
