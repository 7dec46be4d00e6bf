package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of chat, a target with generateContent: files as bytes of few types, five stop texts, a
/// seed of 32 bits.
final class ChatToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_LINK,
          Feature.PICTURE_TYPE,
          Feature.PICTURE_DETAIL,
          Feature.DOCUMENT_TYPE,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT_SEAL,
          Feature.DECLINED,
          Feature.TOOL_CACHE_MARK,
          Feature.TOOL_CHOICE,
          Feature.TOOL_PARALLEL,
          Feature.STOP,
          Feature.SEED,
          Feature.REASONING,
          Feature.USER,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.OPENAI_CHAT;
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
