package dev.weir.exchange.telemetry;

import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import dev.weir.flow.edge.Signals;
import dev.weir.flow.edge.Tracing;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Reserved;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Tells a collector of calls and their attempts, as spans of the caller's trace: the call is a
/// server's span, an attempt a client's below it, and what the provider does of it is below that.
/// Thread-safe; called on event loops.
public final class OtlpTraces implements Tracing, Signals, AutoCloseable {
  private static final int CALLS_MAX = 20_000;

  private final Map<CallId, Followed> calls = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final UnaryOperator<String> families;
  private final int share;
  private final OtlpSender sender;

  /// Where spans go, and which.
  ///
  /// @param url of the collector; `/v1/traces` follows it
  /// @param headers sent with each batch; never shown
  /// @param service `service.name`
  /// @param share of the traces that begin here, in thousandths; a caller that has a trace says
  ///   itself whether it is kept
  public record Settings(URI url, Headers headers, String service, int share) {}

  /// A call whose spans are to be told; guarded by itself.
  private static final class Followed {
    private final TraceContext context;
    private final Map<Integer, Instant> sent = new HashMap<>();
    private boolean over;

    Followed(TraceContext context) {
      this.context = context;
    }
  }

  /// @param families the family of a provider, by its configured name
  public OtlpTraces(
      Settings settings,
      UnaryOperator<String> families,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log) {
    this.clock = clock;
    this.families = families;
    this.share = settings.share();
    this.sender =
        new OtlpSender(settings.url(), settings.headers(), settings.service(), random, log);
  }

  /// @param engine carries what is sent; closed after this
  public void start(Engine engine) {
    sender.start(engine);
  }

  /// Spans a collector took.
  public long sent() {
    return sender.sent();
  }

  /// Spans nobody took, or that found no room.
  public long dropped() {
    return sender.dropped();
  }

  /// Spans that wait.
  public int waiting() {
    return sender.waiting();
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Headers outward(AttemptId attempt, Headers callers) {
    TraceContext context = context(attempt.call(), callers);
    if (context.sampled() && (calls.size() < CALLS_MAX || calls.containsKey(attempt.call()))) {
      Followed followed = calls.computeIfAbsent(attempt.call(), _ -> new Followed(context));
      synchronized (followed) {
        followed.sent.put(attempt.attempt(), clock.instant());
      }
    }
    // A state belongs to the trace that it came with.
    Headers kept = context.parent().isEmpty() ? callers.without("tracestate") : callers;
    return kept.with(TraceContext.HEADER, context.header(TraceContext.span(attempt)));
  }

  /// A caller that sends two, or a broken one, has no trace.
  private TraceContext context(CallId call, Headers callers) {
    return Optional.of(callers.all(TraceContext.HEADER))
        .filter(all -> all.size() == 1)
        .flatMap(all -> TraceContext.read(all.getFirst()))
        .orElseGet(() -> TraceContext.begin(call, share));
  }

  @Override
  public void over(CallOver call) {
    TraceContext context = context(call.call(), call.headers());
    if (!context.sampled()) {
      return;
    }
    sender.offer(CallSpans.call(context, call));
    Followed followed = calls.get(call.call());
    if (followed != null) {
      synchronized (followed) {
        followed.over = true;
        forget(call.call(), followed);
      }
    }
  }

  /// Once nothing more can come.
  private void forget(CallId call, Followed followed) {
    if (followed.over && followed.sent.isEmpty()) {
      calls.remove(call);
    }
  }

  /// An attempt that was never sent has no span.
  @Override
  public void ended(Reserved reserved, Ended ending) {
    Followed followed = calls.get(reserved.call());
    if (followed == null) {
      return;
    }
    Instant sent;
    synchronized (followed) {
      sent = followed.sent.remove(reserved.attempt());
      forget(reserved.call(), followed);
    }
    if (sent != null) {
      String provider = GenAiNames.provider(families.apply(reserved.provider()));
      sender.offer(CallSpans.attempt(followed.context, provider, reserved, ending, sent));
    }
  }

  /// Nothing to do: a defect names no call, so no span could tell it; log and metrics do.
  @Override
  public void bug(Throwable defect) {}

  @Override
  public void close() {
    sender.close();
  }
}
