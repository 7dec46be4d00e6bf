package dev.weir.value.criterion;

/// What a figure says of a criterion.
///
/// @param why for people: the value or bound that decided, or what is missing
public record Judged(Criterion criterion, Figure figure, Standing standing, String why) {
  /// From bad to good.
  public enum Standing {
    FAILS,
    CANNOT_TELL,
    HOLDS
  }

  public boolean holds() {
    return standing == Standing.HOLDS;
  }
}
