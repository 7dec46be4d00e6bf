package dev.weir.view.api;

import dev.weir.value.evidence.Counting;
import dev.weir.value.opportunity.Inputs;
import dev.weir.value.opportunity.Opportunity;
import dev.weir.value.opportunity.Plan;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Opportunities by all that they were drawn from: drawing takes far longer than reading what from,
/// and pages ask for the same ones again. Thread-safe.
final class DrawnOpportunities {
  private static final int MOST = 1_000;

  private final ConcurrentMap<From, Opportunity> drawn = new ConcurrentHashMap<>();

  /// @param seed of the draws
  record From(Inputs inputs, Plan plan, Counting counting, int seed) {
    Opportunity draw() {
      return Opportunity.of(inputs, plan, counting, new SplittableRandom(seed));
    }
  }

  Opportunity of(From from) {
    if (drawn.size() >= MOST) {
      drawn.clear();
    }
    return drawn.computeIfAbsent(from, From::draw);
  }
}
