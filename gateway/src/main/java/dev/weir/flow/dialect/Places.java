package dev.weir.flow.dialect;

/// Where a body's splices go: the values of the members they replace, and where new members start.
///
/// @param members behind the body's opening bracket
/// @param model absent where the path names it
/// @param maxCompletionTokens OpenAI chat's newer name of `maxTokens`
/// @param streamOptions the value of `stream_options`, an object or null
/// @param includeUsage the value of `stream_options.include_usage`
/// @param limits the object that has the limit of the answer, or null, where that is not the body
/// @param newerLimit whether the limit is given by that newer name alone
record Places(
    int members,
    Span model,
    Span maxTokens,
    Span maxCompletionTokens,
    Span streamOptions,
    Span includeUsage,
    Span limits,
    boolean newerLimit) {}
