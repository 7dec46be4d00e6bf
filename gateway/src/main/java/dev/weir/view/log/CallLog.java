package dev.weir.view.log;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.weir.base.log.LogKey;
import dev.weir.base.log.LogLine;
import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.health.Standing;
import dev.weir.flow.health.Turn;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.refusal.Refusal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/// Writes refusals, failures, defects, and one in so many of the calls that went well. Thread-safe;
/// called on event loops.
public final class CallLog implements Signals {
  private final System.Logger log;
  private final Executor writing;
  private final IntSupplier sampleEvery;
  private final AtomicLong wentWell = new AtomicLong();

  /// @param writing where writing may block; told of one event after the other
  /// @param sampleEvery one in so many calls that went well; 0 = none
  public CallLog(System.Logger log, Executor writing, IntSupplier sampleEvery) {
    this.log = log;
    this.writing = writing;
    this.sampleEvery = sampleEvery;
  }

  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {
    String message = recorded ? "a call was refused" : "a call was refused, and is in no ledger";
    write(
        LogLine.of(
            recorded ? INFO : WARNING,
            "refused " + refusal.kind().code(),
            message,
            refused(call, refusal)));
  }

  /// Without the refusal's message: it may quote what the caller sent.
  private static Map<LogKey, String> refused(CallId call, Refusal refusal) {
    Map<LogKey, String> facts = new EnumMap<>(LogKey.class);
    facts.put(LogKey.CALL, call.toString());
    facts.put(LogKey.REFUSAL, refusal.kind().code());
    if (!refusal.rule().isEmpty()) {
      facts.put(LogKey.RULE, refusal.rule());
    }
    return facts;
  }

  @Override
  public void unknownKey(CallId call) {
    write(LogLine.of(INFO, "unknown key", "a request without a known key", of(call)));
  }

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {
    write(
        LogLine.of(
            INFO,
            "turned away " + kind.code(),
            "a request that is no call was turned away",
            Map.of(LogKey.CALL, call.toString(), LogKey.REFUSAL, kind.code())));
  }

  private static Map<LogKey, String> of(CallId call) {
    return Map.of(LogKey.CALL, call.toString());
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    if (!isTold(ending)) {
      return;
    }
    switch (ending) {
      case Entry.Settled settled ->
          ended(
              reserved,
              settled.ending(),
              Map.of(
                  LogKey.STATUS, Integer.toString(settled.status()),
                  LogKey.MILLIS, Long.toString(settled.timing().totalMicros() / 1_000),
                  LogKey.COST_USD, settled.charge().total().toString()));
      case Entry.Released released ->
          ended(
              reserved,
              released.ending(),
              Map.of(LogKey.STATUS, Integer.toString(released.status())));
      case Entry.Expired _ ->
          write(
              LogLine.of(
                  WARNING, "call expired", "nobody ended a call", facts(reserved, Map.of())));
    }
  }

  private void ended(Reserved reserved, Ending ending, Map<LogKey, String> more) {
    Map<LogKey, String> facts = facts(reserved, more);
    facts.put(LogKey.ENDING, ending.name().toLowerCase(Locale.ROOT));
    switch (ending) {
      case COMPLETE, DRAINED, CALLER_LEFT, DEFERRED ->
          write(
              LogLine.of(
                  INFO,
                  "call",
                  "one in %d calls that went well".formatted(sampleEvery.getAsInt()),
                  facts));
      case PROVIDER_ERROR, CUT, TIMED_OUT, NOT_SENT ->
          write(
              LogLine.of(
                  WARNING,
                  "failed " + facts.get(LogKey.ENDING),
                  "a call failed at its provider",
                  facts));
    }
  }

  /// Asked before a line is made: most calls go well.
  private boolean isTold(Entry.Ended ending) {
    return switch (ending) {
      case Entry.Settled settled -> isTold(settled.ending());
      case Entry.Released released -> isTold(released.ending());
      case Entry.Expired _ -> true;
    };
  }

  private boolean isTold(Ending ending) {
    return switch (ending) {
      case COMPLETE, DRAINED, CALLER_LEFT, DEFERRED -> isSampled();
      case PROVIDER_ERROR, CUT, TIMED_OUT, NOT_SENT -> true;
    };
  }

  private boolean isSampled() {
    int every = sampleEvery.getAsInt();
    return every > 0 && wentWell.getAndIncrement() % every == 0;
  }

  private static Map<LogKey, String> facts(Reserved reserved, Map<LogKey, String> more) {
    Map<LogKey, String> facts = new EnumMap<>(LogKey.class);
    facts.put(LogKey.CALL, reserved.call().toString());
    facts.put(LogKey.ATTEMPT, Integer.toString(reserved.attempt()));
    facts.put(LogKey.ROUTE, reserved.facts().route());
    facts.put(LogKey.PROVIDER, reserved.provider());
    facts.put(LogKey.MODEL, reserved.model());
    facts.put(LogKey.KEY, reserved.facts().principal().key());
    facts.put(LogKey.USE_CASE, reserved.facts().principal().tags().valueOrEmpty(TagNames.USE_CASE));
    facts.putAll(more);
    return facts;
  }

  @Override
  public void turned(Turn turn) {
    boolean bad = turn.now() == Standing.OPEN;
    write(
        LogLine.of(
            bad ? WARNING : INFO,
            "circuit " + turn.now().code(),
            "the circuit of a target is %s, was %s"
                .formatted(turn.now().code(), turn.before().code()),
            Map.of(
                LogKey.PROVIDER, turn.target().provider(), LogKey.MODEL, turn.target().model())));
  }

  @Override
  public void bug(Throwable defect) {
    write(LogLine.defect("defect at the edge", "a defect of Weir at the edge", defect));
  }

  private void write(LogLine line) {
    try {
      writing.execute(() -> log.log(line.level(), line));
    } catch (RejectedExecutionException closing) {
      // Calls that end while the gateway closes are written by whoever ends them.
      log.log(line.level(), line);
    }
  }
}
