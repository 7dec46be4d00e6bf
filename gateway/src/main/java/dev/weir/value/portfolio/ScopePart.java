package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// One addition to a use case's scope.
///
/// @param kind what is added
/// @param name a department, a free tag `source`, or the id or name of a key
/// @param approval nothing = it waits for one
/// @param multiplier by how much the use case's cost is expected to grow with it
public record ScopePart(
    Kind kind, String name, Optional<Approval> approval, Multiplier multiplier) {
  private static final int NAME_MAX = 256;

  public enum Kind {
    SOURCE,
    /// Something that calls by a key of its own.
    AGENT,
    DEPARTMENT
  }

  /// @param by the id or name of an operator
  public record Approval(String by, LocalDate on) {
    public Approval {
      Rules.text("scope.approved_by", by, NAME_MAX);
    }
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
  }

  /// Whether it is the same addition, whoever has approved it.
  public boolean isSameAs(ScopePart other) {
    return kind == other.kind && name.equals(other.name) && multiplier.equals(other.multiplier);
  }

  boolean isApprovedAfter(LocalDate day) {
    return approval.filter(it -> it.on().isAfter(day)).isPresent();
  }

  /// Whether a part of this kind goes by one of its names.
  boolean isCalled(Growth.Seen seen) {
    return kind == seen.kind() && (name.equals(seen.id()) || name.equals(seen.label()));
  }
}
