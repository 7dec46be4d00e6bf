package dev.weir.flow.edge;

import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.ledger.Ledger;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.meter.TokenCount;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.pace.Load;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// Ends reservations: prices what an attempt consumed, at once where the provider reported it, and
/// off the event loop where it must be counted first. Thread-safe.
final class Settlement {
  private final Ledger ledger;
  private final TokenCounter counter;
  private final Executor counting;
  private final Signals signals;
  private final Paces paces;
  private final Deferred deferred;

  /// @param counting where counting may take its time; may reject what is too much for it
  /// @param deferred is told of answers that go on
  Settlement(
      Ledger ledger,
      TokenCounter counter,
      Executor counting,
      Signals signals,
      Paces paces,
      Deferred deferred) {
    this.ledger = ledger;
    this.counter = counter;
    this.counting = counting;
    this.signals = signals;
    this.paces = paces;
    this.deferred = deferred;
  }

  /// Answers that go on after their calls.
  Deferred deferred() {
    return deferred;
  }

  /// What is to be settled.
  ///
  /// @param operation what it is, where its wire is no known one
  /// @param body the request as it was sent
  /// @param text what was generated, for counting
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record Attempted(
      Reserved reserved,
      Provider provider,
      PriceBook prices,
      Ask ask,
      Optional<Operation> operation,
      Estimate estimate,
      byte[] body,
      int status,
      Ending ending,
      MeterReading reading,
      Timing timing,
      OutputText text) {}

  /// Settles an attempt the provider bills.
  ///
  /// @param done run when nothing of the attempt is needed any more, on any thread
  /// @return the entry, unless the attempt must be counted first, or a defect was in the way
  Optional<Settled> settle(Attempted attempted, Runnable done) {
    boolean goesOn = goesOn(attempted);
    if (goesOn) {
      remember(attempted); // before its caller can ask for it
    }
    boolean bounded = goesOn && attempted.estimate.boundless().isEmpty();
    if (attempted.ask.wire().metered() && attempted.reading.usage().isEmpty() && !bounded) {
      countLater(attempted, done);
      return Optional.empty();
    }
    try {
      return guarded(attempted.reserved, () -> settled(attempted));
    } finally {
      done.run();
    }
  }

  private Settled settled(Attempted attempted) {
    if (attempted.ask.wire().metered()) {
      return price(attempted, attempted.reading.usage().orElseGet(() -> bound(attempted)));
    }
    Charge none = Charge.none(attempted.prices.version());
    return end(attempted, Usage.of(0, 0, Provenance.REPORTED), none);
  }

  private void remember(Attempted attempted) {
    String response = attempted.reading.responseId();
    if (Operation.Line.isName(response)) { // it is to be part of a path
      deferred.begun(
          new Deferred.Begun(
              attempted.reserved.id(),
              attempted.reserved.facts().route(),
              attempted.reserved.facts().principal().key(),
              attempted.provider.name(),
              response));
    }
  }

  /// What cannot be counted in time is charged its bound.
  private void countLater(Attempted attempted, Runnable done) {
    try {
      counting.execute(() -> {
        try {
          guarded(attempted.reserved, () -> count(attempted));
        } finally {
          done.run();
        }
      });
    } catch (RejectedExecutionException tooMany) {
      chargeBound(attempted, done);
    } catch (RuntimeException | Error defect) {
      signals.bug(defect);
      chargeBound(attempted, done);
    }
  }

  private void chargeBound(Attempted attempted, Runnable done) {
    try {
      guarded(attempted.reserved, () -> price(attempted, bound(attempted)));
    } finally {
      done.run();
    }
  }

  /// Ends an attempt the provider does not bill.
  void release(Reserved reserved, int status, Ending ending, String reason, Timing timing) {
    guarded(
        reserved,
        () ->
            ended(
                reserved,
                new Entry.Released(
                    reserved.call(),
                    reserved.attempt(),
                    ledger.acceptance(),
                    status,
                    ending,
                    reason,
                    timing)));
  }

