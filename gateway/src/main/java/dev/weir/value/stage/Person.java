package dev.weir.value.stage;

import dev.weir.value.promotion.Signing;

/// Whose personal key makes a request.
///
/// @param operator the id of the operator
/// @param who as the audit trail names them
public record Person(String operator, String name, String who) {
  Signing.Signer signer() {
    return new Signing.Signer(operator, name);
  }
}
