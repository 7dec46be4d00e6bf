package dev.weir.simulator.script;

/// Why an answer stops.
public enum Finish {
  /// It was complete.
  STOP,
  /// The caller's limit of tokens.
  LIMIT,
  /// It ends with calls of tools.
  TOOL,
  /// The provider's content filter.
  FILTER
}
