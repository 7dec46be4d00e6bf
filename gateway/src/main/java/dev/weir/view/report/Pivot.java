package dev.weir.view.report;

import dev.weir.base.store.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// One measure by one dimension down and at most one across, with all its sums. What is not shown
/// for itself is in the line, or the column, of the others, so nothing is lost: every figure here,
/// the totals too, is summed over its own calls by one statement.
///
/// @param columns values of the second dimension, the others last; none = there is no second one
/// @param lines one for each value of the first dimension, the others last
/// @param total over all lines
public record Pivot(PivotQuery query, List<Value> columns, List<Line> lines, Line total) {
  /// A value of a dimension.
  ///
  /// @param text empty = all others together
  public record Value(Optional<String> text) {
    static final Value OTHERS = new Value(Optional.empty());

    static Value of(String text) {
      return new Value(Optional.of(text));
    }
  }

  /// @param cells one for each column
  /// @param total over all columns
  public record Line(Value value, List<Cell> cells, Cell total) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  /// @param now absent where the measure has no answer, as a quotient over nothing
  /// @param before in the time it is compared with
  public record Cell(Optional<BigDecimal> now, Optional<BigDecimal> before) {
    private static final int DECIMALS = 6;

    /// How much more it is now.
    public Optional<BigDecimal> change() {
      return now.flatMap(after -> before.map(after::subtract));
    }

    /// That as a part of what it was, six decimals, rounded half to even; absent of nothing.
    public Optional<BigDecimal> changeShare() {
      return before
          .filter(it -> it.signum() != 0)
          .flatMap(
              was -> change().map(it -> it.divide(was.abs(), DECIMALS, RoundingMode.HALF_EVEN)));
    }
  }

  public Pivot {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
  }

  /// Asks the ledger database. Blocks.
  static Pivot of(Database database, PivotQuery query) {
    return new PivotSums(database, query).pivot();
  }
}
