package dev.weir.flow.health;

/// Whether a target may be asked.
public enum Pass {
  FREE,
  /// As one of the few that find out whether it does well again.
  PROBE,
  NO
}
