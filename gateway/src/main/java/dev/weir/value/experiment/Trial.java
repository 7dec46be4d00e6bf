package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.StopRule;
import dev.weir.value.hypothesis.TrialDesign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What was observed of a randomised trial.
///
/// @param arms the registered ones, in their order
/// @param contaminated units that were put into two arms or more: they are in none of the sums
/// @param strangers arms that units were put into and that are not registered
public record Trial(List<Observed> arms, long contaminated, Set<String> strangers) {
  public Trial {
    arms = List.copyOf(arms);
    strangers = Set.copyOf(strangers);
  }

  /// Of all exposures. A unit counts once its days are over; by the fixed rule only those do that
  /// were first exposed no later than the one that completed the plan, so that a later look is the
  /// same look.
  public static Trial of(Hypothesis hypothesis, List<Exposed> exposures, Instant now) {
    TrialDesign.Randomised design = (TrialDesign.Randomised) hypothesis.design();
    Map<String, Set<String>> armsOf = new HashMap<>();
    exposures.forEach(
        each -> armsOf.computeIfAbsent(each.unit(), _ -> new HashSet<>()).add(each.arm()));
    Map<String, List<Exposed>> byArm = new HashMap<>();
    design.arms().forEach(arm -> byArm.put(arm.name(), new ArrayList<>()));
    Set<String> strangers = new TreeSet<>();
    for (Exposed each : exposures) {
      if (!byArm.containsKey(each.arm())) {
        strangers.add(each.arm());
      } else if (armsOf.getOrDefault(each.unit(), Set.of()).size() == 1) {
        byArm.getOrDefault(each.arm(), List.of()).add(each);
      }
    }
    Instant last = last(hypothesis, byArm.values(), now);
    List<Observed> arms =
        design.arms().stream()
            .map(arm ->
                observed(arm.name(), byArm.getOrDefault(arm.name(), List.of()), last, hypothesis))
            .toList();
    long contaminated = armsOf.values().stream().filter(several -> several.size() > 1).count();
    return new Trial(arms, contaminated, strangers);
  }

  private static Observed observed(
      String arm, List<Exposed> units, Instant last, Hypothesis hypothesis) {
    List<Exposed> counted = units.stream().filter(each -> !each.first().isAfter(last)).toList();
    return Observed.of(arm, units.size(), counted, hypothesis);
  }

  /// The latest first exposure that counts.
  private static Instant last(Hypothesis hypothesis, Iterable<List<Exposed>> arms, Instant now) {
    Instant over = hypothesis.end(now).minus(hypothesis.window());
    if (hypothesis.plan().stop() == StopRule.SEQUENTIAL) {
      return over;
    }
    Instant complete = Instant.MIN;
    for (List<Exposed> units : arms) {
      Optional<Instant> completes =
          units.stream()
              .map(Exposed::first)
              .sorted(Comparator.naturalOrder())
              .skip(hypothesis.plan().unitsPerArm() - 1)
              .findFirst();
      if (completes.isEmpty()) {
        return over;
      }
      complete = completes.get().isAfter(complete) ? completes.get() : complete;
    }
    return complete.isBefore(over) ? complete : over;
  }

  /// Units of the arm that has fewest, which count.
  long fewest() {
    return arms.stream().mapToLong(Observed::counted).min().orElse(0);
  }

  Observed arm(String name) {
    return arms.stream().filter(each -> each.arm().equals(name)).findFirst().orElseThrow();
  }
}
