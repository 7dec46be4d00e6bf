package dev.weir.app.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.log.Mask;

/// One line of `weir doctor`.
///
/// @param check what was looked at
/// @param isGood whether nothing needs to be done
/// @param says what was seen, and what to do where something is to be done
record Finding(String check, boolean isGood, String says) {
  /// What was seen may be text of others, an error of the network say.
  Finding {
    says = Mask.keys(says);
  }

  static Finding good(String check, String says) {
    return new Finding(check, true, says);
  }

  static Finding attention(String check, String says) {
    return new Finding(check, false, says);
  }

  void writeTo(ObjectNode row) {
    row.put("check", check).put("state", isGood ? "good" : "attention").put("says", says);
  }
}
