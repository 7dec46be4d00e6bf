package dev.weir.flow.refusal;

/// Whose move it is when a call is refused.
public enum Category {
  /// The caller sent something wrong.
  CALLER,
  /// The organisation's rules say no.
  POLICY,
  /// The provider failed.
  UPSTREAM,
  /// Weir has no room at the moment; the same call may pass later.
  CAPACITY,
  /// A defect of Weir.
  BUG
}
