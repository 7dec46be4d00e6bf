package dev.weir.flow.edge;

import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Listens to a provider's answer, and ends the reservation of its attempt by what was heard. What
/// the caller gets of the answer is no matter of it. Owned by the call's event loop.
final class Charging {
  private final Sent sent;
  private final NanoClock nanos;
  private final long begun;
  private final Meter meter;
  private final Optional<Overheard> overheard;
  private final Deferred deferred;
  private AnswerHead head = AnswerHead.NONE;
  private Duration took = Duration.ZERO;

  /// @param deferred hears what another call has used
  Charging(Sent sent, NanoClock nanos, Deferred deferred) {
    this.sent = sent;
    this.nanos = nanos;
    this.begun = nanos.nanos();
    this.meter = new Meter(sent.metering(), true, MeterLimits.USUAL, begun);
    this.overheard = Overheard.of(sent, deferred, begun);
    this.deferred = deferred;
  }

  /// The request has its connection. The clock is asked only where there is something to measure.
  void connected(boolean fresh) {
    sent.holding().connected(fresh ? nanos.microsSince(begun) : 0);
  }

  void head(AnswerHead answered) {
    head = answered;
    meter.head(head.framing(), nanos.nanos());
    overheard.ifPresent(other -> other.head(head, nanos.nanos()));
  }

  void listen(byte[] bytes) {
    if (!head.sealed()) {
      meter.chunk(bytes, nanos.nanos());
      // For each chunk of each answer: nothing is made here for those that are nobody else's.
      if (overheard.isPresent()) {
        overheard.get().chunk(bytes, nanos.nanos());
      }
    }
  }

  /// Whether anything that was generated has come.
  boolean started() {
    return meter.started();
  }

  /// What the provider says within its answer that went wrong, `type: message`; or empty.
  String error() {
    return meter.error();
  }

  /// Ends the listening.
  MeterReading close() {
    MeterReading reading = tiered(meter.end(nanos.nanos()));
    boolean streamed = reading.firstTokenMicros() >= 0;
    took =
        Duration.of(
            streamed ? reading.firstTokenMicros() : reading.totalMicros(), ChronoUnit.MICROS);
    return reading;
  }

  /// At the tier that the head names, if it does.
  private MeterReading tiered(MeterReading heard) {
    String spilled = sent.provider().family().spilled();
    return spilled.isEmpty() || head.headers().get(spilled).isEmpty()
        ? heard
        : heard.at(ServiceTier.SPILLED);
  }

  /// How long the caller of an answer that has ended waited: for its first token, or for all of one
  /// that is no stream.
  Duration took() {
    return took;
  }

  /// How an answer ended that came to its end.
  Ending ending(MeterReading reading) {
    if (head.sealed()) {
      return Ending.COMPLETE;
    }
    if (!reading.error().isEmpty() && !reading.complete()) {
      return Ending.PROVIDER_ERROR;
    }
    return reading.complete() ? Ending.COMPLETE : Ending.CUT;
  }

  /// Nothing was generated, no usage was told, and the provider says that it failed.
  boolean isUnbilled(MeterReading reading) {
    return !meter.error().isEmpty() && !meter.started() && reading.usage().isEmpty();
  }

  void release(Ending ending, String reason, MeterReading reading) {
    sent.holding().release(head.status(), ending, reason, sent.holding().timing(reading));
  }

  /// Charges what was heard; the entry, unless it must be counted first.
  Optional<Settled> settle(Ending ending, MeterReading reading) {
    boolean whole = ending == Ending.COMPLETE || ending == Ending.DRAINED;
    overheard.ifPresent(other -> other.end(deferred, whole, nanos.nanos()));
    return sent.holding()
        .settle(
            new Settlement.Attempted(
                sent.reserved(),
                sent.provider(),
                sent.prices(),
                sent.ask(),
                sent.operation(),
                sent.estimate(),
                sent.body(),
                head.status(),
                ending,
                reading,
                sent.holding().timing(reading),
                meter.text()));
  }
}
