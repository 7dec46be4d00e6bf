package dev.weir.value.unit;

/// How a user or session called, as far as it tells a person from a program.
///
/// @param calls all of them
/// @param busiestMinute most calls within one minute of the clock
/// @param alike most calls of the same size, by its tokens, within ten minutes
/// @param hours most different hours of one day
public record Behaviour(long calls, long busiestMinute, long alike, long hours) {
  private static final int ALIKE_MIN = 20;
  private static final int MINUTE_MIN = 30;
  private static final int HOURS_MIN = 20;

  /// Why somebody costs so much more than others.
  public enum Reason {
    /// The same again and again: at least 20 calls of one size within ten minutes.
    LOOP,
    /// Faster than a person, 30 calls within a minute, or awake for 20 hours of a day.
    BOT,
    /// None of this: somebody who uses it much.
    POWER_USER
  }

  public Reason reason() {
    if (alike >= ALIKE_MIN) {
      return Reason.LOOP;
    }
    return busiestMinute >= MINUTE_MIN || hours >= HOURS_MIN ? Reason.BOT : Reason.POWER_USER;
  }
}
