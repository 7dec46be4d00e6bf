package dev.weir.flow.conversation;

/// Who speaks. Results of tools are in turns of the user.
public enum Role {
  /// Instructions, by whatever name: `system`, `developer`.
  SYSTEM,
  USER,
  ASSISTANT
}
