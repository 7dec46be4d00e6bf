package dev.weir.flow.rule;

/// Names one balance of the ledger: a rule, the tag value it is counted for, and the slice of time
/// it is booked to.
///
/// @param rule id of the budget or limit
/// @param value the value of the rule's `per` tag, or empty for a rule that counts everything it
///   matches together
/// @param slice start of the slice, epoch seconds ([Window#sliceOf])
public record BalanceKey(String rule, String value, long slice) {}
