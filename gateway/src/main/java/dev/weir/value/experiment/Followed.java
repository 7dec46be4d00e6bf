package dev.weir.value.experiment;

import dev.weir.value.hypothesis.Figures;

/// A unit that was not put anywhere by chance, and what it did before and after the start, each in
/// as many days as registered.
///
/// @param treated whether it got the change; everybody does where the same units are compared
public record Followed(String unit, boolean treated, Figures before, Figures after) {
  Figures at(boolean isAfter) {
    return isAfter ? after : before;
  }
}
