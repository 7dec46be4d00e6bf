package dev.weir.value.baseline;

/// What AI is compared with in a use case: known, or still being measured.
public sealed interface Comparand permits Baseline, Pilot {}
