package dev.weir.base.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LargestRemainderTest {
  private static final long SEED = 20_261_122;

  private static List<BigDecimal> amounts(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }

  private static List<String> rounded(String whole, String... parts) {
    return LargestRemainder.cents(amounts(parts), new BigDecimal(whole)).stream()
        .map(BigDecimal::toPlainString)
        .toList();
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void whoLosesMostByBeingCutIsRoundedUp() {
    assertThat(rounded("1.00", "0.333", "0.337", "0.33")).containsExactly("0.33", "0.34", "0.33");
  }

  @Test
  void ofEqualOnesTheFirstIsRoundedUp() {
    assertThat(rounded("0.02", "0.005", "0.005", "0.005", "0.005"))
        .containsExactly("0.01", "0.01", "0.00", "0.00");
  }

  @Test
  void aNegativeWholeIsRoundedAsItsOpposite() {
    assertThat(rounded("-1.00", "-0.333", "-0.337", "-0.33"))
        .containsExactly("-0.33", "-0.34", "-0.33");
  }

  @Test
  void aWholeThatIsNoNeighbourOfTheSumIsRefused() {
    assertThatThrownBy(() -> rounded("1.02", "0.333", "0.337", "0.33"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.000")
        .hasMessageContaining("1.02");
  }

  @Test
  void thePartsAlwaysAddUpAndEachIsNextToItself() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      List<BigDecimal> parts =
          Stream.generate(() -> BigDecimal.valueOf(random.nextLong(-50_000, 900_000), 5))
              .limit(random.nextInt(40))
              .toList();
      BigDecimal whole = LargestRemainder.cents(sum(parts));

      List<BigDecimal> rounded = LargestRemainder.cents(parts, whole);

      assertThat(sum(rounded)).as("seed %d, %s", SEED, parts).isEqualByComparingTo(whole);
      for (int i = 0; i < parts.size(); i++) {
        assertThat(rounded.get(i))
            .as("seed %d, part %d of %s", SEED, i, parts)
            .isIn(
                parts.get(i).setScale(2, RoundingMode.FLOOR),
                parts.get(i).setScale(2, RoundingMode.CEILING));
      }
    }
  }
}
