package dev.weir.flow.dialect;

import java.util.Map;

/// What a body says about its caller. Nothing of it is trusted here.
///
/// @param user `user`, or Anthropic's `metadata.user_id`; empty = not said
/// @param safetyIdentifier `safety_identifier`; empty = not said
/// @param metadata string members of `metadata`; at most 16, each name and value at most 512
///   characters, further ones are left out
public record SelfNamed(String user, String safetyIdentifier, Map<String, String> metadata) {
  public static final SelfNamed NONE = new SelfNamed("", "", Map.of());

  public SelfNamed {
    metadata = Map.copyOf(metadata);
  }
}
