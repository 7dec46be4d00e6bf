package dev.weir.flow.dialect;

/// Where a body's splices go: the values of the members they replace, and where new members start.
///
/// @param members behind the body's opening bracket
/// @param model absent where the path names it
/// @param maxCompletionTokens OpenAI chat's newer name of `maxTokens`
/// @param streamOptions the value of `stream_options`, an object or null
/// @param includeUsage the value of `stream_options.include_usage`
/// @param config the value in which `maxTokens` stands, where a wire has such: Gemini's
///   `generationConfig`
record Places(
    int members,
    Span model,
    Span maxTokens,
    Span maxCompletionTokens,
    Span streamOptions,
    Span includeUsage,
    Span config) {}
