package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Responses, a target with chat: results are texts, and thoughts do not come back.
final class ResponsesToChat implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT_LINK,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL);

  @Override
  public Wire from() {
    return Wire.OPENAI_RESPONSES;
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
