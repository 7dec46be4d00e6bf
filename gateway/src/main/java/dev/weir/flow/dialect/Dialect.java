package dev.weir.flow.dialect;

/// A family of wire shapes: what a caller's SDK speaks and what an upstream understands.
public enum Dialect {
  OPENAI,
  ANTHROPIC
}
