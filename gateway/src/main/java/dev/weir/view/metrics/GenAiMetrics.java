package dev.weir.view.metrics;

import dev.weir.base.signal.Counter;
import dev.weir.base.signal.Histogram;
import dev.weir.base.signal.Registry;
import dev.weir.exchange.telemetry.GenAiNames;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Timing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Attempts by the names and buckets of OpenTelemetry's conventions for generative AI (1.41.1), as
/// Prometheus spells them. Series are looked up once for an attempt. Thread-safe; called on event
/// loops.
final class GenAiMetrics {
  private static final long SECOND = 1_000_000;
  private static final String OPERATION = "gen_ai_operation_name";
  private static final String PROVIDER = "gen_ai_provider_name";
  private static final String ASKED = "gen_ai_request_model";
  private static final String SERVED = "gen_ai_response_model";
  private static final int MODELS_MAX = 500;

  /// 1, 4, 16 … 67,108,864.
  private static final List<Long> TOKENS = powers(1, 4, 14);

  /// 10 ms, 20 ms … 81.92 s.
  private static final List<Long> DURATIONS = powers(10_000, 2, 14);

  private static final List<Long> FIRST_TOKEN =
      List.of(
          1_000L,
          5_000L,
          10_000L,
          20_000L,
          40_000L,
          60_000L,
          80_000L,
          100_000L,
          250_000L,
          500_000L,
          750_000L,
          SECOND,
          2_500_000L,
          5 * SECOND,
          7_500_000L,
          10 * SECOND);

  private static final List<Long> PER_TOKEN =
      List.of(
          10_000L,
          25_000L,
          50_000L,
          75_000L,
          100_000L,
          150_000L,
          200_000L,
          300_000L,
          400_000L,
          500_000L,
          750_000L,
          SECOND,
          2_500_000L);

  private final UnaryOperator<String> families;
  private final BoundedValues served = new BoundedValues(MODELS_MAX);
  private final Map<Key, Series> known = new ConcurrentHashMap<>();
  private final Counter fingerprints;
  private final Histogram usage;
  private final Histogram duration;
  private final Histogram firstChunk;
  private final Histogram perChunk;
  private final Histogram firstToken;
  private final Histogram perToken;

  /// Bounded: by configured providers, wires and models of the price book.
  private record Key(String wire, String provider, String asked, String served) {}

  /// What one attempt is observed in.
  ///
  /// @param fingerprint of the system that answered last
  private record Series(
      AtomicReference<String> fingerprint,
      String operation,
      String provider,
      Histogram.Series input,
      Histogram.Series output,
      Histogram.Series duration,
      Histogram.Series firstChunk,
      Histogram.Series perChunk,
      Histogram.Series firstToken,
      Histogram.Series perToken) {}

  /// @param families the family of a provider, by its configured name
  GenAiMetrics(Registry registry, UnaryOperator<String> families) {
    this.families = families;
    fingerprints =
        registry.counter(
            "weir_fingerprint_changes_total",
            "Answers with another system fingerprint than the one before.",
            0,
            "provider",
            "model");
    usage =
        registry.histogram(
            "gen_ai_client_token_usage",
            "Tokens of settled attempts; input includes cache, output includes reasoning.",
            TOKENS,
            1,
            OPERATION,
            PROVIDER,
            ASKED,
            SERVED,
            "gen_ai_token_type");
    duration =
        registry.histogram(
            "gen_ai_client_operation_duration_seconds",
            "From sending an attempt to the end of its answer.",
            DURATIONS,
            SECOND,
            OPERATION,
            PROVIDER,
            ASKED,
            SERVED,
            "error_type");
    firstChunk =
        timed(
            registry,
            "gen_ai_client_operation_time_to_first_chunk_seconds",
            "From sending an attempt to the first token of a stream.",
            DURATIONS);
    perChunk =
        timed(
            registry,
            "gen_ai_client_operation_time_per_output_chunk_seconds",
            "Time between the frames of a stream: its mean, once for each frame after the first.",
            DURATIONS);
    firstToken =
        timed(
            registry,
            "gen_ai_server_time_to_first_token_seconds",
            "To the first token of a stream, connecting left out.",
            FIRST_TOKEN);
    perToken =
        timed(
            registry,
            "gen_ai_server_time_per_output_token_seconds",
            "Time of a stream after its first token, by output tokens after the first.",
            PER_TOKEN);
  }

