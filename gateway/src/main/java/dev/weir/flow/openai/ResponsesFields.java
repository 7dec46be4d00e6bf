package dev.weir.flow.openai;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;

/// What OpenAI's Responses call each feature; those that they do not have by the name they would
/// have.
public final class ResponsesFields implements FieldNames {
  @Override
  public String of(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> "input.role.system";
      case PREFILL -> "input.role.assistant";
      case TEXT_CACHE_MARK -> "input.content.prompt_cache_breakpoint";
      case PICTURE, PICTURE_OF_ASSISTANT -> "input.content.input_image";
      case PICTURE_LINK -> "input.content.input_image.image_url";
      case PICTURE_TYPE -> "input.content.input_image.type";
      case PICTURE_DETAIL -> "input.content.input_image.detail";
      case DOCUMENT -> "input.content.input_file";
      case DOCUMENT_LINK -> "input.content.input_file.file_url";
      case DOCUMENT_TYPE -> "input.content.input_file.type";
      case DOCUMENT_TITLE -> "input.content.input_file.filename";
      case TOOL_RESULT_PICTURE -> "input.function_call_output.input_image";
      case TOOL_RESULT_DOCUMENT -> "input.function_call_output.input_file";
      case TOOL_RESULT_FAILED -> "input.function_call_output.failed";
      case THOUGHT -> "input.reasoning";
      case THOUGHT_SEAL -> "input.reasoning.encrypted_content";
      case DECLINED -> "input.content.refusal";
      case TOOL_STRICT -> "tools.strict";
      case TOOL_SCHEMA -> "tools.parameters";
      case TOOL_CACHE_MARK -> "tools.cache_control";
      case TOOL_CHOICE -> "tool_choice";
      case TOOL_PARALLEL -> "parallel_tool_calls";
      case MAX_TOKENS -> "max_output_tokens";
      case TEMPERATURE -> "temperature";
      case TOP_P -> "top_p";
      case TOP_K -> "top_k";
      case STOP -> "stop";
      case SEED -> "seed";
      case PRESENCE_PENALTY -> "presence_penalty";
      case FREQUENCY_PENALTY -> "frequency_penalty";
      case CHOICES -> "n";
      case FORMAT_JSON -> "text.format";
      case FORMAT_SCHEMA -> "text.format.schema";
      case FORMAT_STRICT -> "text.format.strict";
      case REASONING -> "reasoning";
      case USER -> "user";
      case METADATA -> "metadata";
    };
  }
}
