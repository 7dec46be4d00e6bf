package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.AnswerReader.Seen;
import org.jspecify.annotations.Nullable;

/// What the model generated, as a reader comes upon it. Owned by one reader.
final class Generated {
  private final OutputText text;
  private final UsualFrame usual = new UsualFrame();
  private Seen seen = Seen.NOTHING;
  private int pieces;
  private int from;
  private int to;

  /// @param text where it goes, to be counted if no usage comes
  Generated(OutputText text) {
    this.text = text;
  }

  /// Takes the text of an event that is like others before it; false if it must be read.
  boolean takes(byte[] data, int dataFrom, int dataTo) {
    @Nullable String piece = usual.textOf(data, dataFrom, dataTo);
    if (piece == null) {
      return false;
    }
    keep(piece);
    return true;
  }

  /// Begins an event.
  void begin() {
    seen = Seen.NOTHING;
    pieces = 0;
  }

  /// What the event brought.
  Seen end(byte[] data, int dataFrom, int dataTo) {
    if (seen == Seen.COMPLETION && pieces == 1 && usual.learns()) {
      usual.learn(data, dataFrom, dataTo, from, to);
    }
    return seen;
  }

  /// Reads a text, or passes a value over that is none.
  void read(JsonCursor cursor, Seen kind) throws JsonFault {
    if (!cursor.is(JsonCursor.Kind.STRING)) {
      cursor.skip();
      return;
    }
    if (usual.learns()) {
      from = cursor.start() + 1;
      to = cursor.end() - 1;
    }
    String piece = cursor.text();
    if (!piece.isEmpty() && kind.compareTo(seen) > 0) {
      seen = kind;
    }
    add(piece);
  }

  /// Reads a value in which every text was generated, names of members included: what a tool is
  /// called with.
  void values(JsonCursor cursor) throws JsonFault {
    switch (cursor.kind()) {
      case OBJECT -> {
        while (cursor.nextMember()) {
          add(cursor.name());
          values(cursor);
        }
      }
      case ARRAY -> {
        while (cursor.nextElement()) {
          values(cursor);
        }
      }
      case STRING -> read(cursor, Seen.COMPLETION);
      case INTEGER, DECIMAL, TRUE, FALSE, NULL -> cursor.skip();
    }
  }

  /// A piece that is no token of its own kind, for the count alone.
  void add(String piece) {
    pieces++;
    keep(piece);
  }

  private void keep(String piece) {
    if (!piece.isEmpty() && text.wanted()) {
      text.add(piece);
    }
  }
}
