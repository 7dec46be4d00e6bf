package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.Scan;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The frame that a stream repeats, with another piece of text in the same place: a run of tokens.
///
/// A frame that equals the one learnt all around its text needs no parsing: what parsing did to a
/// reader's facts it would only do again. Only plain ASCII text is taken so; one with an escape is
/// parsed. One stream.
public final class UsualFrame {
  private static final byte[] USAGE = Scan.ascii("\"usage\"");

  /// A stream whose frames differ elsewhere too, by a random padding perhaps, is not learnt for
  /// ever.
  private static final int LEARNT_MAX = 8;

  private byte[] before = {};
  private byte[] after = {};
  private int learnt;

  /// Whether another frame may be learnt.
  public boolean learns() {
    return learnt < LEARNT_MAX;
  }

  /// Learns a frame that was parsed and had one text in it. One with usage is none that repeats.
  ///
  /// @param textFrom behind the text's opening quote
  /// @param textTo its closing quote
  public void learn(byte[] data, int from, int to, int textFrom, int textTo) {
    if (Scan.find(data, from, to, USAGE) < 0) {
      before = Arrays.copyOfRange(data, from, textFrom);
      after = Arrays.copyOfRange(data, textTo, to);
      learnt++;
    }
  }

  /// The text of a frame like the one learnt; null if it must be parsed.
  @Nullable String textOf(byte[] data, int from, int to) {
    JsonSlice piece = pieceOf(data, from, to);
    return piece == null ? null : Scan.text(data, piece.from() + 1, piece.to() - 1);
  }

  /// The same as it came, with its quotes.
  public @Nullable JsonSlice pieceOf(byte[] data, int from, int to) {
    int textFrom = from + before.length;
    int textTo = to - after.length;
    if (before.length == 0
        || textFrom >= textTo
        || !Arrays.equals(data, from, textFrom, before, 0, before.length)
        || !Arrays.equals(data, textTo, to, after, 0, after.length)) {
      return null;
    }
    return Scan.isPlainText(data, textFrom, textTo)
        ? new JsonSlice(data, textFrom - 1, textTo + 1)
        : null;
  }
}
