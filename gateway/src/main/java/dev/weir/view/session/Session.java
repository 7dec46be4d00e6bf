package dev.weir.view.session;

import dev.weir.flow.identity.SecretHash;
import java.time.Instant;

/// That a person has signed in.
///
/// @param hash of its token
/// @param operator the person's id, `op_…`
/// @param by what it was opened by
/// @param formToken what every form of this session carries, so that no other site can send one
/// @param seen when it was last used
public record Session(
    SecretHash hash, String operator, Means by, String formToken, Instant begun, Instant seen) {

  Session seenAt(Instant now) {
    return new Session(hash, operator, by, formToken, begun, now);
  }

  /// Whether a form comes from a page of this session. Takes the same time wherever they differ.
  public boolean wrote(String token) {
    return SecretHash.of(token).equals(SecretHash.of(formToken));
  }

  /// Without what forms carry.
  @Override
  public String toString() {
    return "Session[%s of %s]".formatted(hash, operator);
  }
}
