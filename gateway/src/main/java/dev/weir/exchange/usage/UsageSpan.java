package dev.weir.exchange.usage;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Told;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.recording.UsageRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A span that may tell of one request to a model.
///
/// @param shared of the resource that made it
record UsageSpan(Head head, Attributes own, Attributes shared) {
  private static final long NANOS = 1_000_000_000L;
  private static final int FAILED = 2;

  /// What a span says of itself besides its attributes. Ids are hexadecimal, in lower case.
  ///
  /// @param parent id of the span above, or empty
  /// @param startNanos since 1970, as digits
  /// @param status 2 = it failed
  record Head(String trace, String id, String parent, String startNanos, int status) {}

  private static final Set<String> OPERATIONS =
      Set.of("chat", "generate_content", "text_completion", "embeddings");

  private static final Set<String> KINDS = Set.of("LLM", "EMBEDDING");

  private static final String[] INPUT = {
    "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"
  };
  private static final String[] OUTPUT = {
    "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"
  };

  /// OpenTelemetry's names of providers, as price lists call them.
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("azure.ai.openai", "azure"),
          Map.entry("az.ai.openai", "azure"),
          Map.entry("azure.ai.inference", "azure"),
          Map.entry("az.ai.inference", "azure"),
          Map.entry("aws.bedrock", "aws"),
          Map.entry("gcp.vertex_ai", "google"),
          Map.entry("gcp.gemini", "google"),
          Map.entry("gcp.gen_ai", "google"),
          Map.entry("vertex_ai", "google"),
          Map.entry("vertexai", "google"),
          Map.entry("gemini", "google"),
          Map.entry("mistral_ai", "mistral"),
          Map.entry("mistralai", "mistral"),
          Map.entry("x_ai", "x-ai"),
          Map.entry("xai", "x-ai"),
          Map.entry("moonshot_ai", "moonshotai"));

  /// The trace's id and its own: no other span has both.
  String id() {
    return head.trace + ":" + head.id;
  }

  /// The id of the span above, or empty.
  String parent() {
    return head.parent.isEmpty() ? "" : head.trace + ":" + head.parent;
  }

  boolean counts() {
    if (own.has("weir.call.id") || !isRequest()) {
      return false;
    }
    return head.status != FAILED || own.text(INPUT).isPresent() || own.text(OUTPUT).isPresent();
  }

  private boolean isRequest() {
    Optional<String> operation = own.text("gen_ai.operation.name");
    Optional<String> kind = own.text("openinference.span.kind");
    if (operation.isPresent()) {
      return OPERATIONS.contains(operation.get());
    }
    return kind.isPresent() ? KINDS.contains(kind.get()) : own.text(INPUT).isPresent();
  }

  /// @throws IllegalArgumentException naming the attribute that is missing or wrong
  UsageRecord record() {
    if (head.trace.isEmpty() || head.id.isEmpty()) {
      throw new IllegalArgumentException(
          "a span has a traceId and a spanId, was '%s'".formatted(id()));
    }
    String model =
        own.text("gen_ai.request.model", "llm.model_name", "gen_ai.response.model")
            .orElseThrow(() -> missing("gen_ai.request.model"));
    return new UsageRecord(
        id(),
        UsageRecord.Span.at(startedAt()),
        provider(),
        model,
        new Told(
            own.text("gen_ai.response.model").orElse(""),
            own.text("openai.response.service_tier", "gen_ai.openai.response.service_tier")
                .orElse(""),
            "",
            own.text("gen_ai.response.id").orElse(""),
            "",
            ""),
        usage(),
        Optional.empty(),
        purpose(),
        tags());
  }

  private Instant startedAt() {
    if (!head.startNanos.matches("[0-9]{1,18}|[1-8][0-9]{18}")) {
      throw new IllegalArgumentException(
          "startTimeUnixNano is nanoseconds since 1970, was '%s'".formatted(head.startNanos));
    }
    long all = Long.parseLong(head.startNanos);
    return Instant.ofEpochSecond(all / NANOS, all % NANOS);
  }

  private String provider() {
    String said =
        own.text("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system")
            .orElseThrow(() -> missing("gen_ai.provider.name"));
    return PROVIDERS.getOrDefault(said, said);
  }

  /// By the conventions: input with what was cached, output with reasoning.
  private Usage usage() {
    OptionalLong input = own.count(INPUT);
    OptionalLong output = own.count(OUTPUT);
    if (input.isEmpty()) {
      throw missing(INPUT[0]);
    }
    boolean embeds =
        own.text("gen_ai.operation.name").filter("embeddings"::equals).isPresent()
            || own.text("openinference.span.kind").filter("EMBEDDING"::equals).isPresent();
    if (output.isEmpty() && !embeds) {
      throw missing(OUTPUT[0]);
    }
    return new Usage(
        input.getAsLong(),
        part(
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "llm.token_count.prompt_details.cache_read"),
        part(
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "llm.token_count.prompt_details.cache_write"),
        0,
        output.orElse(0),
        part(
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.reasoning_tokens",
            "llm.token_count.completion_details.reasoning"),
        audio(),
        Provenance.REPORTED);
  }

  /// OpenInference tells what of the tokens was sound.
  private Map<String, Long> audio() {
    Map<String, Long> audio = new HashMap<>();
    audio.put(Meter.AUDIO_INPUT.label(), part("llm.token_count.prompt_details.audio"));
    audio.put(Meter.AUDIO_OUTPUT.label(), part("llm.token_count.completion_details.audio"));
    audio.values().removeIf(tokens -> tokens == 0);
    return audio;
  }

  private Purpose purpose() {
    String text = own.text("weir.purpose").orElse(Purpose.PRIMARY.code());
    return Purpose.ofCode(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "weir.purpose is one of %s, was '%s'".formatted(Purpose.CODES, text)));
  }

  private long part(String... names) {
    return own.count(names).orElse(0);
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    shared.text("service.name").ifPresent(service -> tags.put("service", service));
    shared
        .text("deployment.environment.name", "deployment.environment")
        .ifPresent(environment -> tags.put(TagNames.ENVIRONMENT, environment));
    own.text("user.id", "enduser.id").ifPresent(user -> tags.put(TagNames.USER, user));
    own.text("gen_ai.conversation.id", "session.id")
        .ifPresent(session -> tags.put(TagNames.SESSION, session));
    for (String tag : TagNames.OF_PRINCIPAL) {
      String name = tag.equals(TagNames.USE_CASE) ? "weir.usecase.id" : "weir." + tag;
      shared.text(name).ifPresent(value -> tags.put(tag, value));
      own.text(name).ifPresent(value -> tags.put(tag, value));
    }
    return tags;
  }

  private static IllegalArgumentException missing(String attribute) {
    return new IllegalArgumentException("the attribute %s is missing".formatted(attribute));
  }
}
