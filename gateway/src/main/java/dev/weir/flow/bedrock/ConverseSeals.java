package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Wire;

/// Tells the two seals of the wire apart: a signature beside a thought's text, and redacted
/// content, which is only data. The latter's value has a word before it, which no base64 has.
final class ConverseSeals {
  private static final String REDACTED = "redacted:";

  private ConverseSeals() {}

  static Seal redacted(JsonSlice data) {
    return new Seal(Wire.BEDROCK_CONVERSE, JsonSlice.quoted(REDACTED + data.text()));
  }

  static boolean isRedacted(Seal seal) {
    return seal.by() == Wire.BEDROCK_CONVERSE && seal.value().text().startsWith(REDACTED);
  }

  /// The data of redacted content.
  static String data(Seal seal) {
    return seal.value().text().substring(REDACTED.length());
  }

  /// What `signature` says of a seal: as it is if it is Bedrock's, else with its wire's name.
  static JsonSlice signature(Seal seal) {
    return seal.by() == Wire.BEDROCK_CONVERSE ? seal.value() : JsonSlice.quoted(seal.carried());
  }
}
