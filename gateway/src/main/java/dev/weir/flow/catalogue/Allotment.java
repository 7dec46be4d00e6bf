package dev.weir.flow.catalogue;

/// How many of an answer's units are billed, where that is not each of them.
///
/// @param minimum units that are billed at least, once there is any
/// @param free units of each answer that are not billed
public record Allotment(long minimum, long free) {
  public static final Allotment NONE = new Allotment(0, 0);

  public Allotment {
    if (minimum < 0 || free < 0 || (minimum > 0 && free > 0)) {
      throw new IllegalArgumentException(
          "minimum_units and free_units must not be negative, and not be together, were %d and %d"
              .formatted(minimum, free));
    }
  }

  /// What is billed of a quantity.
  public long billed(long quantity) {
    return quantity == 0 ? 0 : Math.max(Math.max(quantity, minimum) - free, 0);
  }
}
