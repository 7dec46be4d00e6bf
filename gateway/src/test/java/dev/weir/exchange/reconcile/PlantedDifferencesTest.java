package dev.weir.exchange.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.exchange.reconcile.SimulatedMonth.Planted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A month with planted differences: each is found and named, nothing else is, and what has no
/// cause is reported to the cent.
@Timeout(60)
class PlantedDifferencesTest {
  @ParameterizedTest(name = "seed {0}, a bill of {1} decimals")
  @CsvSource({
    "1, 12", "2, 12", "3, 12", "4, 6", "5, 6", "6, 6", "7, 2", "8, 2", "9, 2", "10, 12", "11, 6",
    "12, 2"
  })
  void everyPlantedDifferenceIsFoundAndNamedAndNothingElseIs(long seed, int digits) {
    SimulatedMonth month = new SimulatedMonth(seed, digits);

    Reconciliation found = Reconcile.of(month.question());

    String which = "seed %d, %d decimals".formatted(seed, digits);
    assertThat(named(found))
        .as(which)
        .containsExactlyInAnyOrderElementsOf(
            month.planted.stream().map(PlantedDifferencesTest::plain).toList());
    assertThat(touched(found)).as(which).isEqualTo(expected(month));
    assertThat(unexplained(found)).as(which).containsExactly(month.unexplained);
    assertThat(cents(found.unexplainedMore()))
        .as(which)
        .isEqualByComparingTo(SimulatedMonth.UNEXPLAINED);
    assertThat(found.unexplainedLess()).as(which).isZero();
    assertThat(found.isBalanced()).as(which).isFalse();
    assertThat(found.notes()).as(which).isEmpty();
    requireSums(found.byCause(), month.money, digits, which);
  }

  private static Planted plain(Planted planted) {
    return new Planted(
        planted.against(),
        planted.cause(),
        planted.place(),
        planted.quantity().stripTrailingZeros());
  }

  private static List<Planted> named(Reconciliation found) {
    List<Planted> named = new ArrayList<>();
    for (Row row : found.rows()) {
      for (Part part : row.parts()) {
        if (part.cause() != Cause.ROUNDING) {
          named.add(plain(new Planted(part.against(), part.cause(), row.place(), part.quantity())));
        }
      }
    }
    return named;
  }

  /// Places of rows that are not matched.
  private static Set<Place> touched(Reconciliation found) {
    return found.rows().stream()
        .filter(row -> row.verdict() != Verdict.MATCHED)
        .map(Row::place)
        .collect(Collectors.toSet());
  }

  private static Set<Place> expected(SimulatedMonth month) {
    Set<Place> places = month.planted.stream().map(Planted::place).collect(Collectors.toSet());
    places.add(month.unexplained);
    return places;
  }

  private static List<Place> unexplained(Reconciliation found) {
    return found.rows().stream()
        .filter(row -> row.verdict() == Verdict.UNEXPLAINED)
        .map(Row::place)
        .toList();
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN);
  }

  /// Rounding apart: a bill in cents leaves some of each amount uncertain.
  private static void requireSums(
      Map<Cause, BigDecimal> found, Map<Cause, BigDecimal> planted, int digits, String which) {
    assertThat(found.keySet().stream().filter(cause -> cause != Cause.ROUNDING))
        .as(which)
        .containsExactlyInAnyOrderElementsOf(planted.keySet());
    planted.forEach((cause, amount) ->
        assertThat(found.get(cause))
            .as("%s of %s", cause, which)
            .isCloseTo(amount, within(new BigDecimal(digits == 2 ? "0.1" : "0.0001"))));
  }
}
