package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of Responses, a target with generateContent: files as bytes of few types, several tools
/// at once as the model likes.
final class ResponsesToGenerate implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.SYSTEM_IN_BETWEEN,
          Feature.PICTURE_LINK,
          Feature.PICTURE_TYPE,
          Feature.PICTURE_DETAIL,
          Feature.DOCUMENT_LINK,
          Feature.DOCUMENT_TYPE,
          Feature.DOCUMENT_TITLE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT_SEAL,
          Feature.DECLINED,
          Feature.TOOL_CHOICE,
          Feature.TOOL_PARALLEL,
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
