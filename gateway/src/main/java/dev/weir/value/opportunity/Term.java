package dev.weir.value.opportunity;

import java.util.Locale;

/// What the full model is made of.
public enum Term {
  /// Tasks a month, V.
  VOLUME_PER_MONTH(0),
  /// Share of them that AI is used for, a.
  ADOPTION(1),
  /// Share of those that it does right, s.
  SUCCESS_RATE(2),
  /// What a task costs without AI, c_h.
  HUMAN_COST_USD(3),
  /// What a person's look at a right answer costs, c_rev.
  REVIEW_COST_USD(4),
  /// What mending a wrong one costs, c_rework.
  REWORK_COST_USD(5),
  /// What AI costs a month by its use, C_var.
  VARIABLE_COST_USD(6),
  /// What else it costs a month: people, platform, evaluation, C_fixed.
  FIXED_COST_USD(7);

  /// Where its value stands in an array of all terms' values.
  final int place;

  Term(int place) {
    this.place = place;
  }

  boolean isShare() {
    return this == ADOPTION || this == SUCCESS_RATE;
  }

  /// The name in facts and answers: `volume_per_month`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
