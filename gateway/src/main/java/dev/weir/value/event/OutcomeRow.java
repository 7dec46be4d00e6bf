package dev.weir.value.event;

import dev.weir.value.outcome.Appraisal.Appraised;
import java.time.Instant;
import java.util.Locale;

/// A row about an outcome: it was told, corrected or taken back.
///
/// @param position of the row; order of receipt
/// @param what of a void: what is taken back
public record OutcomeRow(
    long position, Instant at, String who, String why, Kind kind, Appraised what) {

  /// What the row does.
  public enum Kind {
    TOLD,
    /// It takes the place of what was told before.
    CORRECTION,
    VOID;

    /// The name in the database and in answers.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  boolean isVoid() {
    return kind == Kind.VOID;
  }

  String useCase() {
    return what.told().useCase();
  }

  String id() {
    return what.told().id();
  }
}
