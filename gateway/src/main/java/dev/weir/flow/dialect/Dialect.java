package dev.weir.flow.dialect;

/// The manners of a vendor's API that many of its wires share: the shape of errors, the names of
/// headers, how a key is carried.
public enum Dialect {
  OPENAI,
  ANTHROPIC,
  GEMINI,
  BEDROCK
}
