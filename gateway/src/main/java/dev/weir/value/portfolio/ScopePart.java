package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;

/// One addition to a use case's scope, approved by somebody.
///
/// @param kind what is added
/// @param name a department, a free tag `source`, or the id or name of a key
/// @param multiplier by how much the use case's cost is expected to grow with it
public record ScopePart(
    Kind kind, String name, String approvedBy, LocalDate approvedOn, Multiplier multiplier) {
  private static final int NAME_MAX = 256;

  public enum Kind {
    SOURCE,
    /// Something that calls by a key of its own.
    AGENT,
    DEPARTMENT
  }

  /// A factor as it is expected, and the range it is expected in.
  public record Multiplier(BigDecimal low, BigDecimal base, BigDecimal high) {
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000);

    static final Multiplier ONE = new Multiplier(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);

    public Multiplier {
      Rules.positive("scope.multiplier.low", low);
      if (low.compareTo(base) > 0 || base.compareTo(high) > 0) {
        throw new IllegalArgumentException(
            "field 'scope.multiplier' has low <= base <= high, was %s, %s, %s"
                .formatted(low.toPlainString(), base.toPlainString(), high.toPlainString()));
      }
      Rules.between("scope.multiplier.high", high, BigDecimal.ZERO, MAX);
    }
  }

  public ScopePart {
    Rules.text("scope.name", name, NAME_MAX);
    Rules.text("scope.approved_by", approvedBy, NAME_MAX);
  }

  /// Whether a part of this kind goes by one of its names.
  boolean isCalled(Growth.Seen seen) {
    return kind == seen.kind() && (name.equals(seen.id()) || name.equals(seen.label()));
  }
}