  /// Ends an attempt of which nothing can be said any more: it is charged all it held. One that has
  /// ended stays as it is.
  void expire(Reserved reserved) {
    Entry.Expired expired =
        new Entry.Expired(reserved.call(), reserved.attempt(), ledger.acceptance());
    if (ledger.endIfOpen(expired)) {
      tell(reserved, expired);
    } else {
      leave(reserved, expired); // whoever ended it may not have come so far
    }
  }

  /// A defect must not lose the reservation: whatever is still held then is charged.
  private <T> Optional<T> guarded(Reserved reserved, Supplier<T> ending) {
    try {
      return Optional.of(ending.get());
    } catch (RuntimeException | Error defect) {
      signals.bug(defect);
      expire(reserved);
      return Optional.empty();
    }
  }

  private <T extends Entry.Ended> T ended(Reserved reserved, T entry) {
    ledger.end(entry);
    tell(reserved, entry);
    return entry;
  }

  /// Who hears of an ending has no say in it.
  private void tell(Reserved reserved, Entry.Ended entry) {
    leave(reserved, entry);
    try {
      signals.ended(reserved, entry);
    } catch (RuntimeException | Error defect) {
      signals.bug(defect);
    }
  }

  /// The head of an answer has come, which may tell of the provider's limits.
  void heard(Sent sent, AnswerHead head) {
    if (paces.paces(sent.provider().name())) {
      Reserved reserved = sent.reserved();
      paces.heard(
          reserved.id(),
          reserved.model(),
          head.status(),
          head.headers(),
          Faults.retryAfter(head.headers()));
    }
  }

  /// Makes room for others within the provider's limits.
  private void leave(Reserved reserved, Entry.Ended entry) {
    if (paces.isUnused()) {
      return;
    }
    AttemptId attempt = reserved.id();
    switch (entry) {
      case Settled settled -> {
        boolean whole = settled.ending() == Ending.COMPLETE || settled.ending() == Ending.DRAINED;
        boolean known = settled.usage().provenance() != Provenance.ESTIMATED;
        Load used = new Load(settled.usage().input(), settled.usage().output());
        paces.leave(attempt, known ? Optional.of(used) : Optional.empty(), whole && known);
      }
      case Entry.Released released when released.ending() == Ending.NOT_SENT ->
          paces.cancel(attempt);
      case Entry.Released _ -> paces.leave(attempt, Optional.of(Load.NONE), false);
      case Entry.Expired _ -> paces.leave(attempt, Optional.empty(), false);
    }
  }

  private Settled count(Attempted attempted) {
    Usage usage;
    try {
      usage = counted(attempted);
    } catch (RuntimeException | Error defect) {
      signals.bug(defect);
      usage = bound(attempted);
    }
    return price(attempted, usage);
  }

  /// What the provider said of the input, and Weir's count of the rest. Where nothing of an answer
  /// was seen, or where what was seen need not be all of it, the provider may have produced all
  /// that was allowed.
  private Usage counted(Attempted attempted) {
    MeterReading reading = attempted.reading;
    TokenCount count =
        counter.count(served(attempted), attempted.ask, attempted.body, attempted.text);
    Usage bound = bound(attempted);
    boolean seen = reading.complete() || reading.firstTokenMicros() >= 0;
    boolean wholeOutput = seen && count.wholeOutput();
    boolean inputTold = reading.report() instanceof UsageReport.InputOnly;
    Usage input =
        reading.report() instanceof UsageReport.InputOnly(Usage told)
            ? told
            : Usage.of(
                count.wholeInput() ? count.input() : most(attempted, count.input(), bound.input()),
                0,
                count.provenance());
    boolean whole = wholeOutput && (inputTold || count.wholeInput());
    return new Usage(
        input.input(),
        input.cacheRead(),
        input.cacheWrite5m(),
        input.cacheWrite1h(),
        wholeOutput ? count.output() : most(attempted, count.output(), bound.output()),
        0,
        input.beyond(),
        whole ? count.provenance() : Provenance.ESTIMATED);
  }

