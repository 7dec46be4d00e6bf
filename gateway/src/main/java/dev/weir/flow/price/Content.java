package dev.weir.flow.price;

/// What is known of the input of a request before it is made.
public enum Content {
  /// Nothing but text, so that no other modality's price can count.
  TEXT,
  /// Text and pictures.
  PICTURES,
  /// Files, recordings, or what the provider adds by itself.
  ANYTHING
}
