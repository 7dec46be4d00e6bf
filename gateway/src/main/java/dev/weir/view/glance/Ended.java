package dev.weir.view.glance;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Tone;

/// What a readout ends in, and how far a trial is, as marks.
public final class Ended {
  private Ended() {}

  /// @param code of a verdict
  public static Cell verdict(String code) {
    return switch (code) {
      case "positive" -> Cell.of("positive", Tone.GOOD);
      case "saving_booked" -> Cell.of("saving booked", Tone.GOOD);
      case "negative" -> Cell.of("negative", Tone.BAD);
      case "blocked" -> Cell.of("blocked", Tone.BAD);
      case "too_early" -> Cell.of("too early", Tone.QUIET);
      case "not_enough_evidence" -> Cell.of("not enough evidence", Tone.WARN);
      default -> Cell.of(code, Tone.QUIET);
    };
  }

  /// Whether it may be looked at, which is when it may be ended.
  public static Cell mayStop(String code) {
    return switch (code) {
      case "too_early" -> Cell.of("not yet", Tone.QUIET);
      case "blocked" -> Cell.of("cannot be trusted", Tone.BAD);
      default -> Cell.of("yes", Tone.GOOD);
    };
  }

  /// @param code of a hypothesis or an experiment
  public static Cell state(String code) {
    return switch (code) {
      case "started", "running" -> Cell.of(code, Tone.GOOD);
      default -> Cell.of(code, Tone.QUIET);
    };
  }
}
