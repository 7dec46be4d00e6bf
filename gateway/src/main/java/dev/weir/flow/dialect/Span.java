package dev.weir.flow.dialect;

/// Where a value lies in a body.
///
/// @param from its first byte; −1 = the body has no such value
/// @param to behind its last byte
public record Span(int from, int to) {
  static final Span NONE = new Span(-1, -1);

  public boolean present() {
    return from >= 0;
  }
}
