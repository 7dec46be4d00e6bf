package dev.weir.flow.catalogue;

/// The input size from which a price holds.
///
/// @param aboveInputTokens the price holds when the total input, cached tokens included, is *more*
///   than this; 0 = the base price
/// @param graduated false: past the threshold the whole request has this price (a cliff). True:
///   only the input tokens past it have
public record ContextTier(long aboveInputTokens, boolean graduated) {
  public static final ContextTier BASE = new ContextTier(0, false);

  public ContextTier {
    if (aboveInputTokens < 0) {
      throw new IllegalArgumentException(
          "above_input_tokens must not be negative, was " + aboveInputTokens);
    }
    graduated = graduated && aboveInputTokens > 0;
  }
}
