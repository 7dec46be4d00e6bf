package dev.weir.view.usecase;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Tone;

/// What a review recommends, as a mark.
final class Verdict {
  private Verdict() {}

  /// @param code of the API
  static Cell cell(String code) {
    return switch (code) {
      case "scale" -> Cell.of("Scale", Tone.GOOD);
      case "continue" -> Cell.of("Continue", Tone.GOOD);
      case "optimise" -> Cell.of("Optimise", Tone.WARN);
      case "pull_back" -> Cell.of("Pull back", Tone.BAD);
      case "sunset" -> Cell.of("Sunset", Tone.BAD);
      case "not_enough_evidence" -> Cell.of("Not enough evidence", Tone.QUIET);
      default -> Cell.of(code, Tone.QUIET);
    };
  }
}
