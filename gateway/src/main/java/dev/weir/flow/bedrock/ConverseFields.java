package dev.weir.flow.bedrock;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;

/// What Converse calls each feature; those that it does not have by the name they would have.
public final class ConverseFields implements FieldNames {
  static final String CONTENT = "messages.content.";
  static final String ADDITIONAL = "additionalModelRequestFields.";

  @Override
  public String of(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> "messages.role.system";
      case PREFILL -> "messages.role.assistant";
      case TEXT_CACHE_MARK -> CONTENT + "cachePoint";
      case PICTURE, PICTURE_OF_ASSISTANT -> CONTENT + "image";
      case PICTURE_LINK -> CONTENT + "image.source.url";
      case PICTURE_TYPE -> CONTENT + "image.format";
      case PICTURE_DETAIL -> CONTENT + "image.detail";
      case DOCUMENT -> CONTENT + "document";
      case DOCUMENT_LINK -> CONTENT + "document.source.url";
      case DOCUMENT_TYPE -> CONTENT + "document.format";
      case DOCUMENT_TITLE -> CONTENT + "document.name";
      case TOOL_RESULT_PICTURE -> CONTENT + "toolResult.content.image";
      case TOOL_RESULT_DOCUMENT -> CONTENT + "toolResult.content.document";
      case TOOL_RESULT_FAILED -> CONTENT + "toolResult.status";
      case THOUGHT -> CONTENT + "reasoningContent";
      case THOUGHT_SEAL -> CONTENT + "reasoningContent.reasoningText.signature";
      case DECLINED -> CONTENT + "refusal";
      case TOOL_STRICT -> "toolConfig.tools.toolSpec.strict";
      case TOOL_SCHEMA -> "toolConfig.tools.toolSpec.inputSchema";
      case TOOL_CACHE_MARK -> "toolConfig.tools.cachePoint";
      case TOOL_CHOICE -> "toolConfig.toolChoice";
      case TOOL_PARALLEL -> "toolConfig.toolChoice.parallel";
      case MAX_TOKENS -> "inferenceConfig.maxTokens";
      case TEMPERATURE -> "inferenceConfig.temperature";
      case TOP_P -> "inferenceConfig.topP";
      case TOP_K -> ADDITIONAL + "top_k";
      case STOP -> "inferenceConfig.stopSequences";
      case SEED -> "inferenceConfig.seed";
      case PRESENCE_PENALTY -> "inferenceConfig.presencePenalty";
      case FREQUENCY_PENALTY -> "inferenceConfig.frequencyPenalty";
      case CHOICES -> "inferenceConfig.n";
      case FORMAT_JSON -> "outputConfig.textFormat.type";
      case FORMAT_SCHEMA -> "outputConfig.textFormat";
      case FORMAT_STRICT -> "outputConfig.textFormat.strict";
      case REASONING -> ADDITIONAL + "thinking";
      case USER -> "requestMetadata.user";
      case METADATA -> "requestMetadata";
    };
  }
}