  /// The bound; of a call without one, what was seen if that is more.
  private static long most(Attempted attempted, long seen, long bound) {
    return attempted.estimate.boundless().isEmpty() ? bound : Math.max(seen, bound);
  }

  private static Usage bound(Attempted attempted) {
    Estimate estimate = attempted.estimate;
    return Usage.of(
        estimate.inputTokens(),
        Math.multiplyExact(estimate.outputTokens(), estimate.choices()),
        Provenance.ESTIMATED);
  }

  /// A usage that costs more than any charge can be is not believed: the bound is charged.
  private Settled price(Attempted attempted, Usage usage) {
    Usage believed = usage;
    Charge charge;
    try {
      charge = charge(attempted, usage);
    } catch (ArithmeticException beyondRange) {
      believed = bound(attempted);
      charge = but(charge(attempted, believed), "reported usage beyond the range of a charge");
    }
    return end(attempted, believed, charge);
  }

  private static String served(Attempted attempted) {
    String served = attempted.reading.modelServed();
    return served.isEmpty() ? attempted.reserved.model() : served;
  }

  /// Priced by what was served. A served model the book does not know is priced as the one that was
  /// asked for, and the charge says that it is not the whole truth.
  private static Charge charge(Attempted attempted, Usage usage) {
    String tier = attempted.reading.serviceTier();
    String served = served(attempted);
    PriceLookup lookup =
        attempted.prices.find(attempted.provider.prices(), served, attempted.reserved.at());
    if (lookup instanceof PriceLookup.Priced priced && lookup.pricesCalls()) {
      return whole(priced.tariff().charge(usage, tier), attempted, usage);
    }
    Optional<Tariff> asked = attempted.estimate.tariff();
    Charge charge =
        asked
            .map(tariff -> tariff.charge(usage, tier))
            .orElseGet(() -> Charge.none(attempted.prices.version()));
    return but(whole(charge, attempted, usage), "model " + served);
  }

  /// Where no bound can be proven, an estimate is none either.
  private static Charge whole(Charge charge, Attempted attempted, Usage usage) {
    Optional<String> boundless = attempted.estimate.boundless();
    return boundless.isPresent() && usage.provenance() == Provenance.ESTIMATED
        ? but(charge, "usage beyond what was seen: " + boundless.get())
        : charge;
  }

  private static Charge but(Charge charge, String unknown) {
    List<String> unpriced = new ArrayList<>(charge.unpriced());
    unpriced.add(unknown);
    return new Charge(charge.total(), charge.lines(), unpriced, charge.book());
  }

  private Settled end(Attempted attempted, Usage usage, Charge charge) {
    MeterReading reading = attempted.reading;
    Settled settled =
        new Settled(
            attempted.reserved.call(),
            attempted.reserved.attempt(),
            ledger.acceptance(),
            usage,
            charge,
            reading.modelServed(),
            reading.serviceTier(),
            reading.responseId(),
            reading.systemFingerprint(),
            "",
            attempted.status,
            ending(attempted),
            attempted.timing);
    return ended(attempted.reserved, settled);
  }

  /// An answer that goes on in the background is there when its call ends, and not what it used.
  private static Ending ending(Attempted attempted) {
    return goesOn(attempted) ? Ending.DEFERRED : attempted.ending;
  }

  private static boolean goesOn(Attempted attempted) {
    boolean there = attempted.ending == Ending.COMPLETE || attempted.ending == Ending.DRAINED;
    return there && (isUnfinished(attempted) || isTold(attempted));
  }

  private static boolean isUnfinished(Attempted attempted) {
    MeterReading reading = attempted.reading;
    return attempted.ask.wire() == Wire.OPENAI_RESPONSES
        && reading.usage().isEmpty()
        && Overheard.UNFINISHED.contains(reading.finishReason());
  }

  /// An operation that others tell of, by its id.
  private static boolean isTold(Attempted attempted) {
    return attempted.operation.filter(Operation::goesOn).isPresent()
        && !attempted.reading.responseId().isEmpty();
  }
}
