package dev.weir.value.diagnosis;

import dev.weir.value.unit.OutcomeSum;

/// What came of the calls of a prompt and team, by the outcomes that name their call.
///
/// @param prompt with its version; empty where none is known
/// @param team empty where none is known
public record CallerOutcomes(String prompt, String team, OutcomeSum outcomes) {}
