package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Converse, a target with chat: a result is text, a thought is not sealed for another.
final class ConverseToChat implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.TOOL_RESULT_FAILED,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CACHE_MARK,
          Feature.TOP_K,
          Feature.STOP,
          Feature.REASONING);

  @Override
  public Wire from() {
    return Wire.BEDROCK_CONVERSE;
  }

  @Override
  public Wire to() {
    return Wire.OPENAI_CHAT;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
