package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Converse, a target with generateContent: files of few types, no cache marks.
final class ConverseToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.TEXT_CACHE_MARK,
          Feature.PICTURE_TYPE,
          Feature.DOCUMENT_TYPE,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CACHE_MARK,
          Feature.TOOL_CHOICE,
          Feature.STOP,
          Feature.REASONING,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.BEDROCK_CONVERSE;
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
