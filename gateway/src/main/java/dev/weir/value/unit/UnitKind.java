package dev.weir.value.unit;

/// What a cost is told of by the piece.
public enum UnitKind {
  CALL,
  SESSION,
  USER,
  /// Of UTC.
  DAY,
  /// By the tag `ticket`.
  TICKET,
  /// That succeeded.
  OUTCOME
}
