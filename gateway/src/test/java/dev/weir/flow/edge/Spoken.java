package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.http.Origin;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Operations;
import dev.weir.flow.provider.OwnFamilies;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a recorded exchange is: of which family, on which wire, and its documents.
///
/// @param family whose manners the provider has; one that speaks like OpenAI where it has none here
/// @param own whether the exchange went where the family says that the wire is
/// @param operation what it is where no wire has its shape
public record Spoken(
    Recorded recorded, String family, Wire wire, boolean own, Optional<Operation> operation) {
  private static final Families FAMILIES = Families.read();
  private static final Operations OPERATIONS = Operations.read();

  /// Those whose recordings call them otherwise, or that another family is like.
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("azure", "azure-v1"),
          Map.entry("azure-openai", "azure"),
          Map.entry("api.inference.crusoecloud.com", "crusoe"),
          Map.entry("google", "gemini"),
          Map.entry("openai-compatible", "xai"),
          Map.entry("moonshotai", "moonshot"),
          Map.entry("open-responses", "lmstudio"),
          Map.entry("togetherai", "together"));

  /// Those whose paths name more than the model.
  private static final Map<String, String> BY_OWN_WIRE =
      Map.of("azure", "openai", "azure-v1", "openai", "vertex", "gemini");

  private static final Pattern PACKED = Pattern.compile("\"bytes\":\"(?<base64>[^\"]*)\"");

  /// How the paths of wires end, wherever a vendor puts them.
  private static final Map<String, Wire> ENDINGS =
      Map.ofEntries(
          Map.entry("/chat/completions", Wire.OPENAI_CHAT),
          Map.entry("/completions", Wire.OPENAI_COMPLETIONS),
          Map.entry("/responses", Wire.OPENAI_RESPONSES),
          Map.entry("/embeddings", Wire.OPENAI_EMBEDDINGS),
          Map.entry("/v1/messages", Wire.ANTHROPIC_MESSAGES),
          Map.entry("/messages/count_tokens", Wire.ANTHROPIC_COUNT_TOKENS),
          Map.entry(":generateContent", Wire.GEMINI_GENERATE),
          Map.entry(":streamGenerateContent", Wire.GEMINI_GENERATE),
          Map.entry(":embedContent", Wire.GEMINI_EMBED),
          Map.entry(":batchEmbedContents", Wire.GEMINI_BATCH_EMBED),
          Map.entry(":countTokens", Wire.GEMINI_COUNT_TOKENS),
          Map.entry("/converse", Wire.BEDROCK_CONVERSE),
          Map.entry("/converse-stream", Wire.BEDROCK_CONVERSE));

  /// Nothing if no wire of Weir's reads it.
  public static Optional<Spoken> of(Recorded recorded) throws IOException {
    String family = family(recorded);
    if (recorded.path().isEmpty()) {
      return byShape(recorded)
          .map(wire -> new Spoken(recorded, family, wire, false, Optional.empty()))
          .or(() -> coheres(recorded, family));
    }
    Optional<Wire> own = byFamily(family, recorded.path());
    return own.or(() -> byEnding(family, recorded.path()))
        .map(wire -> new Spoken(recorded, family, wire, own.isPresent(), Optional.empty()))
        .or(() -> other(recorded, family));
  }

  private static Optional<Spoken> other(Recorded recorded, String family) {
    return OPERATIONS
        .find("POST", recorded.path(), Set.of(family))
        .flatMap(Incoming::operation)
        .filter(operation -> operation.families().contains(family))
        .map(operation ->
            new Spoken(recorded, family, operation.wire(), false, Optional.of(operation)));
  }

  /// Cohere's own answers, whose request is not known.
  private static Optional<Spoken> coheres(Recorded recorded, String family) {
    String answer = new String(recorded.answer(), UTF_8);
    boolean chat = answer.contains("\"billed_units\"") && answer.contains("\"finish_reason\"");
    String line = chat ? "/v2/chat" : "/v2/embed";
    return family.equals("cohere") && (chat || answer.contains("\"embeddings\""))
        ? OPERATIONS
            .find("POST", line, Set.of(family))
            .flatMap(Incoming::operation)
            .map(own -> new Spoken(recorded, family, own.wire(), false, Optional.of(own)))
        : Optional.empty();
  }

  /// What it is called in reports.
  String code() {
    return operation.map(Operation::code).orElse(wire.code());
  }

  /// Whether its answer is to say what it used.
  boolean tells() {
    return wire.known() ? wire.metered() : wire == Wire.OTHER_USAGE;
  }

  private static String family(Recorded recorded) {
    if (recorded.path().startsWith("/v1beta/openai/")) {
      return "gemini-openai";
    }
    if (recorded.host().startsWith("bedrock-mantle")) {
      return "mantle";
    }
    if (recorded.host().endsWith(":8000")) {
      return "vllm";
    }
    if (recorded.host().endsWith(":11434")) {
      return "ollama";
    }
    if (recorded.provider().equals("azure-openai") && recorded.path().startsWith("/openai/v1/")) {
      return "azure-v1";
    }
    if (isInvokedMessage(recorded)) {
      return "bedrock-anthropic";
    }
    String name = OTHERWISE.getOrDefault(recorded.provider(), recorded.provider());
    return Families.NAMES.contains(name) ? name : "compatible";
  }

  /// Of all the vendors' shapes that InvokeModel passes on, Anthropic's messages are a wire.
  private static boolean isInvokedMessage(Recorded recorded) {
    return recorded.path().matches("/model/[^/]*anthropic[^/]*/invoke(-with-response-stream)?")
        && recorded.request().contains("\"messages\"");
  }

  private static Optional<Wire> byFamily(String family, String path) {
    return FAMILIES.named(family).wires().entrySet().stream()
        .filter(wire ->
            List.of(wire.getValue().path(), wire.getValue().streamPath()).stream()
                .map(own -> own.replaceFirst("[?].*", "").replaceAll("[{][a-z_]+}", "[^/]+"))
                .anyMatch(path::matches))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Optional<Wire> byEnding(String family, String path) {
    // Writer's completions are those of nobody else, and so are Ollama's own embeddings.
    boolean foreign = family.equals("writer") || path.equals("/api/embeddings");
    return ENDINGS.entrySet().stream()
        .filter(ending -> !foreign && path.endsWith(ending.getKey()))
        .filter(ending -> !ending.getKey().equals("/completions") || !path.contains("/chat/"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Of an answer whose request is not known.
  private static Optional<Wire> byShape(Recorded recorded) throws IOException {
    List<JsonNode> documents = documents(recorded);
    if (documents.isEmpty()) {
      return Optional.empty();
    }
    JsonNode first = documents.getFirst();
    String type = first.path("type").asText("");
    String object = first.path("object").asText("");
    if (object.equals("response") || type.startsWith("response.")) {
      return Optional.of(Wire.OPENAI_RESPONSES);
    }
    if (object.equals("text_completion")) {
      return Optional.of(Wire.OPENAI_COMPLETIONS);
    }
    if (first.has("choices")) {
      return Optional.of(Wire.OPENAI_CHAT);
    }
    if (type.equals("message") || type.equals("message_start")) {
      boolean anthropic = first.has("message") || first.path("usage").has("input_tokens");
      return anthropic ? Optional.of(Wire.ANTHROPIC_MESSAGES) : Optional.empty();
    }
    if (first.has("candidates") || first.has("usageMetadata")) {
      return Optional.of(Wire.GEMINI_GENERATE);
    }
    if (first.has("stopReason") || recorded.framing() == Framing.EVENT_STREAM) {
      return Optional.of(Wire.BEDROCK_CONVERSE);
    }
    boolean embeddings = object.equals("list") && first.path("data").path(0).has("embedding");
    return embeddings ? Optional.of(Wire.OPENAI_EMBEDDINGS) : Optional.empty();
  }

  public List<JsonNode> documents() throws IOException {
    return documents(recorded);
  }

  /// The JSON of a body, or of each event; what is none is left out.
  public static List<JsonNode> documents(Recorded recorded) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    switch (recorded.framing()) {
      case NONE -> {
        for (JsonNode body : tree(new String(recorded.answer(), UTF_8)).stream().toList()) {
          (body.isArray() ? body : List.of(body)).forEach(documents::add);
        }
      }
      case LINES -> {
        for (String line : new String(recorded.answer(), UTF_8).lines().toList()) {
          tree(line).ifPresent(documents::add);
        }
      }
      case SSE -> {
        for (String line : new String(recorded.answer(), UTF_8).lines().toList()) {
          if (line.startsWith("data:")) {
            tree(line.substring(5)).ifPresent(documents::add);
          }
        }
      }
      case EVENT_STREAM -> {
        ByteBuffer messages = ByteBuffer.wrap(recorded.answer());
        while (messages.hasRemaining()) {
          tree(payload(messages)).ifPresent(documents::add);
        }
      }
    }
    return documents;
  }

  /// Total length, length of the headers, a checksum, headers, payload, a checksum.
  private static String payload(ByteBuffer messages) {
    int start = messages.position();
    int total = messages.getInt();
    int headers = messages.getInt();
    byte[] payload = new byte[total - headers - 16];
    messages.position(start + 12 + headers);
    messages.get(payload);
    messages.position(start + total);
    return unpacked(new String(payload, UTF_8));
  }

  /// InvokeModel packs its vendors' events once more.
  private static String unpacked(String payload) {
    Matcher packed = PACKED.matcher(payload);
    return packed.find()
        ? new String(Base64.getDecoder().decode(packed.group("base64")), UTF_8)
        : payload;
  }

  private static Optional<JsonNode> tree(String json) throws IOException {
    try {
      return Optional.of(Recordings.tree(json)).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  Metering metering() {
    if (operation.isPresent()) {
      return new Metering(wire, operation.get().usage());
    }
    Family of = FAMILIES.named(family);
    if (of.speaks(wire)) {
      return of.metering(wire);
    }
    if (wire.dialect() == Dialect.OPENAI && !of.usage().isEmpty()) {
      return new Metering(wire, of.usage());
    }
    return wire.dialect() == Dialect.BEDROCK
        ? new Metering(wire, UsagePaths.NONE)
        : OwnFamilies.metering(wire);
  }

  /// Of which family a provider is that is asked so: one that speaks the wire.
  String asked() {
    return operation.isPresent() || FAMILIES.named(family).speaks(wire)
        ? family
        : switch (wire.dialect()) {
          case OPENAI -> "openai";
          case ANTHROPIC -> "anthropic";
          case GEMINI -> "gemini";
          case BEDROCK -> "bedrock";
        };
  }

  /// The target that such a request would go to.
  Plan.Step step(String model) {
    return step(BY_OWN_WIRE.getOrDefault(family, family), model, wire);
  }

  /// A target of a family whose paths name nothing but the model.
  static Plan.Step step(String family, String model, Wire wire) {
    Family of = FAMILIES.named(family);
    Provider provider =
        new Provider(
            "up",
            "up",
            of,
            new Origin(true, "up", 443),
            "",
            List.of(),
            Account.at(of, "", Map.of(), Map.of()),
            1000,
            Set.of());
    return new Plan.Step(provider, model, wire, "");
  }

  /// What its row in a table is called: an answer without a request has its package's name.
  String provider() {
    return recorded.path().isEmpty() ? "fixtures: " + recorded.provider() : recorded.provider();
  }
}
