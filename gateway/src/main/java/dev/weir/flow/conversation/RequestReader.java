package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonFault;

/// Reads a wire's request. What it can say and [Conversation] cannot is a loss by its own name.
public interface RequestReader {

  /// @param asked what is known of the request beside its body
  /// @param body one that `AskReader` understood
  Conversation read(Asked asked, byte[] body, Losses losses) throws JsonFault;

  /// @param model as the caller names it, wherever the wire has it
  record Asked(String model, boolean stream) {}
}
