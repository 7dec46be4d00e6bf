package dev.weir.simulator.book;

import org.jspecify.annotations.Nullable;

/// What is known of a request when it arrives.
///
/// @param dialect whose manners the answer has
/// @param wire the shape of request and answer, `openai.chat`; empty for an unknown path
/// @param http the version of HTTP, `1` or `2`
/// @param key the first 16 hex digits of the SHA-256 of the key, absent when no key came
public record Received(
    String dialect,
    String endpoint,
    String wire,
    String http,
    @Nullable String clientRequestId,
    @Nullable String key) {}
