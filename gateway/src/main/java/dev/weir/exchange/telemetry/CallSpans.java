package dev.weir.exchange.telemetry;

import dev.weir.base.money.Currency;
import dev.weir.exchange.telemetry.Attribute.Decimal;
import dev.weir.exchange.telemetry.Attribute.Flag;
import dev.weir.exchange.telemetry.Attribute.Text;
import dev.weir.exchange.telemetry.Attribute.Whole;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.edge.Tracing.CallOver;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Timing;
import dev.weir.flow.identity.TagNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is said of a call and its attempts: the attributes of OpenTelemetry's conventions for
/// generative AI (1.41.1), and what has no name there as `weir.…`. Pure.
final class CallSpans {
  /// Parameters of a request, by the name their attribute has.
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "max_tokens", "gen_ai.request.max_tokens",
          "temperature", "gen_ai.request.temperature",
          "top_p", "gen_ai.request.top_p",
          "top_k", "gen_ai.request.top_k",
          "frequency_penalty", "gen_ai.request.frequency_penalty",
          "presence_penalty", "gen_ai.request.presence_penalty",
          "seed", "gen_ai.request.seed");

  private CallSpans() {}

  static Span call(TraceContext context, CallOver over) {
    List<Attribute> said = new ArrayList<>();
    said.add(new Text("weir.call.id", over.call().toString()));
    useCase(said, over.facts().principal().tags().valueOrEmpty(TagNames.USE_CASE));
    said.add(new Text("gen_ai.request.model", over.facts().modelAsked()));
    said.add(new Flag("gen_ai.request.stream", over.facts().stream()));
    if (over.status() > 0) {
      said.add(new Whole("http.response.status_code", over.status()));
    }
    String error = over.status() >= 400 ? Integer.toString(over.status()) : "";
    error(said, error);
    return new Span(
        context.trace(),
        TraceContext.span(over.call()),
        context.parent(),
        named(over.facts().route(), over.facts().modelAsked()),
        Span.Kind.SERVER,
        over.accepted(),
        over.accepted().plus(over.micros(), ChronoUnit.MICROS),
        said,
        error);
  }

  /// @param provider `gen_ai.provider.name`
  /// @param sent when its request was sent
  static Span attempt(
      TraceContext context, String provider, Reserved reserved, Ended ended, Instant sent) {
    String wire = reserved.course().wire();
    List<Attribute> said = new ArrayList<>();
    GenAiNames.operation(wire)
        .ifPresent(operation -> said.add(new Text("gen_ai.operation.name", operation)));
    said.add(new Text("gen_ai.provider.name", provider));
    said.add(new Text("gen_ai.request.model", reserved.model()));
    said.add(new Flag("gen_ai.request.stream", reserved.facts().stream()));
    parameters(said, reserved.course().parameters());
    said.add(new Text("weir.call.id", reserved.call().toString()));
    said.add(new Whole("weir.attempt", reserved.attempt()));
    said.add(new Text("weir.provider", reserved.provider()));
    useCase(said, reserved.facts().principal().tags().valueOrEmpty(TagNames.USE_CASE));
    Timing timing = Timing.NONE;
    String error;
    switch (ended) {
      case Settled settled -> {
        answered(said, settled);
        timing = settled.timing();
        error = error(settled.ending(), settled.status());
      }
      case Entry.Released released -> {
        timing = released.timing();
        error = error(released.ending(), released.status());
      }
      case Entry.Expired _ -> error = "expired";
    }
    error(said, error);
    return new Span(
        context.trace(),
        TraceContext.span(reserved.id()),
        TraceContext.span(reserved.call()),
        named(wire, reserved.model()),
        Span.Kind.CLIENT,
        sent,
        sent.plus(Math.max(0, timing.totalMicros()), ChronoUnit.MICROS),
        said,
        error);
  }

  private static String named(String wire, String model) {
    String operation = GenAiNames.operation(wire).orElse(wire);
    return model.isEmpty() ? operation : operation + ' ' + model;
  }

  private static void useCase(List<Attribute> said, String useCase) {
    text(said, "weir.usecase.id", useCase);
  }

  private static void text(List<Attribute> said, String name, String value) {
    if (!value.isEmpty()) {
      said.add(new Text(name, value));
    }
  }

  private static void error(List<Attribute> said, String error) {
    text(said, "error.type", error);
  }

  private static void answered(List<Attribute> said, Settled settled) {
    text(said, "gen_ai.response.model", settled.modelServed());
    text(said, "gen_ai.response.id", settled.responseId());
    text(said, "openai.response.service_tier", settled.serviceTier());
    text(said, "openai.response.system_fingerprint", settled.fingerprint());
    usage(said, settled.usage());
    seconds(said, "gen_ai.response.time_to_first_chunk", settled.timing().firstTokenMicros());
    seconds(said, "weir.time_to_first_completion_token", settled.timing().firstCompletionMicros());
    said.add(new Decimal("weir.cost.amount", settled.charge().total().toString()));
    said.add(new Text("weir.cost.currency", Currency.USD));
    said.add(
        new Text("weir.cost.basis", settled.usage().provenance().name().toLowerCase(Locale.ROOT)));
  }

  private static void usage(List<Attribute> said, Usage usage) {
    said.add(new Whole("gen_ai.usage.input_tokens", usage.input()));
    said.add(new Whole("gen_ai.usage.output_tokens", usage.output()));
    some(said, "gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
    some(
        said,
        "gen_ai.usage.cache_creation.input_tokens",
        usage.cacheWrite5m() + usage.cacheWrite1h());
    some(said, "gen_ai.usage.reasoning.output_tokens", usage.reasoning());
  }

  private static void some(List<Attribute> said, String name, long tokens) {
    if (tokens > 0) {
      said.add(new Whole(name, tokens));
    }
  }

  private static void seconds(List<Attribute> said, String name, long micros) {
    if (micros >= 0) {
      said.add(new Decimal(name, BigDecimal.valueOf(micros, 6).toPlainString()));
    }
  }

  /// Numbers only: words have no attribute of their own.
  private static void parameters(List<Attribute> said, String parameters) {
    for (String each : parameters.split(" ", -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? "" : PARAMETERS.getOrDefault(each.substring(0, equals), "");
      String value = each.substring(equals + 1);
      if (!name.isEmpty() && value.matches("-?[0-9]+")) {
        said.add(whole(name, value));
      } else if (!name.isEmpty() && isFigure(value)) {
        said.add(new Decimal(name, value));
      }
    }
  }

  /// What no double can hold would have a collector refuse all that is sent with it.
  private static boolean isFigure(String value) {
    return value.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
        && Double.isFinite(Double.parseDouble(value));
  }

  /// What the conventions have as a decimal stays one, also where the caller wrote none.
  private static Attribute whole(String name, String value) {
    boolean whole = name.endsWith("max_tokens") || name.endsWith("seed");
    return whole && value.length() < 19
        ? new Whole(name, Long.parseLong(value))
        : new Decimal(name, value);
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
