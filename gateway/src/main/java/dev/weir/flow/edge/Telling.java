package dev.weir.flow.edge;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.refusal.Refusal;
import java.time.Instant;

/// What is told of a call as a whole, beside the rows of its attempts: to the ledger that it was
/// refused, and to who follows it that it is over.
///
/// @param accepted the call
/// @param acceptedNanos the same instant, by the clock that measures
/// @param books it is judged by
record Telling(
    Rooms rooms,
    Caller caller,
    Outgoing out,
    CallId call,
    Instant accepted,
    long acceptedNanos,
    Snapshot books) {

  /// A call of which nothing else is in the ledger is refused.
  ///
  /// @param recorded what the journal is told instead of words that may be the caller's
  void refused(CallFacts facts, Refusal refusal, String recorded) {
    Entry.Refused entry =
        new Entry.Refused(
            call,
            accepted,
            facts,
            refusal.kind().code(),
            refusal.rule(),
            recorded,
            books.rules().version());
    rooms.signals().refused(call, refusal, rooms.ledger().refused(entry));
  }

  /// The caller has its answer, or has left.
  void over(CallFacts facts) {
    if (rooms.tracing().isOn()) {
      long micros = rooms.nanos().microsSince(acceptedNanos);
      rooms
          .tracing()
          .over(
              new Tracing.CallOver(call, facts, accepted, micros, out.status(), caller.headers()));
    }
  }
}
