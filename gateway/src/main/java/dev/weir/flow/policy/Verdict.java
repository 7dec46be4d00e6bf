package dev.weir.flow.policy;

import dev.weir.flow.refusal.Refusal;
import java.util.OptionalLong;

/// What policy says of a call.
public sealed interface Verdict {

  /// It may pass as it is.
  record Allow(Reservation reservation) implements Verdict {}

  /// It may pass with a shorter answer.
  ///
  /// @param maxTokens most output tokens of one choice, to be written into the body
  record Reshape(Reservation reservation, long maxTokens) implements Verdict {}

  /// It may pass at a cheaper model.
  ///
  /// @param model the named substitute
  /// @param maxTokens a shorter answer as well, if needed
  record Substitute(Reservation reservation, String model, OptionalLong maxTokens)
      implements Verdict {}

  /// It may not pass.
  record Refuse(Refusal refusal) implements Verdict {}
}
