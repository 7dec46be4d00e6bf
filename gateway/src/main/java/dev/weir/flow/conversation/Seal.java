package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.Wire;

/// A signature or an encrypted thought: only the wire that made it can read it, and wants it back
/// unchanged in the next turn.
///
/// @param value a JSON string
public record Seal(Wire by, JsonSlice value) {

  /// One that outlives what it was read from.
  public Seal kept() {
    return new Seal(by, JsonSlice.of(value.json()));
  }

  /// A seal as a client of another wire keeps it: `gemini.generate:…`.
  public String carried() {
    return by.code() + ":" + value.text();
  }

  /// The seal that is in a client's field: one that was [#carried], else the client's own wire's.
  public static Seal of(JsonSlice field, Wire own) {
    String text = field.text();
    int colon = text.indexOf(':');
    return Wire.coded(text.substring(0, Math.max(0, colon)))
        .map(by -> new Seal(by, JsonSlice.quoted(text.substring(colon + 1))))
        .orElse(new Seal(own, field));
  }
}
