package dev.weir.flow.dialect;

/// How we know a quantity. The order is that of trust, best first.
public enum Provenance {
  /// The provider said so.
  REPORTED,
  /// Weir counted the text it saw with the model's own encoding.
  COUNTED,
  /// A ratio or a bound; the exact figure is not known.
  ESTIMATED
}
