package dev.weir.flow.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareTest {

  @Test
  void takesExactPartsOfSumsOfAnySize() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Share share = new Share(random.nextInt(100_001));
      Total limit =
          new Total(random.nextLong(1L << random.nextInt(1, 40)), random.nextLong(1L << 39));
      BigDecimal exact = new BigDecimal(limit.toBigInteger()).multiply(share.fraction());
      String where = "%s of %s, seed %d".formatted(share, limit, seed);
      assertThat(share.floorOf(limit).toBigInteger())
          .as(where)
          .isEqualTo(whole(exact, RoundingMode.FLOOR));
      assertThat(share.ceilOf(limit).toBigInteger())
          .as(where)
          .isEqualTo(whole(exact, RoundingMode.CEILING));
    }
  }

  private static BigInteger whole(BigDecimal exact, RoundingMode rounding) {
    return exact.setScale(0, rounding).toBigIntegerExact();
  }

  @ParameterizedTest
  @CsvSource({"0.7, 700, 70 %", "1.10, 1100, 110 %", "0.005, 5, 0.5 %", "10, 10000, 1000 %"})
  void readsFractions(String text, int thousandths, String shown) {
    assertThat(Share.of(text)).isEqualTo(new Share(thousandths)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7001", "-0.1", "100.001", "1e99"})
  void refusesOtherFractions(String text) {
    assertThatThrownBy(() -> Share.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
