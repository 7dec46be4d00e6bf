package dev.weir.app;

import java.util.Optional;

/// What the ledger database has to catch up with when a gateway starts. A tail that a killed
/// process left is loaded within seconds; a database that was deleted or lost is built again from
/// the whole journal, and its figures are incomplete until then.
///
/// @param target position of the journal at the start
record Rebuild(long target) {
  /// Loaded in about a second.
  static final long TAIL_BYTES = 32L << 20;

  /// Why figures are incomplete; empty = they are not, or not for long.
  ///
  /// @param loaded position up to which everything is in the database
  Optional<String> reason(long loaded) {
    return target - loaded <= TAIL_BYTES
        ? Optional.empty()
        : Optional.of(
            "ledger database: being rebuilt, loaded to %d of %d bytes of the journal; reports are incomplete"
                .formatted(loaded, target));
  }
}
