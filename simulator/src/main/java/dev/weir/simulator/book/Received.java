package dev.weir.simulator.book;

import org.jspecify.annotations.Nullable;

/// What is known of a request when it arrives.
///
/// @param key the first 16 hex digits of the SHA-256 of the key, absent when no key came
public record Received(
    String dialect, String endpoint, @Nullable String clientRequestId, @Nullable String key) {}
