package dev.weir.flow.openai;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;

/// What OpenAI's chat calls each feature; those that it does not have by the name they would have.
public final class ChatFields implements FieldNames {
  @Override
  public String of(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> "messages.role.system";
      case PREFILL -> "messages.role.assistant";
      case TEXT_CACHE_MARK -> "messages.content.cache_control";
      case PICTURE, PICTURE_OF_ASSISTANT -> "messages.content.image_url";
      case PICTURE_LINK -> "messages.content.image_url.url";
      case PICTURE_TYPE -> "messages.content.image_url.type";
      case PICTURE_DETAIL -> "messages.content.image_url.detail";
      case DOCUMENT -> "messages.content.file";
      case DOCUMENT_LINK -> "messages.content.file.file_url";
      case DOCUMENT_TYPE -> "messages.content.file.type";
      case DOCUMENT_TITLE -> "messages.content.file.filename";
      case TOOL_RESULT_PICTURE -> "messages.role.tool.image_url";
      case TOOL_RESULT_DOCUMENT -> "messages.role.tool.file";
      case TOOL_RESULT_FAILED -> "messages.role.tool.failed";
      case THOUGHT -> "messages.reasoning_content";
      case THOUGHT_SEAL -> "messages.reasoning_details";
      case DECLINED -> "messages.refusal";
      case TOOL_STRICT -> "tools.function.strict";
      case TOOL_SCHEMA -> "tools.function.parameters";
      case TOOL_CACHE_MARK -> "tools.cache_control";
      case TOOL_CHOICE -> "tool_choice";
      case TOOL_PARALLEL -> "parallel_tool_calls";
      case MAX_TOKENS -> "max_completion_tokens";
      case TEMPERATURE -> "temperature";
      case TOP_P -> "top_p";
      case TOP_K -> "top_k";
      case STOP -> "stop";
      case SEED -> "seed";
      case PRESENCE_PENALTY -> "presence_penalty";
      case FREQUENCY_PENALTY -> "frequency_penalty";
      case CHOICES -> "n";
      case FORMAT_JSON -> "response_format";
      case FORMAT_SCHEMA -> "response_format.json_schema";
      case FORMAT_STRICT -> "response_format.json_schema.strict";
      case REASONING -> "reasoning_effort";
      case USER -> "user";
      case METADATA -> "metadata";
    };
  }
}
