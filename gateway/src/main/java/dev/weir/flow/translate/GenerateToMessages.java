package dev.weir.flow.translate;

import dev.weir.flow.conversation.Feature;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// Callers of generateContent, a target with messages: `max_tokens` always, one answer, JSON of a
/// schema.
final class GenerateToMessages implements Pair {
  private static final Set<Feature> NOT =
      Set.of(
          Feature.PICTURE_TYPE,
          Feature.PICTURE_OF_ASSISTANT,
          Feature.DOCUMENT,
          Feature.DOCUMENT_TYPE,
          Feature.TOOL_RESULT_PICTURE,
          Feature.TOOL_RESULT_DOCUMENT,
          Feature.THOUGHT,
          Feature.THOUGHT_SEAL,
          Feature.TOOL_CHOICE,
          Feature.MAX_TOKENS,
          Feature.TEMPERATURE,
          Feature.STOP,
          Feature.SEED,
          Feature.PRESENCE_PENALTY,
          Feature.FREQUENCY_PENALTY,
          Feature.CHOICES,
          Feature.FORMAT_JSON,
          Feature.REASONING,
          Feature.METADATA);

  @Override
  public Wire from() {
    return Wire.GEMINI_GENERATE;
  }

  @Override
  public Wire to() {
    return Wire.ANTHROPIC_MESSAGES;
  }

  @Override
  public Set<Feature> cannotCarry() {
    return NOT;
  }
}
