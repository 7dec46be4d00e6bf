package dev.weir.flow.policy;

import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;

/// An amount held against one balance while a call is under way.
///
/// @param amount in the unit of `measure`
public record Hold(BalanceKey balance, Measure measure, long amount) {}
