package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of messages, a target with generateContent: media as bytes, schemas of a subset.
final class MessagesToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_LINK,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT_LINK,
          Feature.DOCUMENT_TITLE,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_STRICT,
          Feature.TOOL_SCHEMA,
          Feature.TOOL_CACHE_MARK,
          Feature.TOOL_PARALLEL,
          Feature.STOP,
          Feature.REASONING,
          Feature.USER);

  @Override
  public Wire from() {
    return Wire.ANTHROPIC_MESSAGES;
  }

  @Override
  public Wire to() {
    return Wire.GEMINI_GENERATE;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
