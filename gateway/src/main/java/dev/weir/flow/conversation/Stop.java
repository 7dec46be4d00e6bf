package dev.weir.flow.conversation;

/// Why a choice ended.
public enum Stop {
  /// The model had said it all.
  END,
  /// The most tokens allowed, or the model's window.
  LENGTH,
  /// It waits for results of tools.
  TOOL,
  /// One of the caller's stop texts.
  SEQUENCE,
  /// The provider's filter.
  FILTERED,
  /// The model would not.
  DECLINED,
  /// The provider wants to be asked to go on.
  PAUSED,
  /// A reason that no other wire knows.
  OTHER
}
