package dev.weir.value.outcome;

import dev.weir.value.evidence.Evidence;

/// How an outcome's value is found, in dollars.
///
/// @param formula of the whole outcome, with its quantity
/// @param source who says so, or where it is written
/// @param evidence how sure it is that the use case causes it
public record Worth(Expression formula, String source, Evidence evidence) {
  public Worth {
    Decimals.requireText("value_source", source);
  }
}
