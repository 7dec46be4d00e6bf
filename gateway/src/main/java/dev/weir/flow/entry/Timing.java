package dev.weir.flow.entry;

/// What the clock said about one attempt, in microseconds; −1 = it never happened, or nobody
/// measured it. What is up to the end is counted from when the request was sent upstream, what was
/// before it is a duration.
///
/// @param firstByteMicros response head
/// @param firstTokenMicros first frame with any generated token, reasoning included
/// @param firstCompletionMicros first frame with a token of the answer itself
/// @param frameGapP50Micros median time between frames
/// @param frameGapP99Micros 99th percentile of the time between frames
/// @param totalMicros end of the answer
/// @param frames frames received; 0 for an answer that is no stream
/// @param queueMicros how long it waited for the provider's limits. −1: not measured
/// @param admitMicros from the call's acceptance, or the end of the attempt before, to the durable
///   reservation. −1: not measured
/// @param connectMicros how long connecting took, 0 on a kept connection. −1: not measured
public record Timing(
    long firstByteMicros,
    long firstTokenMicros,
    long firstCompletionMicros,
    long frameGapP50Micros,
    long frameGapP99Micros,
    long totalMicros,
    int frames,
    long queueMicros,
    long admitMicros,
    long connectMicros) {
  public static final Timing NONE = new Timing(-1, -1, -1, -1, -1, -1, 0);

  /// What an answer's meter measures, and nothing of the time before the request was sent.
  public Timing(
      long firstByteMicros,
      long firstTokenMicros,
      long firstCompletionMicros,
      long frameGapP50Micros,
      long frameGapP99Micros,
      long totalMicros,
      int frames) {
    this(
        firstByteMicros,
        firstTokenMicros,
        firstCompletionMicros,
        frameGapP50Micros,
        frameGapP99Micros,
        totalMicros,
        frames,
        -1,
        -1,
        -1);
  }

  /// The same, with what was before its request was sent.
  public Timing after(long queue, long admit, long connect) {
    return new Timing(
        firstByteMicros,
        firstTokenMicros,
        firstCompletionMicros,
        frameGapP50Micros,
        frameGapP99Micros,
        totalMicros,
        frames,
        queue,
        admit,
        connect);
  }
}
