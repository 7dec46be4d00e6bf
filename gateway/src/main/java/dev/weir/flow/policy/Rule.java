package dev.weir.flow.policy;

/// A dated rule that caps what matching calls may use. Sealed by the policy room: budgets and
/// limits.
public interface Rule {
  /// Unique and stable; letters, digits, `-`, `_`, `.`.
  String id();
}
