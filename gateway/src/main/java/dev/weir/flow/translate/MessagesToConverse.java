package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of messages, a target with Converse: media as bytes, document names of few letters,
/// tools not forbidden.
final class MessagesToConverse implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.PICTURE_LINK,
          Feature.PICTURE_TYPE,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT,
          Feature.DOCUMENT_LINK,
          Feature.DOCUMENT_TYPE,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CHOICE,
          Feature.TOOL_PARALLEL,
          Feature.TEMPERATURE,
          Feature.TOP_K,
          Feature.REASONING,
          Feature.USER);

  @Override
  public Wire from() {
    return Wire.ANTHROPIC_MESSAGES;
  }

  @Override
  public Wire to() {
    return Wire.BEDROCK_CONVERSE;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
