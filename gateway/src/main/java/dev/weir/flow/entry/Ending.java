package dev.weir.flow.entry;

/// How an attempt's answer ended.
public enum Ending {
  /// The answer arrived whole.
  COMPLETE,
  /// The provider answered with an error status.
  PROVIDER_ERROR,
  /// The provider's answer broke off.
  CUT,
  /// The caller left and the rest of the answer was drained.
  DRAINED,
  /// The caller left and the attempt was stopped.
  CALLER_LEFT,
  /// A deadline of Weir ended it: the longest answer, or the grace of a gateway that ends.
  TIMED_OUT,
  /// The request never reached the provider.
  NOT_SENT,
  /// The answer is only begun, and what it consumes is told later: charged the bound until a
  /// correction comes.
  DEFERRED
}
