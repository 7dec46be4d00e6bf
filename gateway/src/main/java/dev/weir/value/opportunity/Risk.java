package dev.weir.value.opportunity;

/// What may keep an opportunity from coming true, beside what its inputs' ends and the chances of
/// its gates say: somebody's judgement, in no figure.
///
/// @param why what may go wrong
public record Risk(Level level, String why) {
  private static final int WHY_MAX = 1_000;

  public enum Level {
    LOW,
    MEDIUM,
    HIGH
  }

  public Risk {
    if (why.isBlank() || why.length() > WHY_MAX) {
      throw new IllegalArgumentException(
          "field 'risk.why' has 1 to %d characters, was '%s'".formatted(WHY_MAX, why));
    }
  }
}
