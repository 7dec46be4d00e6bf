package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// What is put forward for the five checks of a goal: specific, measurable, achievable, relevant,
/// time-bound.
public record Smart(
    Optional<String> specific,
    Optional<String> measurable,
    Optional<Achieved> achievable,
    Optional<String> relevant,
    Optional<Deadline> timeBound) {
  static final Smart NOTHING =
      new Smart(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// What has been reached in a trial.
  ///
  /// @param measured share of good answers, 0 to 1
  /// @param n of how many
  public record Achieved(String evidence, BigDecimal measured, long n) {
    public Achieved {
      Rules.text("smart.achievable.evidence", evidence, Rules.TEXT_MAX);
      Rules.between("smart.achievable.measured", measured, BigDecimal.ZERO, BigDecimal.ONE);
      if (n < 1) {
        throw new IllegalArgumentException("field 'smart.achievable.n' is above 0, was " + n);
      }
    }
  }

  /// @param by the day on which the goal is to be reached
  public record Deadline(String evidence, LocalDate by) {
    public Deadline {
      Rules.text("smart.time_bound.evidence", evidence, Rules.TEXT_MAX);
    }
  }

  public Smart {
    specific.ifPresent(text -> Rules.text("smart.specific.evidence", text, Rules.TEXT_MAX));
    measurable.ifPresent(text -> Rules.text("smart.measurable.evidence", text, Rules.TEXT_MAX));
    relevant.ifPresent(text -> Rules.text("smart.relevant.evidence", text, Rules.TEXT_MAX));
  }
}
