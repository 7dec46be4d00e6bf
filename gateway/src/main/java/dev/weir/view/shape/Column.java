package dev.weir.view.shape;

/// @param unit in the header, so that no cell repeats it; empty = none
/// @param isNumber aligned right, with figures of one width
public record Column(String name, String unit, boolean isNumber) {
  public static Column text(String name) {
    return new Column(name, "", false);
  }

  public static Column number(String name) {
    return new Column(name, "", true);
  }

  public static Column number(String name, String unit) {
    return new Column(name, unit, true);
  }
}
