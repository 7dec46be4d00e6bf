package dev.weir.value.unit;

/// The outcomes of one session, user or day.
public record UnitOutcomes(String unit, OutcomeSum outcomes) {}
