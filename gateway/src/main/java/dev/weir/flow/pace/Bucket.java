package dev.weir.flow.pace;

import java.time.Duration;

/// What is left of a limit by the time: it fills up evenly, to what its time allows at most. This
/// is how the large vendors count, too. Guarded by its gate.
final class Bucket {
  /// Sums of fractions are not exact to the last bit.
  private static final double TOLERANCE = 1e-6;

  private double capacity;
  private double perNano;
  private double level;
  private long at;

  /// A full one.
  Bucket(double capacity, Duration fills, long now) {
    this.capacity = capacity;
    this.perNano = capacity / fills.toNanos();
    this.level = capacity;
    this.at = now;
  }

  /// Nanoseconds until there is as much; what is more than all of it needs all of it.
  long wait(double amount, long now) {
    fill(now);
    double missing = Math.min(amount, capacity) - level;
    return missing <= TOLERANCE ? 0 : (long) Math.ceil(missing / perNano);
  }

  /// Gives what was taken: not more than all of it.
  double take(double amount, long now) {
    fill(now);
    double taken = Math.min(amount, capacity);
    level -= taken;
    return taken;
  }

  /// Gives back what was taken and not used; a negative amount is what was used beyond.
  void giveBack(double amount, long now) {
    fill(now);
    level = Math.clamp(level + amount, -capacity, capacity);
  }

  /// The provider's own word.
  ///
  /// @param fills how long it takes to fill up from nothing
  void heard(double limit, double remaining, Duration fills, long now) {
    fill(now);
    capacity = limit;
    perNano = limit / fills.toNanos();
    level = Math.min(Math.min(level, remaining), capacity);
  }

  double capacity() {
    return capacity;
  }

  double level(long now) {
    fill(now);
    return level;
  }

  double perSecond() {
    return perNano * 1e9;
  }

  private void fill(long now) {
    level = Math.min(capacity, level + (now - at) * perNano);
    at = now;
  }
}
