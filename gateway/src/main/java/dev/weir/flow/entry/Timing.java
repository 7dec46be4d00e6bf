package dev.weir.flow.entry;

/// What the clock said about one attempt, in microseconds since the request was sent upstream; −1 =
/// it never happened.
///
/// @param firstByteMicros response head
/// @param firstTokenMicros first frame with any generated token, reasoning included
/// @param firstCompletionMicros first frame with a token of the answer itself
/// @param frameGapP50Micros median time between frames
/// @param frameGapP99Micros 99th percentile of the time between frames
/// @param totalMicros end of the answer
/// @param frames frames received; 0 for an answer that is no stream
public record Timing(
    long firstByteMicros,
    long firstTokenMicros,
    long firstCompletionMicros,
    long frameGapP50Micros,
    long frameGapP99Micros,
    long totalMicros,
    int frames) {
  public static final Timing NONE = new Timing(-1, -1, -1, -1, -1, -1, 0);
}
