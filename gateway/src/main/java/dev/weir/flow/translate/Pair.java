package dev.weir.flow.translate;

import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.dialect.Wire;
import java.util.Set;

/// What is true of one pair of wires alone. Everything else is its readers' and writers'.
public interface Pair {

  /// The caller's.
  Wire from();

  /// The target's.
  Wire to();

  /// The contract: features that it cannot carry, or only some of what they may say. All others are
  /// carried. docs/translation.md is written from it.
  Set<Feature> cannotCarry();

  /// The conversation as the target is to be asked; most pairs leave it as it is.
  default Conversation adapt(Conversation asked, Losses losses) {
    return asked;
  }
}
