package dev.weir.value.promotion;

import java.time.Instant;
import java.util.Locale;

/// One owner's consent to one evidence pack.
///
/// @param operator the id of whose personal key made the request
/// @param name of the operator, for people
/// @param sha256 of the pack that was signed
public record Signature(String operator, String name, As as, Instant at, String sha256) {
  /// In which capacity.
  public enum As {
    BUSINESS,
    TECHNICAL;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
