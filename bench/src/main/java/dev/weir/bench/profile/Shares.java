package dev.weir.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Weights by name, and what share each has of all.
public final class Shares {
  private final Map<String, Double> weights = new HashMap<>();
  private double total;

  void add(String name, double weight) {
    weights.merge(name, weight, Double::sum);
    total += weight;
  }

  /// One name's part of the whole.
  ///
  /// @param share between 0 and 1
  public record Part(String name, double weight, double share) {}

  /// The largest first.
  public List<Part> largest(int most) {
    return weights.entrySet().stream()
        .map(each -> new Part(each.getKey(), each.getValue(), each.getValue() / total))
        .sorted(Comparator.comparingDouble(Part::weight).reversed().thenComparing(Part::name))
        .limit(most)
        .toList();
  }

  public double total() {
    return total;
  }
}
