package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of messages, a target with Responses, which keeps nothing of it: no stop texts, a failed
/// result is as any other.
final class MessagesToResponses implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.TOOL_RESULT_FAILED,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CACHE_MARK,
          Feature.TOP_K,
          Feature.STOP,
          Feature.REASONING);

  @Override
  public Wire from() {
    return Wire.ANTHROPIC_MESSAGES;
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
