package dev.weir.flow.catalogue;

import java.util.OptionalLong;

/// What the book states about a model's size, needed to bound a call before it is made.
///
/// @param outputMax most output tokens of one answer
/// @param inputMax context window in tokens
/// @param tokensPerImageMax most input tokens one image can be billed as; absent = the window is
///   the only bound for images
public record ModelLimits(
    OptionalLong outputMax, OptionalLong inputMax, OptionalLong tokensPerImageMax) {
  public static final ModelLimits UNSTATED =
      new ModelLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  public ModelLimits {
    requirePositive("output_max", outputMax);
    requirePositive("input_max", inputMax);
    requirePositive("tokens_per_image_max", tokensPerImageMax);
  }

  private static void requirePositive(String name, OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "%s must be at least 1, was %d".formatted(name, limit.getAsLong()));
    }
  }
}
