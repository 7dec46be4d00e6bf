package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Responses, a target with messages: instructions before all else, `max_tokens` always.
final class ResponsesToMessages implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.PICTURE_TYPE,
          Feature.PICTURE_DETAIL,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT,
          Feature.DOCUMENT_TYPE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.DECLINED,
          Feature.TOOL_CHOICE,
          Feature.MAX_TOKENS,
          Feature.TEMPERATURE,
          Feature.FORMAT_JSON,
          Feature.REASONING,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.OPENAI_RESPONSES;
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
