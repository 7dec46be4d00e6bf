package dev.weir.flow.dialect;

/// What an answer said besides its content.
///
/// @param usage what it consumed
/// @param modelServed the model it names, or empty
/// @param serviceTier the tier (or Anthropic speed) it names, or empty
/// @param responseId the provider's id, or empty
/// @param systemFingerprint OpenAI's name of the backend's configuration, or empty
/// @param finishReason why the last choice ended, or empty
/// @param complete whether its regular ending was seen
/// @param error the error it reports, `type: message`, or empty
public record Answer(
    UsageReport usage,
    String modelServed,
    String serviceTier,
    String responseId,
    String systemFingerprint,
    String finishReason,
    boolean complete,
    String error) {}