  private static Histogram timed(Registry registry, String name, String help, List<Long> bounds) {
    return registry.histogram(name, help, bounds, SECOND, OPERATION, PROVIDER, ASKED, SERVED);
  }

  private static List<Long> powers(long first, int factor, int count) {
    Long[] bounds = new Long[count];
    long bound = first;
    for (int i = 0; i < count; i++) {
      bounds[i] = bound;
      bound *= factor;
    }
    return List.of(bounds);
  }

  /// @param asked the model's label, of a bounded set
  void ended(Reserved reserved, String asked, Entry.Ended ending) {
    switch (ending) {
      case Entry.Settled settled ->
          series(reserved, asked, settled.modelServed())
              .ifPresent(series -> settled(series, reserved, asked, settled));
      case Entry.Released released ->
          series(reserved, asked, "")
              .ifPresent(series ->
                  failed(
                      series,
                      List.of(asked, ""),
                      released.timing(),
                      error(released.ending(), released.status())));
      case Entry.Expired _ -> {} // nobody has seen its end
    }
  }

  private Optional<Series> series(Reserved reserved, String asked, String answered) {
    String wire = reserved.course().wire();
    String code = wire.isEmpty() ? reserved.facts().route() : wire;
    Key key = new Key(code, reserved.provider(), asked, served.of(answered));
    Series there = known.get(key);
    return there != null
        ? Optional.of(there)
        : GenAiNames.operation(code)
            .map(operation -> known.computeIfAbsent(key, _ -> made(operation, key)));
  }

  private Series made(String operation, Key key) {
    String provider = GenAiNames.provider(families.apply(key.provider));
    String[] labels = {operation, provider, key.asked, key.served};
    return new Series(
        new AtomicReference<>(""),
        operation,
        provider,
        usage.of(operation, provider, key.asked, key.served, "input"),
        usage.of(operation, provider, key.asked, key.served, "output"),
        duration.of(operation, provider, key.asked, key.served, ""),
        firstChunk.of(labels),
        perChunk.of(labels),
        firstToken.of(labels),
        perToken.of(labels));
  }

  private void settled(Series series, Reserved reserved, String asked, Entry.Settled settled) {
    count(series.input, settled.usage().input());
    count(series.output, settled.usage().output());
    if (!settled.fingerprint().isEmpty()) {
      fingerprint(series, reserved.provider(), asked, settled.fingerprint());
    }
    Timing timing = settled.timing();
    String error = error(settled.ending(), settled.status());
    if (!error.isEmpty()) {
      failed(series, List.of(asked, served.of(settled.modelServed())), timing, error);
      return;
    }
    series.duration.observe(timing.totalMicros());
    if (timing.frames() > 0 && timing.firstTokenMicros() >= 0) {
      streamed(series, settled.usage(), timing);
    }
  }

  /// A provider with several backends goes to and fro: no event, a figure.
  private void fingerprint(Series series, String provider, String asked, String now) {
    String before = series.fingerprint.get();
    if (!now.equals(before)) {
      series.fingerprint.set(now);
      if (!before.isEmpty()) {
        fingerprints.increment(provider, asked);
      }
    }
  }

  private static void count(Histogram.Series series, long tokens) {
    if (tokens > 0) {
      series.observe(tokens);
    }
  }

  private static void streamed(Series series, Usage usage, Timing timing) {
    long first = timing.firstTokenMicros();
    long rest = timing.totalMicros() - first;
    series.firstChunk.observe(first);
    series.firstToken.observe(Math.max(0, first - Math.max(0, timing.connectMicros())));
    if (timing.frames() > 1) {
      series.perChunk.observe(rest / (timing.frames() - 1), timing.frames() - 1L);
    }
    if (usage.output() > 1) {
      series.perToken.observe(rest / (usage.output() - 1));
    }
  }

  /// @param models asked and served
  private void failed(Series series, List<String> models, Timing timing, String error) {
    if (timing.totalMicros() >= 0) {
      duration.observe(
          timing.totalMicros(),
          series.operation,
          series.provider,
          models.getFirst(),
          models.getLast(),
          error);
    }
  }

  /// `error.type`: the status where that is one, else how the attempt ended; empty if well.
  private static String error(Ending ending, int status) {
    return switch (ending) {
      case COMPLETE, DRAINED, DEFERRED, CALLER_LEFT -> "";
      case PROVIDER_ERROR, CUT, TIMED_OUT, NOT_SENT ->
          status >= 400 ? Integer.toString(status) : ending.name().toLowerCase(Locale.ROOT);
    };
  }
}
