package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// `thoughtSignature`: bytes, so base64 of either alphabet. Another wire's seal is in it with that
/// wire's name before it.
final class GenerateSeals {
  /// What Google tells callers to write where a call was not its model's.
  static final String NOT_OURS = "skip_thought_signature_validator";

  private static final Set<String> NONE = Set.of(NOT_OURS, "context_engineering_is_the_way_to_go");

  private GenerateSeals() {}

  /// @param signature a JSON string
  /// @return empty if it only says that there is none
  static Optional<Seal> read(JsonSlice signature) {
    if (signature.isEmptyString()) {
      return Optional.empty();
    }
    String text = signature.text();
    String decoded = decoded(text);
    if (NONE.contains(text) || NONE.contains(decoded)) {
      return Optional.empty();
    }
    int colon = decoded.indexOf(':');
    return Wire.coded(decoded.substring(0, Math.max(0, colon)))
        .map(by -> new Seal(by, JsonSlice.quoted(decoded.substring(colon + 1))))
        .or(() -> Optional.of(new Seal(Wire.GEMINI_GENERATE, signature)));
  }

  /// The text that the bytes are; empty if they are none.
  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  static boolean isOwn(Seal seal) {
    return seal.by() == Wire.GEMINI_GENERATE;
  }

  /// What `thoughtSignature` says of a seal.
  static JsonSlice signature(Seal seal) {
    if (isOwn(seal)) {
      return seal.value();
    }
    byte[] carried = seal.carried().getBytes(StandardCharsets.UTF_8);
    return JsonSlice.quoted(Base64.getEncoder().encodeToString(carried));
  }
}
