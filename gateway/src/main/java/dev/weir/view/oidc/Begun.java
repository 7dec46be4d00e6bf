package dev.weir.view.oidc;

import java.time.Instant;

/// A sign-in that was begun: what is needed when its browser comes back.
///
/// @param state names it; known to the browser and to the provider
/// @param nonce that the ID token must say
/// @param verifier whose hash the provider was shown (PKCE, RFC 7636)
/// @param next where to afterwards
record Begun(String state, String nonce, String verifier, String next, Instant at) {
  /// Without what must not be known.
  @Override
  public String toString() {
    return "Begun[" + at + "]";
  }
}
