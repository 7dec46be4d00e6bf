package dev.weir.base.log;

import java.util.Locale;

/// Every key a log line may have.
public enum LogKey {
  TIME,
  LEVEL,
  FROM,
  /// What sort of event it is, the same for all of a sort: what is limited and counted.
  KIND,
  MESSAGE,
  CALL,
  ATTEMPT,
  ROUTE,
  PROVIDER,
  MODEL,
  /// Id of the virtual key, never its secret.
  KEY,
  USE_CASE,
  /// How an attempt ended.
  ENDING,
  /// Of the provider's answer.
  STATUS,
  MILLIS,
  COST_USD,
  REFUSAL,
  /// Id of the budget, limit or setting that refused.
  RULE,
  /// How many lines were dropped.
  DROPPED,
  /// Of which kind.
  DROPPED_KIND,
  ERROR,
  /// The first frames of the stack.
  AT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
