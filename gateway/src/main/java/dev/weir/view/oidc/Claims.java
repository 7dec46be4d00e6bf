package dev.weir.view.oidc;

import java.util.List;

/// What a verified ID token says of somebody.
///
/// @param subject who it is to the issuer, for ever
/// @param name for people
record Claims(String subject, String name, List<String> groups) {
  private static final int NAME_MAX = 200;

  Claims {
    groups = List.copyOf(groups);
    String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
    String shown = plain.isEmpty() ? subject : plain;
    name = shown.length() > NAME_MAX ? shown.substring(0, NAME_MAX) : shown;
  }
}
