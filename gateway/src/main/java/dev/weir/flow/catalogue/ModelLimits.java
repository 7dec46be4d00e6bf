package dev.weir.flow.catalogue;

import java.util.OptionalLong;

/// What the book states about a model's size, needed to bound a call before it is made.
///
/// @param outputMax most output tokens of one answer
/// @param inputMax context window in tokens
/// @param tokensPerImageMax most input tokens one image can become; absent = no provable bound for
///   images
public record ModelLimits(
    OptionalLong outputMax, OptionalLong inputMax, OptionalLong tokensPerImageMax) {
  public static final ModelLimits UNSTATED =
      new ModelLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
