package dev.weir.flow.dialect;

import java.util.Optional;

/// What an answer said about its usage.
public sealed interface UsageReport {

  /// The provider's own figures, whole.
  record Reported(Usage usage) implements UsageReport {}

  /// Only the input side is known: a stream broke off after its beginning. The output of `usage` is
  /// 0 and means nothing.
  record InputOnly(Usage usage) implements UsageReport {}

  /// The figures cannot all be true.
  ///
  /// @param figures names and values that contradict each other
  record Contradictory(String figures) implements UsageReport {}

  /// It said nothing.
  record Missing() implements UsageReport {}

  /// The usage if it is whole.
  default Optional<Usage> whole() {
    return this instanceof Reported(Usage usage) ? Optional.of(usage) : Optional.empty();
  }
}
