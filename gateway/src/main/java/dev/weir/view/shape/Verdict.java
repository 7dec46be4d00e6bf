package dev.weir.view.shape;

import dev.weir.view.shape.FormField.Option;
import java.util.List;

/// What a review recommends or decides, as a mark and as a choice.
public final class Verdict {
  /// What can be decided.
  public static final List<Option> CHOICES =
      List.of(
          new Option("", "Nothing is decided"),
          new Option("scale", "Scale"),
          new Option("continue", "Continue"),
          new Option("optimise", "Optimise"),
          new Option("pull_back", "Pull back"),
          new Option("sunset", "Sunset"));

  private Verdict() {}

  /// @param code of the API
  public static Cell cell(String code) {
    Tone tone =
        switch (code) {
          case "scale", "continue" -> Tone.GOOD;
          case "optimise" -> Tone.WARN;
          case "pull_back", "sunset" -> Tone.BAD;
          default -> Tone.QUIET;
        };
    return Cell.of(words(code), tone);
  }

  private static String words(String code) {
    String words = code.replace('_', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /// Whether it asks for a change.
  public static boolean isChange(String code) {
    return switch (code) {
      case "scale", "optimise", "pull_back", "sunset" -> true;
      default -> false;
    };
  }
}
