package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Figures;

/// A unit that was not put anywhere by chance, and what it did in three times of as many days as
/// registered, one after the other: two before the start, one from it on.
///
/// @param treated whether it got the change; everybody does where the same units are compared
/// @param earlier what shows whether groups went the same way without the change
public record Followed(
    String unit, boolean treated, Figures earlier, Figures before, Figures after) {
  enum Span {
    EARLIER,
    BEFORE,
    AFTER
  }

  Figures at(Span span) {
    return switch (span) {
      case EARLIER -> earlier;
      case BEFORE -> before;
      case AFTER -> after;
    };
  }
}
