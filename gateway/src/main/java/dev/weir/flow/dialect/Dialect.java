package dev.weir.flow.dialect;

/// A family of wires: what a caller's SDK speaks and what an upstream understands.
public enum Dialect {
  OPENAI,
  ANTHROPIC
}
