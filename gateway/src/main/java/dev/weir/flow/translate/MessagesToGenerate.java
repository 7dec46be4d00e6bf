package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of messages, a target with generateContent: files as bytes of few types, no cache marks.
final class MessagesToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_LINK,
          Feature.PICTURE_TYPE,
          Feature.DOCUMENT_LINK,
          Feature.DOCUMENT_TYPE,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CACHE_MARK,
          Feature.TOOL_CHOICE,
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
