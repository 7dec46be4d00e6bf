package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Converse, a target with messages: `max_tokens` always, documents are PDF or text, no
/// notes of the caller's.
final class ConverseToMessages implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.PICTURE_TYPE,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT,
          Feature.DOCUMENT_TYPE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CHOICE,
          Feature.MAX_TOKENS,
          Feature.TEMPERATURE,
          Feature.STOP,
          Feature.REASONING,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.BEDROCK_CONVERSE;
  }

  @Override
  public Wire to() {
    return Wire.ANTHROPIC_MESSAGES;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
