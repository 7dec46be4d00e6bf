package dev.weir.flow.edge;

import dev.weir.flow.dialect.Wire;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import java.util.Optional;

/// Listens to an answer that is given again for the usage of the call that began it. Owned by the
/// call's event loop.
final class Overheard {
  private final Deferred.Begun begun;
  private final Meter meter;

  private Overheard(Deferred.Begun begun, Meter meter) {
    this.begun = begun;
    this.meter = meter;
  }

  /// Nothing if the attempt is for no such answer.
  static Optional<Overheard> of(Sent sent, long nanos) {
    return sent.again()
        .flatMap(begun -> meter(sent, nanos).map(meter -> new Overheard(begun, meter)));
  }

  private static Optional<Meter> meter(Sent sent, long nanos) {
    Optional<Wire> wire = sent.operation().flatMap(operation -> operation.again());
    return wire.map(
        its -> new Meter(sent.provider().family().metering(its), true, MeterLimits.USUAL, nanos));
  }

  void head(AnswerHead head, long nanos) {
    meter.head(head.framing(), nanos);
  }

  void chunk(byte[] bytes, long nanos) {
    meter.chunk(bytes, nanos);
  }

  /// What the call that began the answer has used, if it is this answer, is over, and says it.
  Optional<Deferred.Told> end(long nanos) {
    MeterReading reading = meter.end(nanos);
    boolean over =
        reading.responseId().equals(begun.response())
            && !Settlement.UNFINISHED.contains(reading.finishReason());
    return reading
        .usage()
        .filter(_ -> over)
        .map(usage ->
            new Deferred.Told(
                begun.call(),
                begun.attempt(),
                usage,
                reading.modelServed(),
                reading.serviceTier()));
  }
}
