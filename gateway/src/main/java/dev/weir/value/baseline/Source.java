package dev.weir.value.baseline;

import java.util.Locale;

/// How the figures of a baseline are known.
public enum Source {
  /// Counted or timed on every unit told of, by a system or in a measurement pilot.
  MEASURED,
  /// Of a sample that somebody drew.
  SAMPLED,
  /// What somebody holds to be so.
  ESTIMATED;

  /// The name in facts and answers: `measured`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
