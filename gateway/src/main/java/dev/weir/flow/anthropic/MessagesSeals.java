package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Wire;

/// Tells the two seals of Anthropic apart: a signature beside a thought's text, and a thought that
/// is only data. The latter's value has a word before it, which no base64 has.
final class MessagesSeals {
  private static final String REDACTED = "redacted:";

  private MessagesSeals() {}

  /// The seal that is a redacted thought.
  static Seal redacted(JsonSlice data) {
    return new Seal(Wire.ANTHROPIC_MESSAGES, JsonSlice.quoted(REDACTED + data.text()));
  }

  static boolean isRedacted(Seal seal) {
    return seal.by() == Wire.ANTHROPIC_MESSAGES && seal.value().text().startsWith(REDACTED);
  }

  /// The data of a redacted thought.
  static String data(Seal seal) {
    return seal.value().text().substring(REDACTED.length());
  }

  /// What `signature` says of a seal: as it is if it is Anthropic's, else with its wire's name.
  static JsonSlice signature(Seal seal) {
    return seal.by() == Wire.ANTHROPIC_MESSAGES ? seal.value() : JsonSlice.quoted(seal.carried());
  }
}
