package dev.weir.base.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SharesTest {
  private static List<BigDecimal> weights(String... weights) {
    return Stream.of(weights).map(BigDecimal::new).toList();
  }

  @Test
  void aWholeIsSharedOutToItsLastUnit() {
    assertThat(Shares.of(10, weights("1", "1", "1"))).containsExactly(4L, 3L, 3L);
    assertThat(Shares.of(-10, weights("1", "1", "1"))).containsExactly(-4L, -3L, -3L);
    assertThat(Shares.of(7, weights("0.5", "0", "3"))).containsExactly(1L, 0L, 6L);
    assertThat(Shares.of(Money.usd("1"), weights("1", "2")))
        .containsExactly(Money.usd("0.333333333333"), Money.usd("0.666666666667"));
  }

  @Test
  void weightsAreOfSomething() {
    assertThatIllegalArgumentException().isThrownBy(() -> Shares.of(1, weights("0")));
    assertThatIllegalArgumentException().isThrownBy(() -> Shares.of(1, weights("2", "-1")));
  }

  @Test
  void sharesAddUpAndAreNeighboursOfTheirExactValues() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long whole = random.nextLong(1_000_000_000_000L);
      List<BigDecimal> weights =
          random.ints(1 + random.nextInt(20), 0, 1_000).mapToObj(BigDecimal::valueOf).toList();
      BigDecimal sum = weights.stream().reduce(BigDecimal.ONE, BigDecimal::add);
      List<BigDecimal> all = Stream.concat(Stream.of(BigDecimal.ONE), weights.stream()).toList();
      List<Long> shares = Shares.of(whole, all);
      assertThat(shares.stream().mapToLong(Long::longValue).sum())
          .as("seed %d", seed)
          .isEqualTo(whole);
      for (int i = 0; i < all.size(); i++) {
        BigDecimal difference =
            BigDecimal.valueOf(shares.get(i))
                .multiply(sum)
                .subtract(BigDecimal.valueOf(whole).multiply(all.get(i)));
        assertThat(difference.abs()).as("seed %d", seed).isLessThan(sum);
      }
    }
  }
}
