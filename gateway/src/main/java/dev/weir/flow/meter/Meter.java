package dev.weir.flow.meter;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.dialect.Answer;
import dev.weir.flow.dialect.AnswerReader;
import dev.weir.flow.dialect.AnswerReader.Seen;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.OutputText;

/// Listens to one attempt's answer. Give it each chunk after the chunk was passed on; it keeps none
/// but an event that spans chunks, and the body of an answer that is no stream.
///
/// Belongs to one attempt and its event loop. Times are those of the caller's nano clock.
public final class Meter {
  private static final long NANOS_PER_MICRO = 1000;

  private final MeterLimits limits;
  private final long sentNanos;
  private final OutputText text;
  private final AnswerReader answer;
  private final Gaps gaps = new Gaps();

  private Framing framing = Framing.NONE;
  private EventReader events;
  private long nowNanos;
  private long lastFrameNanos;
  private long firstByteMicros = -1;
  private long firstTokenMicros = -1;
  private long firstCompletionMicros = -1;
  private int frames;

  /// @param keepsText whether generated text must be kept because no usage is expected
  /// @param sentNanos when the request was sent
  public Meter(Metering metering, boolean keepsText, MeterLimits limits, long sentNanos) {
    this.limits = limits;
    this.sentNanos = sentNanos;
    this.text = new OutputText(keepsText ? limits.textCharactersMax() : 0);
    this.answer = AnswerReader.of(metering, text);
    this.events = reader();
  }

  /// The response head arrived.
  ///
  /// @param framed how its body is cut into events
  public void head(Framing framed, long nanos) {
    framing = framed;
    events = reader();
    firstByteMicros = micros(nanos);
  }

  private EventReader reader() {
    return switch (framing) {
      case NONE -> framing.reader(limits.bodyBytesMax(), this::body);
      case SSE, EVENT_STREAM, LINES -> framing.reader(limits.eventBytesMax(), this::event);
    };
  }

  /// Bytes of the answer arrived. One that is no stream is best given whole: then nothing is
  /// copied.
  public void chunk(byte[] chunk, long nanos) {
    nowNanos = nanos;
    events.feed(chunk);
  }

  /// Whether a generated token was seen: what was passed on until then is no more than a beginning.
  public boolean started() {
    return firstTokenMicros >= 0;
  }

  /// The error that the answer has reported so far, `type: message`, or empty.
  public String error() {
    return answer.answer().error();
  }

  /// The answer ended, in whatever way. Called once.
  public MeterReading end(long nanos) {
    nowNanos = nanos;
    events.end();
    if (events.overlong() || events.broken()) {
      text.missed();
    }
    Answer seen = answer.answer();
    return new MeterReading(
        seen.usage(),
        seen.modelServed(),
        seen.serviceTier(),
        seen.responseId(),
        seen.systemFingerprint(),
        seen.finishReason(),
        firstByteMicros,
        firstTokenMicros,
        firstCompletionMicros,
        gaps.quantile(0.50),
        gaps.quantile(0.99),
        micros(nanos),
        frames,
        seen.complete(),
        seen.error().isEmpty() ? unread() : seen.error());
  }

  /// Generated text, if it was to be kept.
  public OutputText text() {
    return text;
  }

  /// An answer that is no stream.
  private void body(WireEvent whole) {
    answer.body(whole.bytes());
  }

  private void event(WireEvent event) {
    if (event.dataLines() == 0) {
      return;
    }
    if (frames++ > 0) {
      gaps.add((nowNanos - lastFrameNanos) / NANOS_PER_MICRO);
    }
    lastFrameNanos = nowNanos;
    Seen seen = answer.event(event);
    if (seen == Seen.NOTHING) {
      return;
    }
    if (firstTokenMicros < 0) {
      firstTokenMicros = micros(nowNanos);
    }
    if (seen == Seen.COMPLETION && firstCompletionMicros < 0) {
      firstCompletionMicros = micros(nowNanos);
    }
  }

  private String unread() {
    if (!events.overlong()) {
      return events.broken() ? "bytes that are no event were not read" : "";
    }
    return switch (framing) {
      case NONE -> "body over %d bytes was not read".formatted(limits.bodyBytesMax());
      case SSE, EVENT_STREAM, LINES ->
          "event over %d bytes was not read".formatted(limits.eventBytesMax());
    };
  }

  private long micros(long nanos) {
    return (nanos - sentNanos) / NANOS_PER_MICRO;
  }
}
