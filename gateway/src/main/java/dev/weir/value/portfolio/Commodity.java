package dev.weir.value.portfolio;

import java.math.BigDecimal;

/// How far others offer the same, as somebody has declared it.
///
/// @param index 0 = nobody does, 1 = anybody does
/// @param source how it is known
/// @param why what was looked at
public record Commodity(BigDecimal index, Source source, String why) {
  private static final int TEXT_MAX = 500;

  /// The surest first.
  public enum Source {
    /// What others offer did the same work, and was measured.
    TRIED,
    /// What others offer was read and compared.
    COMPARED,
    /// What somebody holds to be so.
    OPINION
  }

  public Commodity {
    if (index.signum() < 0 || index.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "field 'commodity.index' is 0 to 1, was " + index.toPlainString());
    }
    Rules.text("commodity.why", why, TEXT_MAX);
  }
}
