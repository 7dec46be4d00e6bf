package dev.weir.value.diagnosis;

import java.util.Locale;

/// A factor of a unit cost.
public enum Cause {
  /// What a token, or another unit of a meter, costs; of what has no meter, a call.
  PRICE,
  /// Which models are called.
  MIX,
  /// Tokens of the prompt per call.
  PROMPT_LENGTH,
  /// Tokens of the answer per call.
  OUTPUT_LENGTH,
  /// What part of the prompt is read from a cache, written to one, or neither.
  CACHE,
  /// Searches, pictures and other meters per call.
  OTHER_USE,
  /// Calls made for an outcome that was tried.
  CALLS_PER_OUTCOME,
  /// Outcomes tried for one that succeeds.
  SUCCESS,
  /// Pools, and what is due without a call, per unit.
  SHARED_COST;

  /// As it is written: `prompt_length`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Cause ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
