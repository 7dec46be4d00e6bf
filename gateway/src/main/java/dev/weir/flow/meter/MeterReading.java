package dev.weir.flow.meter;

import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsageReport;
import java.util.Optional;

/// What a meter saw of one attempt. Times are microseconds since the request was sent; −1 = it
/// never happened.
///
/// @param report what the answer said about its usage
/// @param modelServed the model the answer names, or empty
/// @param serviceTier the tier the answer names, or empty
/// @param responseId the provider's id of the answer, or empty
/// @param systemFingerprint OpenAI's name of the backend's configuration, or empty
/// @param finishReason why the last choice ended, or empty
/// @param firstByteMicros response head
/// @param firstTokenMicros first frame with any generated token, reasoning included
/// @param firstCompletionMicros first frame with a token of the answer itself
/// @param frameGapP50Micros median time between frames, to within 7 %
/// @param frameGapP99Micros 99th percentile of the time between frames, to within 7 %
/// @param totalMicros end of the answer
/// @param frames frames received; 0 for an answer that is no stream
/// @param complete whether the answer's regular ending was seen
/// @param error the error the answer reports, or why it could not be read; or empty
public record MeterReading(
    UsageReport report,
    String modelServed,
    String serviceTier,
    String responseId,
    String systemFingerprint,
    String finishReason,
    long firstByteMicros,
    long firstTokenMicros,
    long firstCompletionMicros,
    long frameGapP50Micros,
    long frameGapP99Micros,
    long totalMicros,
    int frames,
    boolean complete,
    String error) {

  /// The same, served at another tier.
  public MeterReading at(String tier) {
    return new MeterReading(
        report,
        modelServed,
        tier,
        responseId,
        systemFingerprint,
        finishReason,
        firstByteMicros,
        firstTokenMicros,
        firstCompletionMicros,
        frameGapP50Micros,
        frameGapP99Micros,
        totalMicros,
        frames,
        complete,
        error);
  }

  /// The usage if the provider reported all of it.
  public Optional<Usage> usage() {
    return report.whole();
  }
}
