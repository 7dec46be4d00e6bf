package dev.weir.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// What must come of a cell's call.
///
/// @param trail its attempts, as [FaultColumn] writes them
/// @param view what its caller sees
record FaultFate(FaultCell cell, String trail, String view) {
  private static final Set<String> IN_WEIRS_WORDS = Set.of("torn", "502", "504");

  /// @param expected of the attempts at the target with the fault, and of the view
  static FaultFate of(FaultCell cell, String expected) {
    int end = expected.lastIndexOf(' ');
    String trail = expected.substring(0, end);
    String view = expected.substring(end + 1);
    if (!cell.atFirst()) {
      return new FaultFate(cell, "-not_sent " + trail, view);
    }
    return new FaultFate(cell, view.equals("ok") ? trail + " =complete" : trail, view);
  }

  /// Whether the caller gets an answer as if there was no fault.
  boolean isGood() {
    return view.equals("first") || view.equals("ok");
  }

  /// Whether it gets the beginning of one, and an error event.
  boolean isTorn() {
    return view.equals("torn") || view.equals("told");
  }

  /// Whether Weir does not look into what it gets, which may be nothing that its dialect knows.
  boolean isUnread() {
    return view.equals("200");
  }

  /// Whether it is Weir that tells of the failure.
  boolean inWeirsWords() {
    return IN_WEIRS_WORDS.contains(view);
  }

  /// Anthropic's own word for an overload is known to its clients only; an error within a good
  /// status is told with the status it names, as Google's do, else with 502.
  int status() {
    return switch (view) {
      case "first", "ok", "torn", "told", "error" -> 200;
      case "said" -> cell.target() == Speaker.GEMINI ? 500 : 502;
      case "529" -> cell.isTranslated() && cell.speaker() != Speaker.ANTHROPIC ? 503 : 529;
      default -> Integer.parseInt(view);
    };
  }

  /// The model whose answer the caller sees, where it is one.
  String answering() {
    return view.equals("first") ? cell.near() : cell.far();
  }

  /// Whom the attempts must have asked.
  List<String> models() {
    int attempts = trail.split(" ").length;
    List<String> models =
        new ArrayList<>(Collections.nCopies(attempts, cell.atFirst() ? cell.near() : cell.far()));
    if (!cell.atFirst()) {
      models.set(0, cell.near());
    } else if (view.equals("ok")) {
      models.set(attempts - 1, cell.far());
    }
    return models;
  }
}
