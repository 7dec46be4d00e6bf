package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.AskReader.Reading;
import dev.weir.flow.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// What must hold of the reader of requests for any bytes: the first names the wire (`0` to `4`),
/// the rest is the body. What is judged is compared with a tree of the same text, read as
/// characters, which is another parser of the same library.
public final class RequestFuzz {
  private static final ObjectMapper TREE =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Splice.Model MODEL = new Splice.Model("another \"model\" ü\\\n");
  private static final Splice.MaxTokens MAX_TOKENS = new Splice.MaxTokens(77);
  private static final Splice.UsageRequest USAGE = new Splice.UsageRequest();
  private static final Splice.Guise GUISE =
      new Splice.Guise(Set.of("model", "stream", "user"), Map.of("version", "\"v1\""));
  private static final int MESSAGE_LENGTH_MAX = 400;

  private RequestFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Incoming incoming = FuzzedWires.incoming(input[0]);
    byte[] body = Arrays.copyOfRange(input, 1, input.length);
    switch (AskReader.read(incoming, body)) {
      case Reading.Understood(Ask ask) -> understood(incoming, ask, body);
      case Reading.Malformed(Refusal refusal) -> {
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BODY_INVALID);
        assertThat(refusal.message()).isNotBlank().hasSizeLessThan(MESSAGE_LENGTH_MAX);
      }
    }
  }

  private static void understood(Incoming incoming, Ask ask, byte[] body) {
    Wire wire = incoming.wire();
    if (wire == Wire.OPENAI_RESPONSES || wire.dialect() == Dialect.GEMINI) {
      limited(incoming, ask, body);
      return;
    }
    ObjectNode tree = tree(body);
    sameAsTree(wire, ask, tree);
    assertThat(ask.textBytes()).isBetween(0L, (long) body.length);
    ask.inputBound(bytes -> bytes, OptionalLong.of(1000), OptionalLong.of(100_000));
    List<Splice> all = List.of(MODEL, MAX_TOKENS, USAGE);
    for (Splice splice : all) {
      spliced(ask, body, tree, List.of(splice));
    }
    spliced(ask, body, tree, all);
    inGuise(ask, body, tree);
  }

  private static void inGuise(Ask ask, byte[] body, ObjectNode tree) {
    List<Splice> splices = List.of(MODEL, MAX_TOKENS, GUISE);
    ObjectNode expected = tree.deepCopy();
    splices.forEach(splice -> change(expected, ask, splice));
    assertThat(tree(Splices.apply(body, ask, splices))).as("in a guise").isEqualTo(expected);
  }

  /// Whatever the body looks like, a limit that is put into it is the one that is read from it.
  private static void limited(Incoming incoming, Ask ask, byte[] body) {
    assertThat(ask.textBytes()).isBetween(0L, (long) body.length);
    ask.inputBound(bytes -> bytes, OptionalLong.of(1000), OptionalLong.of(100_000));
    if (!ask.wire().generates()) {
      return;
    }
    switch (AskReader.read(incoming, Splices.apply(body, ask, List.of(MAX_TOKENS)))) {
      case Reading.Understood(Ask again) ->
          assertThat(again.maxTokens()).hasValue(MAX_TOKENS.tokens());
      case Reading.Malformed(Refusal refusal) -> throw new AssertionError(refusal.message());
    }
  }

  private static void sameAsTree(Wire wire, Ask ask, ObjectNode tree) {
    assertThat(ask.model()).isEqualTo(tree.path("model").textValue());
    assertThat(ask.stream()).isEqualTo(tree.path("stream").booleanValue());
    boolean openAi = wire.dialect() == Dialect.OPENAI;
    long given =
        Math.max(amount(tree, "max_tokens"), openAi ? amount(tree, "max_completion_tokens") : -1);
    assertThat(ask.maxTokensGiven()).isEqualTo(given >= 0);
    if (given >= 0) {
      assertThat(ask.maxTokens()).hasValue(wire.generates() ? given : 0);
    }
    if (openAi) {
      long answers = Math.max(1, Math.max(amount(tree, "n"), amount(tree, "best_of")));
      assertThat(ask.choices() % answers).isZero();
      assertThat(tree.has("prompt") || ask.choices() == answers).isTrue();
      assertThat(ask.usageRequested())
          .isEqualTo(tree.path("stream_options").path("include_usage").booleanValue());
    }
    tree.fieldNames().forEachRemaining(name -> judgedOnlyAsWritten(wire, name));
  }

  /// A server that takes names in any case must find no other amount than the one judged.
  private static void judgedOnlyAsWritten(Wire wire, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean anthropic = wire.dialect() == Dialect.ANTHROPIC;
    List<String> known = anthropic ? AnthropicAsk.NAMES : OpenAiAsk.NAMES;
    assertThat(known.contains(lower)).as(name).isEqualTo(known.contains(name));
  }

  /// The amount the text states; −1 = none.
  private static long amount(ObjectNode tree, String name) {
    JsonNode node = tree.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return -1;
    }
    assertThat(node.isIntegralNumber()).as(name).isTrue();
    return node.bigIntegerValue().longValueExact();
  }

  private static void spliced(Ask ask, byte[] body, ObjectNode tree, List<Splice> splices) {
    byte[] spliced = Splices.apply(body, ask, splices);
    ObjectNode expected = tree.deepCopy();
    for (Splice splice : splices) {
      change(expected, ask, splice);
    }
    assertThat(tree(spliced)).as("%s", splices).isEqualTo(expected);
    if (splices.equals(List.of(MODEL))) {
      onlyBetween(ask.places().model(), body, spliced);
    }
    Reading again = AskReader.read(ask.wire(), spliced);
    assertThat(again).as("%s", splices).isInstanceOf(Reading.Understood.class);
  }

  private static void change(ObjectNode tree, Ask ask, Splice splice) {
    switch (splice) {
      case Splice.Model(String model) -> tree.put("model", model);
      case Splice.MaxTokens(long tokens, boolean _) -> maxTokens(tree, ask.wire(), (int) tokens);
      case Splice.Guise guise -> {
        guise.without().forEach(tree::remove);
        guise.with().forEach((name, value) -> tree.put(name, value.replace("\"", "")));
      }
      case Splice.UsageRequest() -> {
        if (ask.needsUsageRequest()) {
          JsonNode options = tree.path("stream_options");
          ObjectNode changed =
              options instanceof ObjectNode given ? given : tree.putObject("stream_options");
          changed.put("include_usage", true);
        }
      }
    }
  }

  private static void maxTokens(ObjectNode tree, Wire wire, int tokens) {
    boolean newer = wire.dialect() == Dialect.OPENAI && tree.has("max_completion_tokens");
    if (newer) {
      tree.put("max_completion_tokens", tokens);
    }
    if (tree.has("max_tokens")) {
      tree.put("max_tokens", tokens);
    } else if (!newer) {
      tree.put(wire == Wire.OPENAI_CHAT ? "max_completion_tokens" : "max_tokens", tokens);
    }
  }

  private static void onlyBetween(Span span, byte[] body, byte[] spliced) {
    int tail = body.length - span.to();
    int to = spliced.length - tail;
    assertThat(Arrays.equals(body, 0, span.from(), spliced, 0, span.from())).isTrue();
    assertThat(Arrays.equals(body, span.to(), body.length, spliced, to, spliced.length)).isTrue();
  }

  private static ObjectNode tree(byte[] body) {
    try {
      return (ObjectNode) TREE.readTree(new String(body, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("understood, but no JSON: " + new String(body, UTF_8), e);
    }
  }
}
