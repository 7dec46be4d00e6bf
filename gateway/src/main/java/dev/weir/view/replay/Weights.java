package dev.weir.view.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Choices and how likely each is, relative to the others.
///
/// @param shares positive, in the order written
record Weights<T>(Map<T, Double> shares) {
  Weights {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    if (shares.isEmpty() || shares.values().stream().anyMatch(s -> !(s > 0 && s < 1e9))) {
      throw new IllegalArgumentException("weights are positive numbers, was " + shares);
    }
  }

  /// The n-th most active of `count` users takes part in proportion to 1/n (Zipf's law).
  static Weights<Integer> zipf(int count) {
    Map<Integer, Double> shares = new LinkedHashMap<>();
    for (int rank = 1; rank <= count; rank++) {
      shares.put(rank, 1.0 / rank);
    }
    return new Weights<>(shares);
  }

  List<T> choices() {
    return List.copyOf(shares.keySet());
  }

  /// Prepared for many draws.
  Drawing<T> drawing() {
    double[] sums = new double[shares.size()];
    List<T> choices = new ArrayList<>(shares.keySet());
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += shares.getOrDefault(choices.get(i), 0.0);
      sums[i] = sum;
    }
    return new Drawing<>(choices, sums);
  }

  /// Draws one choice, by running sums of the weights.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Drawing<T>(List<T> choices, double[] sums) {
    T draw(RandomGenerator random) {
      double at = random.nextDouble() * sums[sums.length - 1];
      int found = Arrays.binarySearch(sums, at);
      int index = found >= 0 ? found + 1 : -found - 1;
      return choices.get(Math.min(index, choices.size() - 1));
    }
  }
}
