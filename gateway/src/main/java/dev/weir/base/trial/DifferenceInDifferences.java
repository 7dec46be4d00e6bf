package dev.weir.base.trial;

import dev.weir.base.stats.Moments;
import dev.weir.base.stats.Unanswered;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/// The effect of something that some had and others had not, without randomisation: `(ȳ_T1 − ȳ_T0)
/// − (ȳ_C1 − ȳ_C0)`, the interaction of the two-way regression. It is the effect only if both would
/// have gone the same way without it, which no figure here shows.
public final class DifferenceInDifferences {
  private static final int UNITS_MIN = 2;

  /// What was observed of one unit before and after; either may be nothing.
  public record Unit(Moments before, Moments after) {}

  private DifferenceInDifferences() {}

  /// The effect, its standard error clustered by unit. [Unanswered] where a group has fewer than
  /// two units, or nothing before or after.
  public static Clustered of(List<Unit> treated, List<Unit> control) {
    Group first = Group.of("the treated group", treated);
    Group second = Group.of("the control group", control);
    return Clustered.of(
        first.change() - second.change(),
        DoubleStream.concat(first.influences(), second.influences()).toArray());
  }

  private record Group(List<Unit> units, Moments before, Moments after) {
    static Group of(String name, List<Unit> units) {
      if (units.size() < UNITS_MIN) {
        throw new Unanswered(
            "%s needs %d units at least, was %d".formatted(name, UNITS_MIN, units.size()));
      }
      Moments before = together(units, Unit::before);
      Moments after = together(units, Unit::after);
      if (before.count() == 0 || after.count() == 0) {
        throw new Unanswered(
            "%s needs observations before and after, was %d and %d"
                .formatted(name, before.count(), after.count()));
      }
      return new Group(units, before, after);
    }

    double change() {
      return after.mean() - before.mean();
    }

    DoubleStream influences() {
      return units.stream()
          .mapToDouble(unit -> influence(unit.after(), after) - influence(unit.before(), before));
    }

    private static double influence(Moments part, Moments all) {
      return part.count() * (part.mean() - all.mean()) / all.count();
    }

    private static Moments together(List<Unit> units, Function<Unit, Moments> side) {
      return units.stream().map(side).reduce(Moments.NONE, Moments::plus);
    }
  }
}
