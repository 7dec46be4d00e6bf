package dev.weir.flow.cohort;

import java.util.regex.Pattern;

/// One of the groups that an experiment's units are put into.
///
/// @param weight its share of the sum of all
/// @param treatment what becomes of its calls
public record Arm(String name, int weight, Treatment treatment) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int WEIGHT_MAX = 1_000_000;

  public Arm {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "arm '%s': field 'name' is 1 to 64 letters, digits, '-', '_' or '.'".formatted(name));
    }
    if (weight < 1 || weight > WEIGHT_MAX) {
      throw new IllegalArgumentException(
          "arm '%s': field 'weight' is 1 to %d, was %d".formatted(name, WEIGHT_MAX, weight));
    }
  }

  /// What becomes of a call.
  public sealed interface Treatment {

    /// It goes as its caller asked: the usual control.
    record AsAsked() implements Treatment {}

    /// It goes as if its caller had asked for another name.
    ///
    /// @param name of a model, a route, an alias, or `prompt/NAME` of a prompt
    record AskFor(String name) implements Treatment {
      /// Begins the name of a prompt.
      public static final String PROMPT = "prompt/";

      public AskFor {
        if (name.isBlank() || name.length() > 256) {
          throw new IllegalArgumentException(
              "an arm asks for a name of 1 to 256 characters, was '%s'".formatted(name));
        }
      }
    }

    /// It is not carried out: the application takes its way without AI.
    record WithoutAi() implements Treatment {}
  }
}
