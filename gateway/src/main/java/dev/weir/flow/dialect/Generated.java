package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.AnswerReader.Seen;

/// What the model generated, as a reader comes upon it. Owned by one reader.
final class Generated {
  private final OutputText text;
  private boolean completionSeen;
  private Seen seen = Seen.NOTHING;

  /// @param text where it goes, to be counted if no usage comes
  Generated(OutputText text) {
    this.text = text;
  }

  /// Whether further completion tokens change nothing, so that they need not be read.
  boolean isKnown() {
    return completionSeen && !text.wanted();
  }

  /// Begins an event.
  void begin() {
    seen = Seen.NOTHING;
  }

  /// What the event brought.
  Seen end() {
    completionSeen |= seen == Seen.COMPLETION;
    return seen;
  }

  /// Reads a text, or passes a value over that is none.
  void read(JsonCursor cursor, Seen kind) throws JsonFault {
    if (!cursor.is(JsonCursor.Kind.STRING)) {
      cursor.skip();
      return;
    }
    String piece = cursor.text();
    if (!piece.isEmpty() && kind.compareTo(seen) > 0) {
      seen = kind;
    }
    add(piece);
  }

  /// A piece that is no token of its own kind, for the count alone.
  void add(String piece) {
    if (!piece.isEmpty() && text.wanted()) {
      text.add(piece);
    }
  }
}
