package dev.weir.flow.dialect;

import dev.weir.base.wire.WireEvent;

/// Reads one answer of a dialect: a stream event by event, or a whole body. One thread, one answer.
///
/// Bytes that are no JSON are passed over: they are the provider's and go to the caller as they
/// are; what could not be read shows as a missing usage.
public sealed interface AnswerReader permits OpenAiAnswer, AnthropicAnswer, ConverseAnswer {

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
    return switch (metering.wire().dialect()) {
      case OPENAI -> new OpenAiAnswer(metering, text);
      case ANTHROPIC -> new AnthropicAnswer(text);
      case BEDROCK -> new ConverseAnswer(text);
      case GEMINI -> throw new IllegalStateException("not read yet: " + metering.wire());
    };
  }

  Seen event(WireEvent event);

  /// Reads an answer that is no stream, or an error's body.
  void body(byte[] json);

  Answer answer();
}
