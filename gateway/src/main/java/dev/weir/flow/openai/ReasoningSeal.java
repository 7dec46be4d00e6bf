package dev.weir.flow.openai;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Wire;

/// `encrypted_content` of a reasoning item. OpenAI wants the item's id back with it, so its own
/// seal is both: `rs_…/gAAAA…`.
final class ReasoningSeal {
  private static final char BETWEEN = '/';
  private static final String PREFIX = "rs_";

  private ReasoningSeal() {}

  /// @param id of the item
  /// @param encrypted a JSON string
  static Seal of(String id, JsonSlice encrypted) {
    Seal seal = Seal.of(encrypted, Wire.OPENAI_RESPONSES);
    if (seal.by() != Wire.OPENAI_RESPONSES || !seal.value().equals(encrypted) || id.isEmpty()) {
      return seal;
    }
    return new Seal(seal.by(), JsonSlice.quoted(id + BETWEEN + encrypted.text()));
  }

  /// The item's id; one that was made up if the seal has none.
  static String id(Seal seal) {
    String text = seal.value().text();
    return hasId(text) ? text.substring(0, text.indexOf(BETWEEN)) : PREFIX + "0";
  }

  static String encrypted(Seal seal) {
    String text = seal.value().text();
    return hasId(text) ? text.substring(text.indexOf(BETWEEN) + 1) : text;
  }

  private static boolean hasId(String text) {
    return text.startsWith(PREFIX) && text.indexOf(BETWEEN) > 0;
  }
}
