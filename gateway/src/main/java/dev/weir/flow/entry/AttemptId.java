package dev.weir.flow.entry;

/// Names one attempt of one call for ever; what the ledger holds money for.
///
/// @param attempt 1 for a call's first
public record AttemptId(CallId call, int attempt) {

  @Override
  public String toString() {
    return "attempt " + attempt + " of " + call;
  }
}
