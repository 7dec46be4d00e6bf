package dev.weir.flow.edge;

import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.meter.MeterReading;
import java.util.Optional;

/// What one attempt holds from its admission to its end: money in the ledger, and its body until
/// that is settled. Owned by the call's event loop.
final class Holding {
  private final Settlement settlement;
  private final Reserved reserved;
  private Runnable letGo = () -> {};

  private long queueMicros;
  private long admitMicros = -1;
  private long connectMicros = -1;

  /// The settlement has it, which loses no reservation.
  private boolean ended;

  Holding(Settlement settlement, Reserved reserved) {
    this.settlement = settlement;
    this.reserved = reserved;
  }

  Reserved reserved() {
    return reserved;
  }

  /// @param body keeps it until it is run, on any thread
  void keep(Runnable body) {
    letGo = body;
  }

  /// It has waited for the provider's limits before it was reserved.
  void queued(long micros) {
    queueMicros = micros;
  }

  /// The reservation is durable.
  ///
  /// @param micros since the call was accepted, or since the attempt before has ended, without what
  ///   it was queued
  void admitted(long micros) {
    admitMicros = micros;
  }

  /// The request goes out.
  ///
  /// @param micros how long that took to connect
  void connected(long micros) {
    connectMicros = micros;
  }

  /// What the clock said of the attempt.
  Timing timing(MeterReading reading) {
    Timing answer =
        new Timing(
            reading.firstByteMicros(),
            reading.firstTokenMicros(),
            reading.firstCompletionMicros(),
            reading.frameGapP50Micros(),
            reading.frameGapP99Micros(),
            reading.totalMicros(),
            reading.frames());
    return answer.after(queueMicros, admitMicros, connectMicros);
  }

  /// The same of one that was not sent.
  Timing timing() {
    return Timing.NONE.after(queueMicros, admitMicros, -1);
  }

  /// Ends an attempt the provider bills.
  Optional<Settled> settle(Settlement.Attempted attempted) {
    ended = true;
    return settlement.settle(attempted, letGo);
  }

  /// Ends an attempt the provider does not bill.
  void release(int status, Ending ending, String reason, Timing timing) {
    ended = true;
    settlement.release(reserved, status, ending, reason, timing);
    letGo.run();
  }

  /// Ends an attempt of which nothing can be said any more, unless it was ended.
  void expire() {
    if (!ended) {
      ended = true;
      settlement.expire(reserved);
      letGo.run();
    }
  }
}
