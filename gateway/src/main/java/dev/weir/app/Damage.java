package dev.weir.app;

/// What a start does about a journal that is damaged in its middle.
public enum Damage {
  /// The start ends, naming file, offset and what can be done.
  REFUSED,
  /// The damaged bytes are kept in `gap-*.bin`, and the gateway goes on without them.
  ACCEPTED
}
