package dev.weir.flow.gemini;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FieldNames;

/// What generateContent calls each feature; those that it does not have by the name they would
/// have.
public final class GenerateFields implements FieldNames {
  static final String PARTS = "contents.parts.";
  static final String CONFIG = "generationConfig.";
  static final String CALLING = "toolConfig.functionCallingConfig.";

  @Override
  public String of(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> "contents.role.system";
      case PREFILL -> "contents.role.model";
      case TEXT_CACHE_MARK -> PARTS + "cacheControl";
      case PICTURE, PICTURE_OF_ASSISTANT, DOCUMENT -> PARTS + "inlineData";
      case PICTURE_LINK, DOCUMENT_LINK -> PARTS + "fileData";
      case PICTURE_TYPE, DOCUMENT_TYPE -> PARTS + "inlineData.mimeType";
      case PICTURE_DETAIL -> PARTS + "mediaResolution";
      case DOCUMENT_TITLE -> PARTS + "inlineData.displayName";
      case TOOL_RESULT_PICTURE, TOOL_RESULT_DOCUMENT -> PARTS + "functionResponse.parts";
      case TOOL_RESULT_FAILED -> PARTS + "functionResponse.response.error";
      case THOUGHT -> PARTS + "thought";
      case THOUGHT_SEAL -> PARTS + "thoughtSignature";
      case DECLINED -> PARTS + "refusal";
      case TOOL_STRICT -> CALLING + "mode.VALIDATED";
      case TOOL_SCHEMA -> "tools.functionDeclarations.parameters";
      case TOOL_CACHE_MARK -> "tools.functionDeclarations.cacheControl";
      case TOOL_CHOICE -> CALLING + "mode";
      case TOOL_PARALLEL -> CALLING + "parallel";
      case MAX_TOKENS -> CONFIG + "maxOutputTokens";
      case TEMPERATURE -> CONFIG + "temperature";
      case TOP_P -> CONFIG + "topP";
      case TOP_K -> CONFIG + "topK";
      case STOP -> CONFIG + "stopSequences";
      case SEED -> CONFIG + "seed";
      case PRESENCE_PENALTY -> CONFIG + "presencePenalty";
      case FREQUENCY_PENALTY -> CONFIG + "frequencyPenalty";
      case CHOICES -> CONFIG + "candidateCount";
      case FORMAT_JSON -> CONFIG + "responseMimeType";
      case FORMAT_SCHEMA -> CONFIG + "responseJsonSchema";
      case FORMAT_STRICT -> CONFIG + "responseJsonSchema.strict";
      case REASONING -> CONFIG + "thinkingConfig";
      case USER -> "user";
      case METADATA -> "labels";
    };
  }
}
