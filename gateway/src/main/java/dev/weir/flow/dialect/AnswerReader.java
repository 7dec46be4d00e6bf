package dev.weir.flow.dialect;

import dev.weir.base.wire.WireEvent;

/// Reads one answer of a dialect: a stream event by event, or a whole body. One thread, one answer.
///
/// Bytes that are no JSON are passed over: they are the provider's and go to the caller as they
/// are; what could not be read shows as a missing usage.
public sealed interface AnswerReader
    permits OpenAiAnswer,
        ResponsesAnswer,
        AnthropicAnswer,
        GeminiAnswer,
        ConverseAnswer,
        OtherAnswer {

  /// What an event brought.
  enum Seen {
    NOTHING,
    /// Tokens of reasoning only.
    REASONING,
    /// Tokens of the answer itself.
    COMPLETION
  }

  /// @param text where generated text goes, to be counted if no usage comes
  static AnswerReader of(Metering metering, OutputText text) {
    return switch (metering.wire()) {
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> new OpenAiAnswer(metering, text);
      case OPENAI_RESPONSES -> new ResponsesAnswer(metering, text);
      case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> new AnthropicAnswer(text);
      case GEMINI_GENERATE, GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS ->
          new GeminiAnswer(text);
      case BEDROCK_CONVERSE -> new ConverseAnswer(text);
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> new OtherAnswer(metering);
    };
  }

  Seen event(WireEvent event);

  /// Reads an answer that is no stream, or an error's body.
  void body(byte[] json);

  Answer answer();
}
