package dev.weir.view.api;

import dev.weir.view.report.CallRecord;
import dev.weir.view.report.Waterfall;
import java.util.List;
import java.util.Optional;

/// The pages about when what happened in a call.
final class CallTimes {
  private CallTimes() {}

  /// How fast an attempt was answered, in microseconds since its request was sent, and how long
  /// what was before took; absent = it never happened, or nobody measured it.
  ///
  /// @param queueMicros waiting for the provider's limits
  /// @param admitMicros from the call's acceptance, or the end of the attempt before, to the
  ///   durable reservation
  /// @param connectMicros 0 on a kept connection
  /// @param outputTokensPerSecond over the time from the first token to the end of a stream, or
  ///   from sending to the end of any other answer
  record SpeedPage(
      Optional<Long> queueMicros,
      Optional<Long> admitMicros,
      Optional<Long> connectMicros,
      Optional<Long> firstByteMicros,
      Optional<Long> firstTokenMicros,
      Optional<Long> firstCompletionMicros,
      Optional<Long> frameGapP50Micros,
      Optional<Long> frameGapP99Micros,
      Optional<Long> totalMicros,
      int frames,
      Optional<Double> outputTokensPerSecond) {}

  /// An attempt on the call's own time: microseconds since the call was accepted; absent = it never
  /// happened.
  ///
  /// @param cause `first`, `retry`, `fallback:` and the fault
  /// @param begunMicros the call's acceptance, or the end of the attempt before
  /// @param endedMicros absent while it is under way
  record BarPage(
      int attempt,
      String provider,
      String model,
      String cause,
      long begunMicros,
      Optional<Long> sentMicros,
      Optional<Long> connectedMicros,
      Optional<Long> headMicros,
      Optional<Long> firstTokenMicros,
      Optional<Long> firstCompletionMicros,
      Optional<Long> endedMicros,
      String ending) {}

  static SpeedPage speed(CallRecord.Speed speed) {
    return new SpeedPage(
        speed.queue(),
        speed.admit(),
        speed.connect(),
        speed.firstByte(),
        speed.firstToken(),
        speed.firstCompletion(),
        speed.frameGapP50(),
        speed.frameGapP99(),
        speed.total(),
        speed.frames(),
        speed.outputTokensPerSecond());
  }

  static List<BarPage> waterfall(CallRecord call) {
    return call.waterfall().bars().stream().map(CallTimes::bar).toList();
  }

  private static BarPage bar(Waterfall.Bar bar) {
    return new BarPage(
        bar.attempt(),
        bar.provider(),
        bar.model(),
        bar.cause(),
        bar.begun(),
        bar.sent(),
        bar.connected(),
        bar.head(),
        bar.firstToken(),
        bar.firstCompletion(),
        bar.ended(),
        bar.ending());
  }
}
