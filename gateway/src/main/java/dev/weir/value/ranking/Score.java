package dev.weir.value.ranking;

import java.math.BigDecimal;
import java.util.List;

/// How well a use case suits, judged by people from 1 to 5 in five ways; 5 is always best.
public record Score(
    int repeatable, int measurable, int important, int lowRisk, int easyToEvaluate) {
  /// The five ways as they are written, in order.
  public static final List<String> NAMES =
      List.of("repeatable", "measurable", "important", "low_risk", "easy_to_evaluate");

  private static final int MAX = 5;

  public Score {
    List<Integer> marks = List.of(repeatable, measurable, important, lowRisk, easyToEvaluate);
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i) < 1 || marks.get(i) > MAX) {
        throw new IllegalArgumentException(
            "field 'score.%s' is 1 to %d, was %d".formatted(NAMES.get(i), MAX, marks.get(i)));
      }
    }
  }

  /// The weighted mean of the five on the way from the worst to the best, 0 to 1.
  ///
  /// @param weights of a policy
  public double share(List<BigDecimal> weights) {
    double mean = weighted(weights.stream().mapToDouble(BigDecimal::doubleValue).toArray());
    return Math.clamp((mean - 1) / (MAX - 1), 0, 1);
  }

  /// The weighted mean of the five, 1 to 5.
  ///
  /// @param weights as many, of any sum
  double weighted(double... weights) {
    int[] marks = {repeatable, measurable, important, lowRisk, easyToEvaluate};
    double sum = 0;
    double all = 0;
    for (int i = 0; i < marks.length; i++) {
      sum += weights[i] * marks[i];
      all += weights[i];
    }
    return sum / all;
  }
}
