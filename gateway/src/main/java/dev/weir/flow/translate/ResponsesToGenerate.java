package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Responses, a target with generateContent: media as bytes, schemas of a subset.
final class ResponsesToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.PICTURE_LINK,
          Feature.PICTURE_DETAIL,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT_LINK,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.DECLINED,
          Feature.TOOL_STRICT,
          Feature.TOOL_SCHEMA,
          Feature.TOOL_PARALLEL,
          Feature.FORMAT_STRICT,
          Feature.REASONING,
          Feature.USER,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.OPENAI_RESPONSES;
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
