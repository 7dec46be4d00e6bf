package dev.weir.flow.conversation;

import java.util.OptionalLong;

/// Writes a wire's request. What the wire cannot carry is a loss.
public interface RequestWriter {

  /// @return the body
  byte[] write(Conversation conversation, Target target, Losses losses);

  /// @param model the name the provider knows
  /// @param outputMax most output tokens the model can give, where the price book knows
  record Target(String model, OptionalLong outputMax) {}
}
