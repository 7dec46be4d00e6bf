package dev.weir.flow.policy;

/// A rule that applies to a call.
///
/// @param value the call's value of the rule's `per` tag, or empty for a rule without one
public record Match(Rule rule, String value) {}
