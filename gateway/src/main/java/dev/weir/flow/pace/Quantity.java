package dev.weir.flow.pace;

import java.util.Locale;

/// What a provider limits by the time.
public enum Quantity {
  REQUESTS,
  /// Input and output together.
  TOKENS,
  INPUT_TOKENS,
  OUTPUT_TOKENS;

  /// The name on the wire: `input_tokens`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// How much of it a call of this load is.
  double of(double input, double output) {
    return switch (this) {
      case REQUESTS -> 1;
      case TOKENS -> input + output;
      case INPUT_TOKENS -> input;
      case OUTPUT_TOKENS -> output;
    };
  }
}
