package dev.weir.exchange.focus;

import java.util.List;
import java.util.Optional;

/// A column of FOCUS's dataset of cost and usage, or one of Weir's own, which begin with `x_`.
///
/// @param mayBeNull whether the specification lets a row have no value
/// @param from the first version that has it
/// @param until the last version that has it; nothing = it is still there
public record FocusColumn(
    String name, Type type, boolean mayBeNull, FocusVersion from, Optional<FocusVersion> until) {
  private static final List<FocusColumn> ALL =
      Resource.lines("columns.csv").stream().map(FocusColumn::read).toList();

  /// What a value is.
  public enum Type {
    STRING,
    /// Exact, with up to twelve decimals.
    DECIMAL,
    /// UTC, to the second: `2026-11-01T00:00:00Z`.
    TIME,
    /// An object whose values are scalar.
    JSON
  }

  private static FocusColumn read(List<String> cells) {
    return new FocusColumn(
        cells.get(0),
        Type.valueOf(cells.get(1)),
        cells.get(2).equals("nullable"),
        FocusVersion.parse(cells.get(3)),
        Optional.of(cells.get(4)).filter(text -> !text.isEmpty()).map(FocusVersion::parse));
  }

  /// The columns of a version in the order of a file: FOCUS's by name, then Weir's own.
  public static List<FocusColumn> of(FocusVersion version) {
    return ALL.stream().filter(column -> column.isIn(version)).toList();
  }

  /// Those of any version.
  static List<FocusColumn> all() {
    return ALL;
  }

  private boolean isIn(FocusVersion version) {
    return from.compareTo(version) <= 0
        && until.filter(last -> last.compareTo(version) < 0).isEmpty();
  }
}
