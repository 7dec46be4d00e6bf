package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An outcome that was told of a unit.
///
/// @param at when it occurred
/// @param figures of outcomes, successes, value and KPIs; no calls
public record Told(String unit, Instant at, Figures figures) {

  /// Exposed units with their outcomes: those within the registered days from the first exposure
  /// on, and those of the days before.
  public static List<Exposed> with(
      List<Exposed> exposed, List<Told> outcomes, Hypothesis hypothesis) {
    Map<String, List<Told>> byUnit = byUnit(outcomes);
    Duration before = Duration.ofDays(hypothesis.plan().covariateDays().orElse(0));
    return exposed.stream()
        .map(unit -> {
          List<Told> its = byUnit.getOrDefault(unit.unit(), List.of());
          Instant first = unit.first();
          Figures within = sum(its, first, first.plus(hypothesis.window()));
          Figures history = sum(its, first.minus(before), first);
          boolean isKnown = unit.before().isPresent() || history.outcomes() > 0;
          return new Exposed(
              unit.unit(),
              unit.arm(),
              first,
              isKnown
                  ? Optional.of(unit.before().orElse(Figures.NONE).plus(history))
                  : Optional.empty(),
              unit.within().plus(within));
        })
        .toList();
  }

  /// Followed units with theirs, in each of the times.
  public static List<Followed> beside(
      List<Followed> followed, List<Told> outcomes, Hypothesis hypothesis, Instant start) {
    Map<String, List<Told>> byUnit = byUnit(outcomes);
    return followed.stream()
        .map(unit -> {
          List<Told> its = byUnit.getOrDefault(unit.unit(), List.of());
          Instant before = start.minus(hypothesis.window());
          return new Followed(
              unit.unit(),
              unit.treated(),
              unit.earlier().plus(sum(its, before.minus(hypothesis.window()), before)),
              unit.before().plus(sum(its, before, start)),
              unit.after().plus(sum(its, start, start.plus(hypothesis.window()))));
        })
        .toList();
  }

  private static Map<String, List<Told>> byUnit(List<Told> outcomes) {
    Map<String, List<Told>> byUnit = new HashMap<>();
    outcomes.forEach(each -> byUnit.computeIfAbsent(each.unit(), _ -> new ArrayList<>()).add(each));
    return byUnit;
  }

  private static Figures sum(List<Told> outcomes, Instant from, Instant to) {
    Figures sum = Figures.NONE;
    for (Told each : outcomes) {
      if (!each.at().isBefore(from) && each.at().isBefore(to)) {
        sum = sum.plus(each.figures());
      }
    }
    return sum;
  }
}
