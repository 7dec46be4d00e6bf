package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of chat, a target with Responses, which keeps nothing of it: one answer, and neither
/// stop texts nor penalties.
final class ChatToResponses implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CACHE_MARK,
          Feature.TOP_K,
          Feature.STOP,
          Feature.SEED,
          Feature.PRESENCE_PENALTY,
          Feature.FREQUENCY_PENALTY,
          Feature.CHOICES,
          Feature.REASONING);

  @Override
  public Wire from() {
    return Wire.OPENAI_CHAT;
  }

  @Override
  public Wire to() {
    return Wire.OPENAI_RESPONSES;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
