package dev.weir.value.hypothesis;

import dev.weir.value.evidence.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How it is known what would have been without the change; decides the grade of the evidence.
public sealed interface TrialDesign {
  /// Units are put into arms by chance.
  ///
  /// @param arms 2 to 20
  /// @param control the arm that others are compared with
  record Randomised(List<Arm> arms, String control) implements TrialDesign {
    private static final int ARMS_MAX = 20;

    public Randomised {
      arms = List.copyOf(arms);
      if (arms.size() < 2 || arms.size() > ARMS_MAX) {
        throw new IllegalArgumentException(
            "field 'arms' has 2 to %d arms, was %d: what one arm does is compared with nothing"
                .formatted(ARMS_MAX, arms.size()));
      }
      Set<String> names = new HashSet<>();
      for (Arm arm : arms) {
        if (!names.add(arm.name())) {
          throw new IllegalArgumentException(
              "field 'arms' names each arm once, was '%s' twice".formatted(arm.name()));
        }
      }
      if (!names.contains(control)) {
        throw new IllegalArgumentException(
            "field 'control' is one of the arms %s, was '%s'"
                .formatted(new TreeSet<>(names), control));
      }
    }

    /// All but the control.
    public List<Arm> treatments() {
      return arms.stream().filter(arm -> !arm.name().equals(control)).toList();
    }
  }

  /// @param weight of the arm in the split, above 0
  record Arm(String name, double weight) {
    public Arm {
      if (name.isBlank()) {
        throw new IllegalArgumentException("field 'arms' has a name for each, was ''");
      }
      if (!(weight > 0 && weight <= Integer.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "field 'arms' has weights above 0, was %s of arm '%s'".formatted(weight, name));
      }
    }
  }

  /// Those who got it and those who did not, before and after.
  ///
  /// @param tag whose values say who is of which group
  record Differences(String tag, Set<String> treated, Set<String> untreated)
      implements TrialDesign {
    public Differences {
      treated = Set.copyOf(treated);
      untreated = Set.copyOf(untreated);
      requireSome("treated", treated);
      requireSome("untreated", untreated);
      treated.stream()
          .filter(untreated::contains)
          .findFirst()
          .ifPresent(both -> {
            throw new IllegalArgumentException(
                "fields 'treated' and 'untreated' have no value in common, was '%s'"
                    .formatted(both));
          });
    }

    private static void requireSome(String field, Set<String> values) {
      if (values.isEmpty() || values.contains("")) {
        throw new IllegalArgumentException(
            "field '%s' has 1 value at least, none empty, was %s: one group is compared with nothing"
                .formatted(field, values));
      }
    }
  }

  /// The same units, before and after.
  record BeforeAfter() implements TrialDesign {}

  /// The grade of its evidence.
  default Evidence evidence() {
    return switch (this) {
      case Randomised _ -> Evidence.RCT;
      case Differences _ -> Evidence.DID;
      case BeforeAfter _ -> Evidence.BEFORE_AFTER;
    };
  }

  /// How many groups are compared with the control.
  default int comparisons() {
    return this instanceof Randomised randomised ? randomised.arms().size() - 1 : 1;
  }
}
