package dev.weir.value.promotion;

/// Something about a promotion is not done.
///
/// @param message names the thing, the rule and the value seen
public record Refused(Rule rule, String message) {}
