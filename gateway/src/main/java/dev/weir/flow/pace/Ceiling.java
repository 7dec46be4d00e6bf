package dev.weir.flow.pace;

/// How many calls a target bears at the same time: what is configured, and what it teaches by
/// refusing calls that no known limit forbids. Each such refusal lowers it below what was under
/// way, once a second at most; each call that goes well raises it; a minute without a refusal lifts
/// it. Guarded by its gate.
final class Ceiling {
  private static final double CUT = 0.7;
  private static final long ONCE_A = 1_000_000_000L;
  private static final long FORGOTTEN_AFTER = 60_000_000_000L;

  private final int configured;
  private double learned = Double.POSITIVE_INFINITY;
  private long lastCut;

  /// @param configured 0 = none
  Ceiling(int configured) {
    this.configured = configured;
  }

  boolean hasRoom(int underWay) {
    return (configured == 0 || underWay < configured) && underWay < Math.floor(learned);
  }

  void refused(int underWay, long now) {
    boolean again = isLearned() && now - lastCut < ONCE_A;
    if (!again) {
      learned = Math.max(1, Math.floor(Math.min(learned, underWay) * CUT));
      lastCut = now;
    }
  }

  void wentWell(long now) {
    if (!isLearned()) {
      return;
    }
    learned = now - lastCut > FORGOTTEN_AFTER ? Double.POSITIVE_INFINITY : learned + 1 / learned;
  }

  boolean isLearned() {
    return learned < Double.POSITIVE_INFINITY
        && (configured == 0 || Math.floor(learned) < configured);
  }

  /// @return no limit: infinity
  double most() {
    double floor = Math.floor(learned);
    return configured == 0 ? floor : Math.min(configured, floor);
  }
}
