package dev.weir.value.ranking;

import dev.weir.base.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/// Which use cases suit best, and how much of that order hangs on the weights: each weight is drawn
/// anew, evenly within ±30 % of itself, and the order is made again.
public final class Ranking {
  public static final int DRAWS = 2_000;
  static final double SPREAD = 0.3;

  private static final double TAIL = 0.05;

  private Ranking() {}

  /// @param budgetUsd per month; empty = not known
  public record Candidate(String id, Score score, Optional<Money> budgetUsd) {}

  /// @param rank 1 = best; equal scores stand in the order of their ids
  /// @param reversal share of the draws in which the next one is better than this; empty for the
  ///   last
  /// @param rankLow with `rankHigh` the middle 90 % of the ranks it has in the draws
  /// @param isOnFrontier nobody else suits as well for less budget, or better for no more
  public record Place(
      Candidate candidate,
      int rank,
      double score,
      OptionalDouble reversal,
      int rankLow,
      int rankHigh,
      boolean isOnFrontier) {}

  /// @param weights of [Score#NAMES]
  public static List<Place> of(
      List<Candidate> candidates, List<BigDecimal> weights, RandomGenerator random) {
    double[] middle = weights.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    List<Candidate> order =
        candidates.stream()
            .sorted(
                Comparator.comparingDouble((Candidate each) -> -each.score().weighted(middle))
                    .thenComparing(Candidate::id))
            .toList();
    int[][] ranks = new int[order.size()][DRAWS];
    int[] reversals = new int[order.size()];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] scores = scores(order, drawn(middle, random));
      for (int i = 0; i < scores.length; i++) {
        ranks[i][draw] = rank(scores, i);
        reversals[i] += i + 1 < scores.length && scores[i + 1] > scores[i] ? 1 : 0;
      }
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Arrays.sort(ranks[i]);
      places.add(
          new Place(
              order.get(i),
              i + 1,
              order.get(i).score().weighted(middle),
              i + 1 < order.size()
                  ? OptionalDouble.of((double) reversals[i] / DRAWS)
                  : OptionalDouble.empty(),
              ranks[i][(int) (TAIL * DRAWS)],
              ranks[i][(int) ((1 - TAIL) * DRAWS) - 1],
              isOnFrontier(order, order.get(i), middle)));
    }
    return places;
  }

  private static double[] drawn(double[] middle, RandomGenerator random) {
    double[] weights = new double[middle.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = middle[i] * (1 + SPREAD * (2 * random.nextDouble() - 1));
    }
    return weights;
  }

  private static double[] scores(List<Candidate> order, double[] weights) {
    return order.stream().mapToDouble(each -> each.score().weighted(weights)).toArray();
  }

  private static int rank(double[] scores, int of) {
    int rank = 1;
    for (int i = 0; i < scores.length; i++) {
      boolean isBetter = scores[i] > scores[of] || (scores[i] == scores[of] && i < of);
      rank += isBetter ? 1 : 0;
    }
    return rank;
  }

  private static boolean isOnFrontier(List<Candidate> all, Candidate one, double[] weights) {
    return one.budgetUsd().isPresent()
        && all.stream()
            .filter(other -> other.budgetUsd().isPresent())
            .noneMatch(rival -> isBetter(rival, one, weights));
  }

  private static boolean isBetter(Candidate rival, Candidate than, double[] weights) {
    int byBudget = rival.budgetUsd().orElseThrow().compareTo(than.budgetUsd().orElseThrow());
    int byScore = Double.compare(rival.score().weighted(weights), than.score().weighted(weights));
    return byBudget <= 0 && byScore >= 0 && (byBudget < 0 || byScore > 0);
  }
}
