package dev.weir.simulator.script;

/// The values of directives and command lines.
public final class Values {
  private static final long TOKENS_MAX = 100_000_000;

  private Values() {}

  /// A count from 0 to 100 million.
  public static long number(String key, String value) {
    if (!isDigits(value) || Long.parseLong(value) > TOKENS_MAX) {
      throw new IllegalArgumentException(key + " must be a count, not '" + value + "'");
    }
    return Long.parseLong(value);
  }

  private static boolean isDigits(String value) {
    return !value.isEmpty()
        && value.length() <= 9
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// A duration in nanoseconds: `250us`, `20ms`, `2s`, or `0`.
  public static long nanos(String key, String value) {
    String unit = unit(value);
    String digits = value.substring(0, value.length() - unit.length());
    if (!isDigits(digits) || (unit.isEmpty() && !value.equals("0"))) {
      throw new IllegalArgumentException(
          key + " must be a duration such as 20ms, not '" + value + "'");
    }
    return Long.parseLong(digits)
        * switch (unit) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          default -> 1_000_000_000L;
        };
  }

  private static String unit(String value) {
    if (value.endsWith("us") || value.endsWith("ms")) {
      return value.substring(value.length() - 2);
    }
    return value.endsWith("s") ? "s" : "";
  }

  /// A spread or share from 0 to 10.
  public static double decimal(String key, String value) {
    if (!value.matches("\\d{1,2}(\\.\\d{1,9})?") || Double.parseDouble(value) > 10) {
      throw new IllegalArgumentException(key + " must be from 0 to 10, not '" + value + "'");
    }
    return Double.parseDouble(value);
  }
}
