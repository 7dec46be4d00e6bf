package dev.weir.exchange.telemetry;

import dev.weir.flow.dialect.Wire;
import java.util.Map;
import java.util.Optional;

/// What OpenTelemetry's conventions for generative AI (1.41.1) call an operation and a provider.
public final class GenAiNames {
  /// By the family that is configured; a vendor the conventions do not name goes by its family.
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("azure", "azure.ai.openai"),
          Map.entry("azure-v1", "azure.ai.openai"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("bedrock-anthropic", "aws.bedrock"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("vertex", "gcp.vertex_ai"),
          Map.entry("vertex-anthropic", "gcp.vertex_ai"),
          Map.entry("mistral", "mistral_ai"),
          Map.entry("xai", "x_ai"));

  private GenAiNames() {}

  /// `gen_ai.provider.name` of a family.
  public static String provider(String family) {
    return PROVIDERS.getOrDefault(family, family);
  }

  /// `gen_ai.operation.name`; empty for an operation that is none of generative AI's, such as
  /// counting tokens.
  ///
  /// @param code a [Wire#code]
  public static Optional<String> operation(String code) {
    return Wire.coded(code).filter(Wire::metered).map(GenAiNames::operation);
  }

  private static String operation(Wire wire) {
    return switch (wire) {
      case OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, BEDROCK_CONVERSE -> "chat";
      case OPENAI_COMPLETIONS -> "text_completion";
      case GEMINI_GENERATE -> "generate_content";
      case OPENAI_EMBEDDINGS, GEMINI_EMBED, GEMINI_BATCH_EMBED -> "embeddings";
      case ANTHROPIC_COUNT_TOKENS,
          GEMINI_COUNT_TOKENS,
          OTHER_FREE,
          OTHER_REQUEST,
          OTHER_DECLARED,
          OTHER_USAGE ->
          throw new IllegalArgumentException(wire + " generates nothing");
    };
  }
}
