package dev.weir.flow.conversation;

/// How much a model is to think before it speaks.
public sealed interface Reasoning {

  enum Unstated implements Reasoning {
    UNSTATED
  }

  enum Off implements Reasoning {
    OFF
  }

  /// As much as the provider thinks fit.
  enum Adaptive implements Reasoning {
    ADAPTIVE
  }

  /// @param level `minimal`, `low`, `medium`, `high`, … in the caller's word
  record Effort(String level) implements Reasoning {}

  /// @param tokens most tokens of thought
  record Budget(long tokens) implements Reasoning {}
}
