package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Hypothesis.Act;
import dev.weir.value.hypothesis.Hypothesis.Decision;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// How it stands with a claim. The set is closed.
public sealed interface Verdict {
  /// In words, with the figures it rests on.
  String why();

  /// Better, and no guard is hurt.
  record Positive(String why) implements Verdict {}

  /// It costs less, and quality is shown not to fall by more than the margin.
  record SavingBooked(String why) implements Verdict {}

  /// Worse, or a guard is hurt.
  record Negative(String why) implements Verdict {}

  /// Neither is shown.
  record NotEnoughEvidence(String why, Needed needed) implements Verdict {}

  /// The registered time to look has not come.
  record TooEarly(String why, Needed needed) implements Verdict {}

  /// What was observed cannot be trusted; there is no figure.
  record Blocked(String why) implements Verdict {}

  /// What is still missing.
  ///
  /// @param unitsPerArm of the smallest arm; 0 where more of them change nothing
  /// @param weeks at the pace so far; none where there is no pace
  record Needed(long unitsPerArm, OptionalDouble weeks) {
    static final Needed NOTHING = new Needed(0, OptionalDouble.empty());
  }

  /// What is to be done by the registration; nothing while there is no end yet.
  default Optional<Act> by(Decision decision) {
    return switch (this) {
      case Positive _, SavingBooked _ -> Optional.of(decision.positive());
      case Negative _ -> Optional.of(decision.negative());
      case NotEnoughEvidence _ -> Optional.of(decision.notEnoughEvidence());
      case TooEarly _, Blocked _ -> Optional.empty();
    };
  }

  /// Whether anything is shown, for better or for worse.
  default boolean isShown() {
    return switch (this) {
      case Positive _, SavingBooked _, Negative _ -> true;
      case NotEnoughEvidence _, TooEarly _, Blocked _ -> false;
    };
  }

  /// As it is written: `not_enough_evidence`.
  default String code() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
