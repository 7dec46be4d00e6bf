package dev.weir.flow.anthropic;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;

/// What Anthropic's messages call each feature; those that they do not have by the name they would
/// have.
public final class MessagesFields implements FieldNames {
  static final String CONTENT = "messages.content.";

  @Override
  public String of(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> "messages.role.system";
      case PREFILL -> "messages.role.assistant";
      case TEXT_CACHE_MARK -> CONTENT + "cache_control";
      case PICTURE, PICTURE_OF_ASSISTANT -> CONTENT + "image";
      case PICTURE_LINK -> CONTENT + "image.source.url";
      case PICTURE_TYPE -> CONTENT + "image.source.media_type";
      case PICTURE_DETAIL -> CONTENT + "image.detail";
      case DOCUMENT -> CONTENT + "document";
      case DOCUMENT_LINK -> CONTENT + "document.source.url";
      case DOCUMENT_TYPE -> CONTENT + "document.source.media_type";
      case DOCUMENT_TITLE -> CONTENT + "document.title";
      case TOOL_RESULT_PICTURE -> CONTENT + "tool_result.content.image";
      case TOOL_RESULT_DOCUMENT -> CONTENT + "tool_result.content.document";
      case TOOL_RESULT_FAILED -> CONTENT + "tool_result.is_error";
      case THOUGHT -> CONTENT + "thinking";
      case THOUGHT_SEAL -> CONTENT + "thinking.signature";
      case DECLINED -> CONTENT + "refusal";
      case TOOL_STRICT -> "tools.strict";
      case TOOL_SCHEMA -> "tools.input_schema";
      case TOOL_CACHE_MARK -> "tools.cache_control";
      case TOOL_CHOICE -> "tool_choice";
      case TOOL_PARALLEL -> "tool_choice.disable_parallel_tool_use";
      case MAX_TOKENS -> "max_tokens";
      case TEMPERATURE -> "temperature";
      case TOP_P -> "top_p";
      case TOP_K -> "top_k";
      case STOP -> "stop_sequences";
      case SEED -> "seed";
      case PRESENCE_PENALTY -> "presence_penalty";
      case FREQUENCY_PENALTY -> "frequency_penalty";
      case CHOICES -> "n";
      case FORMAT_JSON -> "output_config.format";
      case FORMAT_SCHEMA -> "output_config.format.schema";
      case FORMAT_STRICT -> "output_config.format.strict";
      case REASONING -> "thinking";
      case USER -> "metadata.user_id";
      case METADATA -> "metadata";
    };
  }
}
