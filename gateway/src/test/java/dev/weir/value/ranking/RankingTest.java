package dev.weir.value.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.money.Money;
import dev.weir.value.ranking.Ranking.Candidate;
import dev.weir.value.ranking.Ranking.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final long SEED = 20_261_123;
  private static final List<BigDecimal> EVEN =
      List.of(number("0.2"), number("0.2"), number("0.2"), number("0.2"), number("0.2"));

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static Candidate candidate(String id, String budget, Score score) {
    return new Candidate(id, score, Optional.of(Money.usd(budget)));
  }

  private static List<Place> ranked(Candidate... candidates) {
    return Ranking.of(List.of(candidates), EVEN, new SplittableRandom(SEED));
  }

  @Test
  void whoIsBetterInEveryWayIsFirstWhateverTheWeights() {
    List<Place> places =
        ranked(
            candidate("weak", "5", new Score(1, 2, 1, 2, 1)),
            candidate("strong", "5", new Score(4, 5, 4, 5, 4)));

    assertThat(places)
        .extracting(place -> place.candidate().id())
        .containsExactly("strong", "weak");
    assertThat(places.getFirst().score()).isEqualTo(4.4, within(1e-12));
    assertThat(places.getFirst().reversal()).hasValue(0);
    assertThat(places.getFirst().rankHigh()).isEqualTo(1);
    assertThat(places.getLast().reversal()).isEmpty();
  }

  /// Two that differ by a mark each in one way: by symmetry either is better in half of the draws.
  @Test
  void anEvenPairIsReversedInHalfOfTheDraws() {
    List<Place> places =
        ranked(
            candidate("a", "5", new Score(4, 3, 3, 3, 3)),
            candidate("b", "5", new Score(3, 4, 3, 3, 3)));

    double fourErrors = 4 * Math.sqrt(0.25 / Ranking.DRAWS);
    assertThat(places.getFirst().reversal().orElseThrow())
        .as("seed %d", SEED)
        .isEqualTo(0.5, within(fourErrors));
    assertThat(places.getFirst().rankLow()).isEqualTo(1);
    assertThat(places.getFirst().rankHigh()).isEqualTo(2);
  }

  /// A mark more in two ways against three marks more in one: w1 + w2 < 3 w3 never turns at 30 %;
  /// two against two turns with w1 + w2 < 2 w3, which by symmetry is half.
  @Test
  void howOftenAPairIsReversedIsWhatTheGeometryOfTheWeightsSays() {
    List<Place> far =
        ranked(
            candidate("a", "5", new Score(1, 1, 5, 3, 3)),
            candidate("b", "5", new Score(2, 2, 1, 3, 3)));
    List<Place> near =
        ranked(
            candidate("a", "5", new Score(3, 3, 5, 3, 3)),
            candidate("b", "5", new Score(4, 4, 3, 3, 3)));

    assertThat(far.getFirst().reversal()).hasValue(0);
    assertThat(near.getFirst().reversal().orElseThrow())
        .as("seed %d", SEED)
        .isEqualTo(0.5, within(4 * Math.sqrt(0.25 / Ranking.DRAWS)));
  }

  @Test
  void theFrontierIsWhomNobodyBeatsForLess() {
    List<Place> places =
        ranked(
            candidate("dear", "900", new Score(5, 5, 5, 5, 5)),
            candidate("cheap", "10", new Score(2, 2, 2, 2, 2)),
            candidate("waste", "900", new Score(4, 4, 4, 4, 4)),
            candidate("idle", "20", new Score(2, 2, 2, 2, 2)));

    assertThat(places.stream().filter(Place::isOnFrontier).map(place -> place.candidate().id()))
        .containsExactly("dear", "cheap");
  }

  @Test
  void theSameSeedGivesTheSameRanking() {
    Candidate[] candidates = {
      candidate("a", "5", new Score(4, 3, 3, 2, 3)), candidate("b", "6", new Score(3, 4, 3, 3, 2))
    };

    assertThat(ranked(candidates)).isEqualTo(ranked(candidates));
    assertThat(ranked()).isEmpty();
  }
}
