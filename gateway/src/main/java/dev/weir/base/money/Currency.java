package dev.weir.base.money;

import java.util.regex.Pattern;

/// How currencies are named: by the three letters of ISO 4217.
public final class Currency {
  /// The dollar, in which everything is counted.
  public static final String USD = "USD";

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

  private Currency() {}

  public static boolean isDollar(String code) {
    return code.equals(USD);
  }

  /// @throws IllegalArgumentException for a text that cannot be a currency's name
  public static void require(String code) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "a currency has three capital letters, was '%s'".formatted(code));
    }
  }
}
