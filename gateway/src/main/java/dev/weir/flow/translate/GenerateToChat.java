package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of generateContent, a target with chat: a result is text, a thought is not sealed for
/// another, thought has levels.
final class GenerateToChat implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT_LINK,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.TOOL_RESULT_FAILED,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOP_K,
          Feature.STOP,
          Feature.REASONING);

  @Override
  public Wire from() {
    return Wire.GEMINI_GENERATE;
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
