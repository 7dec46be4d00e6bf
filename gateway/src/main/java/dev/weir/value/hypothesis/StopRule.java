package dev.weir.value.hypothesis;

/// When a readout may be looked at.
public enum StopRule {
  /// Once, at the planned number of units; before it there is no figure.
  FIXED,
  /// At any time, and ended at any look: by a confidence sequence.
  SEQUENTIAL
}
