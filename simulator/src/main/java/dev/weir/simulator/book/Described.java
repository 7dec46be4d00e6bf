package dev.weir.simulator.book;

import org.jspecify.annotations.Nullable;

/// What the body of a request said, and what was decided for its answer.
///
/// @param fault the faults in their text form
/// @param recording the recording that is served instead of a made answer
public record Described(
    String model,
    boolean stream,
    @Nullable String responseId,
    @Nullable String fault,
    @Nullable String recording) {}
