package dev.weir.base.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which of many hypotheses are rejected, so that among those rejected the expected share of true
/// ones is at most q (Benjamini & Hochberg 1995).
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /// Those with a p-value of at most p₍ₖ₎, k the largest with `p₍ₖ₎ ≤ k·q/m`.
  ///
  /// @param pValues 0 to 1, of independent or positively dependent tests
  /// @param rate q, above 0 and below 1
  public static <K> Set<K> rejected(Map<K, Double> pValues, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "a false discovery rate is above 0 and below 1, was " + rate);
    }
    pValues.forEach((name, p) -> {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p-value is 0 to 1, was %s of %s".formatted(p, name));
      }
    });
    List<Double> ascending = pValues.values().stream().sorted().toList();
    double threshold = -1;
    for (int k = 1; k <= ascending.size(); k++) {
      if (ascending.get(k - 1) <= k * rate / ascending.size()) {
        threshold = ascending.get(k - 1);
      }
    }
    double last = threshold;
    return pValues.entrySet().stream()
        .filter(entry -> entry.getValue() <= last)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
