package dev.weir.base.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static BigDecimal exactSquares(double[] values) {
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal sum = exactSum(values);
    return exactSumOfSquares(values).subtract(sum.multiply(sum).divide(n, MathContext.DECIMAL128));
  }

  private static BigDecimal exactSum(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal exactSumOfSquares(double[] values) {
    return Arrays.stream(values)
        .mapToObj(x -> new BigDecimal(x).pow(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private double[] far(int count, double mean) {
    double[] values = new double[count];
    Arrays.setAll(values, _ -> mean + random.nextGaussian());
    return values;
  }

  /// NIST StRD, univariate, NumAcc4: 1,001 values, mean 10,000,000.2, deviation 0.1.
  private static double[] numAcc4() {
    double[] values = new double[1_001];
    Arrays.setAll(values, i -> i == 0 ? 10_000_000.2 : i % 2 == 1 ? 10_000_000.1 : 10_000_000.3);
    return values;
  }

  @Test
  void reproducesNistsHardestMeanAndDeviation() {
    Moments moments = Moments.of(numAcc4());

    assertThat(moments.mean()).isCloseTo(10_000_000.2, within(1e-8));
    assertThat(moments.deviation()).isCloseTo(0.1, within(1e-8));
  }

  @Test
  void agreesWithSumsOfManyDigits() {
    double[] values = far(20_000, 1e6);
    Moments moments = Moments.of(values);

    assertThat(moments.mean())
        .as("seed %d", seed)
        .isCloseTo(exactSum(values).doubleValue() / values.length, within(1e-8));
    assertThat(moments.squares())
        .as("seed %d", seed)
        .isCloseTo(exactSquares(values).doubleValue(), Percentage.withPercentage(1e-7));
  }

  @Test
  void isTheSameHoweverTheSampleIsCut() {
    double[] values = far(5_000, -300);
    Moments whole = Moments.of(values);
    Moments oneByOne =
        Arrays.stream(values).boxed().reduce(Moments.NONE, Moments::plus, Moments::plus);
    Moments cut = Moments.NONE;
    for (int from = 0; from < values.length; ) {
      int to = Math.min(values.length, from + random.nextInt(700));
      cut = cut.plus(Moments.of(Arrays.copyOfRange(values, from, to)));
      from = to;
    }

    for (Moments other : new Moments[] {oneByOne, cut}) {
      assertThat(other.count()).isEqualTo(5_000);
      assertThat(other.mean()).as("seed %d", seed).isCloseTo(whole.mean(), within(1e-10));
      assertThat(other.squares())
          .as("seed %d", seed)
          .isCloseTo(whole.squares(), Percentage.withPercentage(1e-8));
    }
  }

  @Test
  void isMadeOfSumsOfDoublesWhereTheirDigitsAreEnough() {
    double[] values = far(10_000, 30);
    double sum = Arrays.stream(values).sum();
    double squares = Arrays.stream(values).map(x -> x * x).sum();

    Moments moments = Moments.ofSums(values.length, sum, squares);

    assertThat(moments.mean()).as("seed %d", seed).isCloseTo(sum / values.length, within(1e-10));
    assertThat(moments.squares())
        .as("seed %d", seed)
        .isCloseTo(exactSquares(values).doubleValue(), Percentage.withPercentage(1e-6));
  }

  @Test
  void refusesSumsOfDoublesThatHaveLostTheSpread() {
    double[] values = numAcc4();
    double sum = Arrays.stream(values).sum();
    double squares = Arrays.stream(values).map(x -> x * x).sum();

    assertThatThrownBy(() -> Moments.ofSums(values.length, sum, squares))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("at least 1.0E-8 of Σx²")
        .hasMessageContaining("sum up x less a constant, or decimals");
  }

  @Test
  void takesSumsOfDecimalsWhateverTheMean() {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : numAcc4()) {
      BigDecimal exact = BigDecimal.valueOf(value);
      sum = sum.add(exact);
      squares = squares.add(exact.pow(2));
    }

    Moments moments = Moments.ofSums(1_001, sum, squares);

    assertThat(moments.mean()).isEqualTo(10_000_000.2);
    assertThat(moments.deviation()).isEqualTo(0.1, within(1e-16));
  }

  @Test
  void takesSumsLessAConstantAndPutsItBack() {
    double[] values = numAcc4();
    double sum = Arrays.stream(values).map(x -> x - 10_000_000).sum();
    double squares = Arrays.stream(values).map(x -> (x - 10_000_000) * (x - 10_000_000)).sum();

    Moments moments = Moments.ofSums(values.length, sum, squares).shifted(10_000_000);

    assertThat(moments.mean()).isCloseTo(10_000_000.2, within(1e-8));
    assertThat(moments.deviation()).isCloseTo(0.1, within(1e-8));
  }

  @Test
  void refusesSumsThatNoValuesHave() {
    assertThatThrownBy(() -> Moments.ofSums(3, BigDecimal.TEN, BigDecimal.TEN))
        .hasMessageContaining("no 3 values of x have these sums")
        .hasMessageContaining("-23.33");
    assertThatThrownBy(() -> Moments.ofSums(0, BigDecimal.ZERO, BigDecimal.ZERO))
        .hasMessageContaining("one value at least, was of 0");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> Moments.of(1, Double.NaN)).hasMessage("a value is finite, was NaN");
    assertThatThrownBy(() -> Moments.ofSums(2, Double.POSITIVE_INFINITY, 1))
        .hasMessage("Σx is finite, was Infinity");
    assertThatThrownBy(() -> new Moments(1, 3, 0.5)).hasMessageContaining("1 values have no mean");
  }

  @Test
  void refusesTheSpreadOfOneValue() {
    assertThatThrownBy(() -> Moments.of(4).point())
        .isInstanceOf(Unanswered.class)
        .hasMessage("a variance needs 2 values at least, was 1");
  }

  @Test
  void pairsGoTogetherAsTheirMomentsDo() {
    double[] x = far(3_000, 40);
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> 0.5 * x[i] + random.nextGaussian());
    PairMoments whole = PairMoments.of(x, y);
    PairMoments merged =
        PairMoments.of(Arrays.copyOf(x, 1_000), Arrays.copyOf(y, 1_000))
            .plus(
                PairMoments.of(
                    Arrays.copyOfRange(x, 1_000, 3_000), Arrays.copyOfRange(y, 1_000, 3_000)));
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
    }
    PairMoments ofSums =
        PairMoments.of(
            new PairMoments.Sums(
                x.length,
                Arrays.stream(x).sum(),
                Arrays.stream(y).sum(),
                Arrays.stream(x).map(v -> v * v).sum(),
                Arrays.stream(y).map(v -> v * v).sum(),
                xy));

    assertThat(whole.correlation()).as("seed %d", seed).isCloseTo(0.447, within(0.08));
    for (PairMoments other : new PairMoments[] {merged, ofSums}) {
      assertThat(other.x().mean()).isCloseTo(whole.x().mean(), within(1e-9));
      assertThat(other.covariance())
          .as("seed %d", seed)
          .isCloseTo(whole.covariance(), Percentage.withPercentage(1e-6));
    }
  }

  @Test
  void pairsOfDecimalSumsAreExact() {
    // (1, 2), (2, 3), (4, 9)
    PairMoments pairs =
        PairMoments.of(
            new PairMoments.ExactSums(
                3,
                new BigDecimal("7"),
                new BigDecimal("14"),
                new BigDecimal("21"),
                new BigDecimal("94"),
                new BigDecimal("44")));

    assertThat(pairs)
        .isEqualTo(new PairMoments(3, 7 / 3.0, 14 / 3.0, 14 / 3.0, 86 / 3.0, 34 / 3.0));
  }

  @Test
  void takesValuesThatDifferByTheirRoundingAlone() {
    PairMoments sum = PairMoments.NONE;
    for (int i = 0; i < 500; i++) {
      double x = 0.3 + random.nextInt(2) * Math.ulp(0.3);
      sum = sum.plus(x, random.nextGaussian());
      assertThat(Math.abs(sum.products()))
          .as("seed %d after %d", seed, i)
          .isLessThanOrEqualTo(Math.sqrt(sum.squaresX()) * Math.sqrt(sum.squaresY()));
    }
    assertThat(sum.x().mean()).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void refusesPairsThatCannotBe() {
    assertThatThrownBy(() -> new PairMoments(3, 0, 0, 1, 4, 3))
        .hasMessage("Σ(x − meanX)(y − meanY) is at most 2.0 either way, was 3.0");
    assertThatThrownBy(() -> PairMoments.of(new double[2], new double[3]))
        .hasMessage("each unit has two figures, was 2 of x and 3 of y");
    assertThatThrownBy(() -> PairMoments.of(new double[] {1, 1}, new double[] {1, 2}).correlation())
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("two figures that vary");
  }
}
