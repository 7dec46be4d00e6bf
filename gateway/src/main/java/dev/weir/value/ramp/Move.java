package dev.weir.value.ramp;

/// What becomes of a roll-out today.
public sealed interface Move {
  /// It stays where it is.
  record Stay(String why) implements Move {}

  /// @param step it goes to, from 0
  record Up(int step) implements Move {}

  /// @param step it goes back to; −1 = to what was before the promotion
  record Back(int step, String why) implements Move {}
}
