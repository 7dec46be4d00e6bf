package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads how much the caller wants: tokens, choices, dimensions.
final class Limits {
  private static final int CHOICES_MAX = 128;

  private Limits() {}

  /// The caller's limit of output tokens; -1 for none.
  static long tokensMax(Endpoint endpoint, JsonNode root) throws BadRequest {
    JsonNode limit =
        switch (endpoint) {
          case CHAT, COMPLETION -> Names.either(root, "max_completion_tokens", "max_tokens");
          case RESPONSE -> root.path("max_output_tokens");
          case MESSAGE, INVOKE -> root.path("max_tokens");
          case GENERATE ->
              Names.either(
                  Names.either(root, "generationConfig", "generation_config"),
                  "maxOutputTokens",
                  "max_output_tokens");
          case CONVERSE -> root.at("/inferenceConfig/maxTokens");
          case EMBEDDING,
              OPENAI_MODELS,
              TOKEN_COUNT,
              ANTHROPIC_MODELS,
              EMBED,
              EMBED_BATCH,
              CONTENT_COUNT ->
              root.path("max_tokens");
        };
    if (!limit.isNumber()) {
      if (endpoint == Endpoint.MESSAGE || endpoint == Endpoint.INVOKE) {
        throw new BadRequest("max_tokens: Field required");
      }
      return -1;
    }
    if (limit.asLong() < 1) {
      throw new BadRequest("Invalid 'max_tokens': integer below minimum value. Expected >= 1.");
    }
    return limit.asLong();
  }

  static int choices(Endpoint endpoint, JsonNode root) throws BadRequest {
    int choices =
        switch (endpoint) {
          case CHAT, COMPLETION, EMBEDDING -> root.path("n").asInt(1);
          case GENERATE ->
              Names.either(
                      Names.either(root, "generationConfig", "generation_config"),
                      "candidateCount",
                      "candidate_count")
                  .asInt(1);
          case RESPONSE,
              OPENAI_MODELS,
              MESSAGE,
              TOKEN_COUNT,
              ANTHROPIC_MODELS,
              EMBED,
              EMBED_BATCH,
              CONTENT_COUNT,
              CONVERSE,
              INVOKE ->
              1;
        };
    if (choices < 1 || choices > CHOICES_MAX) {
      throw new BadRequest("Invalid 'n': must be from 1 to " + CHOICES_MAX + ".");
    }
    return choices;
  }

  static int dimensions(JsonNode root, String model) throws BadRequest {
    JsonNode first = root.path("requests").isEmpty() ? root : root.path("requests").get(0);
    JsonNode asked =
        Names.either(first, "dimensions", "outputDimensionality", "output_dimensionality");
    boolean large = model.endsWith("-large") || model.startsWith("gemini");
    int dimensions = asked.asInt(large ? 3072 : 1536);
    if (dimensions < 1 || dimensions > 8192) {
      throw new BadRequest("Invalid 'dimensions': must be from 1 to 8192.");
    }
    return dimensions;
  }
}
