package dev.weir.view.metrics;

import dev.weir.base.money.Money;
import dev.weir.base.signal.Counter;
import dev.weir.base.signal.Histogram;
import dev.weir.base.signal.Registry;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.health.Turn;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.refusal.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Counts what happens at the edge. Thread-safe; called on event loops.
public final class EdgeMetrics implements Signals {
  private static final int MODELS_MAX = 500;
  private static final int USE_CASES_MAX = 200;
  private static final long SECOND = 1_000_000;
  private static final String[] WHERE = {"route", "provider", "model", "use_case"};
  private static final List<Long> BOUNDS =
      List.of(
          10_000L,
          25_000L,
          50_000L,
          100_000L,
          250_000L,
          500_000L,
          SECOND,
          2_500_000L,
          5 * SECOND,
          10 * SECOND,
          30 * SECOND,
          60 * SECOND,
          300 * SECOND);

  private final Priced priced;
  private final BoundedValues models = new BoundedValues(MODELS_MAX);
  private final BoundedValues useCases = new BoundedValues(USE_CASES_MAX);
  private final Counter attempts;
  private final Counter tokens;
  private final Counter cost;
  private final Counter refusals;
  private final Counter unrecorded;
  private final Counter unknownKeys;
  private final Counter turnedAway;
  private final Counter turns;
  private final Counter defects;
  private final GenAiMetrics genAi;
  private final Histogram firstToken;
  private final Histogram duration;

  /// Whether the price book knows a model of a provider.
  @FunctionalInterface
  public interface Priced {
    boolean isPriced(String provider, String model);
  }

  /// @param families the family of a provider, by its configured name
  public EdgeMetrics(Registry registry, Priced priced, UnaryOperator<String> families) {
    this.priced = priced;
    this.genAi = new GenAiMetrics(registry, families);
    attempts =
        registry.counter(
            "weir_attempts_total",
            "Requests to a provider that have ended, by how.",
            0,
            "route",
            "provider",
            "model",
            "use_case",
            "ending");
    tokens =
        registry.counter(
            "weir_tokens_total",
            "Tokens of settled attempts; the meters are a partition.",
            0,
            "route",
            "provider",
            "model",
            "use_case",
            "meter");
    cost =
        registry.counter(
            "weir_cost_usd_total", "Charges of settled attempts, exact.", Money.SCALE, WHERE);
    refusals = registry.counter("weir_refusals_total", "Calls not carried out.", 0, "kind");
    unrecorded =
        registry.counter(
            "weir_unrecorded_refusals_total", "Refusals the journal had no room for.", 0);
    unknownKeys = registry.counter("weir_unknown_keys_total", "Requests without a known key.", 0);
    turnedAway =
        registry.counter(
            "weir_turned_away_total",
            "Requests that are no call: broken HTTP, a limit, an unknown route.",
            0,
            "kind");
    registry.values(
        "weir_folded_label_values_total",
        "Attempts counted under the label value other, beyond the most values a label may have.",
        "counter",
        "label",
        () -> Map.of("model", models.folded(), "use_case", useCases.folded()));
    turns =
        registry.counter(
            "weir_circuit_turns_total",
            "Changes of the circuit of a route's target, by what it is then.",
            0,
            "provider",
            "model",
            "to");
    defects = registry.counter("weir_defects_total", "Defects of Weir.", 0);
    firstToken =
        registry.histogram(
            "weir_first_token_seconds",
            "Time to the first token of streams.",
            BOUNDS,
            SECOND,
            WHERE);
    duration =
        registry.histogram(
            "weir_attempt_seconds", "Time to the end of the answer.", BOUNDS, SECOND, WHERE);
  }

  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {
    refusals.increment(refusal.kind().code());
    if (!recorded) {
      unrecorded.increment();
    }
  }

  @Override
  public void unknownKey(CallId call) {
    unknownKeys.increment();
  }

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {
    turnedAway.increment(kind.code());
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    Labels at = labels(reserved);
    genAi.ended(reserved, at.model, ending);
    switch (ending) {
      case Entry.Settled settled -> {
        count(at, settled.ending().name(), settled.timing());
        count(at, settled.usage());
        cost.add(settled.charge().total().picos(), at.route, at.provider, at.model, at.useCase);
      }
      case Entry.Released released -> count(at, released.ending().name(), released.timing());
      case Entry.Expired _ -> count(at, "expired", Timing.NONE);
    }
  }

  /// Targets with a circuit are those of the configuration: their names need no limit.
  @Override
  public void turned(Turn turn) {
    turns.increment(turn.target().provider(), turn.target().model(), turn.now().code());
  }

  @Override
  public void bug(Throwable defect) {
    defects.increment();
  }

  private record Labels(String route, String provider, String model, String useCase) {}

  private Labels labels(Reserved reserved) {
    String model =
        priced.isPriced(reserved.provider(), reserved.model())
            ? models.of(reserved.model())
            : BoundedValues.OTHER;
    return new Labels(
        reserved.facts().route(),
        reserved.provider(),
        model,
        useCases.of(reserved.facts().principal().tags().valueOrEmpty(TagNames.USE_CASE)));
  }

  private void count(Labels at, String ending, Timing timing) {
    attempts.increment(
        at.route, at.provider, at.model, at.useCase, ending.toLowerCase(Locale.ROOT));
    if (timing.firstTokenMicros() >= 0 && timing.frames() > 0) {
      firstToken.observe(timing.firstTokenMicros(), at.route, at.provider, at.model, at.useCase);
    }
    if (timing.totalMicros() >= 0) {
      duration.observe(timing.totalMicros(), at.route, at.provider, at.model, at.useCase);
    }
  }

  private void count(Labels at, Usage usage) {
    count(at, "input", usage.plainInput());
    count(at, "cache_read", usage.cacheRead());
    count(at, "cache_write_5m", usage.cacheWrite5m());
    count(at, "cache_write_1h", usage.cacheWrite1h());
    count(at, "output", usage.plainOutput());
    count(at, "reasoning", usage.reasoning());
  }

  private void count(Labels at, String meter, long quantity) {
    if (quantity > 0) {
      tokens.add(quantity, at.route, at.provider, at.model, at.useCase, meter);
    }
  }
}
