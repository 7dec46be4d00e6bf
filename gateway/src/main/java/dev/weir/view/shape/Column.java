package dev.weir.view.shape;

import java.util.Optional;

/// @param unit in the header, so that no cell repeats it; empty = none
/// @param isNumber aligned right, with figures of one width
/// @param link where its name opens
public record Column(String name, String unit, boolean isNumber, Optional<Link> link) {
  public static Column text(String name) {
    return new Column(name, "", false, Optional.empty());
  }

  public static Column number(String name) {
    return new Column(name, "", true, Optional.empty());
  }

  public static Column number(String name, String unit) {
    return new Column(name, unit, true, Optional.empty());
  }

  public Column opening(String path) {
    return new Column(name, unit, isNumber, Optional.of(new Link(name, path)));
  }
}
