package dev.weir.base.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void addsAndSubtractsLikeIntegersOfAnySize() {
    Total total = Total.ZERO;
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < 10_000; i++) {
      long amount = random.nextLong();
      boolean add = random.nextBoolean();
      total = add ? total.plus(amount) : total.minus(amount);
      BigInteger change = BigInteger.valueOf(amount);
      expected = add ? expected.add(change) : expected.subtract(change);

      assertThat(total.toBigInteger()).as("seed %d step %d", seed, i).isEqualTo(expected);
      assertThat(total.isNegative())
          .as("seed %d step %d", seed, i)
          .isEqualTo(expected.signum() < 0);
    }
  }

  @Test
  void comparesLikeIntegersOfAnySize() {
    for (int i = 0; i < 10_000; i++) {
      Total a = Total.of(random.nextLong()).plus(random.nextLong());
      Total b = Total.of(random.nextLong()).plus(random.nextLong());

      assertThat(Integer.signum(a.compareTo(b)))
          .as("seed %d step %d", seed, i)
          .isEqualTo(a.toBigInteger().compareTo(b.toBigInteger()));
    }
  }

  @Test
  void readsDollarsAsPicodollars() {
    assertThat(Total.usd(new BigDecimal("-0.000000000001")).toBigInteger())
        .isEqualTo(BigInteger.ONE.negate());
    assertThat(Total.usd(new BigDecimal("123456789012.5")).toUsd())
        .isEqualByComparingTo("123456789012.5");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Total.usd(new BigDecimal("1e-13")));
  }

  @Test
  void isCutToALongOnlyWhereItDoesNotFit() {
    assertThat(Total.of(42).saturated()).isEqualTo(42);
    assertThat(Total.of(-42).saturated()).isEqualTo(-42);
    assertThat(Total.of(Long.MAX_VALUE).plus(1).saturated()).isEqualTo(Long.MAX_VALUE);
    assertThat(Total.of(Long.MIN_VALUE).minus(1).saturated()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void refusesAPartOutsideItsRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Total(0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Total(0, 1_000_000_000_000L));
  }
}
