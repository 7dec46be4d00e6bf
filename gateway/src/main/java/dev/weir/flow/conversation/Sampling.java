package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How tokens are drawn, and how many. Numbers that only pass through are as the caller wrote them.
///
/// @param maxTokens most output tokens of one choice
/// @param stop texts at which the model stops, JSON strings
/// @param choices answers wanted, at least 1
public record Sampling(
    OptionalLong maxTokens,
    Optional<JsonSlice> temperature,
    Optional<JsonSlice> topP,
    OptionalLong topK,
    List<JsonSlice> stop,
    OptionalLong seed,
    Optional<JsonSlice> presencePenalty,
    Optional<JsonSlice> frequencyPenalty,
    long choices) {

  public Sampling {
    stop = List.copyOf(stop);
    if (choices < 1) {
      throw new IllegalArgumentException("choices are at least 1, were " + choices);
    }
  }

  /// What wires that have neither a seed nor penalties nor several answers cannot carry. A penalty
  /// of nothing says nothing.
  public void loseSeedPenaltiesAndChoices(Losses losses) {
    if (seed.isPresent()) {
      losses.lost(Feature.SEED, "there is none");
    }
    if (presencePenalty.filter(Sampling::isNotZero).isPresent()) {
      losses.lost(Feature.PRESENCE_PENALTY, "there is none");
    }
    if (frequencyPenalty.filter(Sampling::isNotZero).isPresent()) {
      losses.lost(Feature.FREQUENCY_PENALTY, "there is none");
    }
    if (choices > 1) {
      losses.lost(Feature.CHOICES, "an answer is one there, was " + choices);
    }
  }

  private static boolean isNotZero(JsonSlice number) {
    return new BigDecimal(number.json()).signum() != 0;
  }
}
