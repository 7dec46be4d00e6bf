package dev.weir.exchange.focus;

import dev.weir.flow.agreement.DueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which part of what was split each due is. All dues of a piece are counted before the first of
/// them is asked for, as its part depends on all. Used by one thread.
final class Allocations {
  private static final int RATIO_SCALE = 12;

  private final Map<Origin, Split> splits = new HashMap<>();

  /// What an origin's parts come to, and how much of it is told so far.
  private static final class Split {
    private BigDecimal whole = BigDecimal.ZERO;
    private boolean gives;
    private boolean takes;
    private BigDecimal told = BigDecimal.ZERO;
    private BigDecimal ratios = BigDecimal.ZERO;

    private void count(BigDecimal amount) {
      whole = whole.add(amount);
      gives |= amount.signum() < 0;
      takes |= amount.signum() > 0;
    }

    /// Each is what the ratio of all so far has grown by, so that they add up to 1 exactly. There
    /// is none where some parts give back what others take.
    private Optional<BigDecimal> ratio(BigDecimal amount) {
      if (gives == takes) {
        return Optional.empty();
      }
      told = told.add(amount);
      BigDecimal before = ratios;
      ratios = told.divide(whole, RATIO_SCALE, RoundingMode.HALF_EVEN);
      return Optional.of(ratios.subtract(before));
    }
  }

  /// A part of what was split.
  ///
  /// @param ratio of the whole; nothing where parts are not all of one sign
  record Part(Origin origin, AllocationMethod method, Optional<BigDecimal> ratio) {}

  /// A due of the piece.
  void count(Charged due) {
    DueKind.of(due.meter())
        .filter(kind -> AllocationMethod.of(kind).isPresent())
        .ifPresent(kind ->
            splits.computeIfAbsent(Origin.of(due, kind), _ -> new Split()).count(due.amount()));
  }

  /// Which part a due is; nothing if it was not split. Each is asked for once.
  Optional<Part> next(Charged due, DueKind kind) {
    Origin origin = Origin.of(due, kind);
    return AllocationMethod.of(kind)
        .map(method -> new Part(origin, method, of(origin).ratio(due.amount())));
  }

  private Split of(Origin origin) {
    Split split = splits.get(origin);
    if (split == null) {
      throw new IllegalStateException("the parts of %s were not counted".formatted(origin.id()));
    }
    return split;
  }
}
