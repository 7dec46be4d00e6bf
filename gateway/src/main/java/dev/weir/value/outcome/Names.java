package dev.weir.value.outcome;

import java.util.Set;
import java.util.regex.Pattern;

/// The names that expressions may use: KPIs, what is told of every outcome, rate cards.
final class Names {
  static final String QUANTITY = "quantity";
  static final String QUALITY = "quality";
  static final String TIME_TAKEN = "time_taken_seconds";

  /// Dollars an hour of a rate card: `rate.agent`.
  static final String RATE = "rate.";

  /// The share of hours saved that a rate card says become money: `redeployed.agent`.
  static final String REDEPLOYED = "redeployed.";

  /// What every outcome may say.
  static final Set<String> OF_ALL = Set.of(QUANTITY, QUALITY, TIME_TAKEN);

  private static final Set<String> WORDS = Set.of("and", "or", "min", "max", "true", "false");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  private Names() {}

  /// Requires a name that expressions can have.
  ///
  /// @param thing that has the name, for the message
  static String require(String thing, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a %s is 1 to 60 of a to z, 0 to 9 and '_', and begins with a letter, was '%s'"
              .formatted(thing, name));
    }
    return name;
  }

  /// Requires a KPI's name: none that means something else.
  static String requireKpi(String name) {
    if (WORDS.contains(name) || OF_ALL.contains(name)) {
      throw new IllegalArgumentException(
          "the name of a KPI is none that expressions have already, was '%s'".formatted(name));
    }
    return require("KPI", name);
  }
}
