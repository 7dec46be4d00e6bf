package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/// Answers beside recorded ones: the same members in the same order.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
final class RecordedShapesTest {
  private static final String OTEL = "open-telemetry__opentelemetry-python-contrib.jsonl.gz";
  private static final String PYDANTIC = "pydantic__pydantic-ai.jsonl.gz";

  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--seed", "7");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  @Test
  void responsesStreamTheEventsOfRecordedOnes() throws Exception {
    String recorded =
        Recorded.body(
            OTEL,
            entry ->
                entry.path("uri").asText().endsWith("/v1/responses")
                    && entry.path("body").asText().startsWith("event:")
                    && entry.path("req").asText().contains("Say this is a test"));
    Map<String, String> real = byType(Running.payloads(recorded));
    Map<String, String> ours = byType(Running.payloads(text(Wire.RESPONSES, true, "in=10 out=6")));

    assertThat(ours.keySet()).containsExactlyElementsOf(real.keySet());
    for (Map.Entry<String, String> event : real.entrySet()) {
      String own = ours.getOrDefault(event.getKey(), "");
      assertThat(shape(own)).as(event.getKey()).isEqualTo(shape(event.getValue()));
    }
  }

  @Test
  void responsesAreOrderedLikeRecordedOnes() throws Exception {
    JsonNode recorded =
        Recorded.first(
            OTEL,
            entry ->
                entry.path("uri").asText().endsWith("/v1/responses")
                    && entry.path("body").asText().contains("\"billing\"")
                    && entry.path("body").asText().contains("\"tools\": []")
                    && !entry.path("body").asText().contains("\"reasoning_content\"")
                    && entry.path("body").asText().contains("\"output_text\""));

    assertThat(shape(text(Wire.RESPONSES, false, "in=10 out=6")))
        .isEqualTo(shape(recorded.path("body").asText()));
  }

  @Test
  void converseHasTheMembersOfRecordedAnswers() throws Exception {
    String recorded =
        Recorded.body(
            PYDANTIC,
            entry ->
                entry.path("uri").asText().endsWith("/converse")
                    && entry.path("body").asText().contains("cacheReadInputTokenCount")
                    && entry.path("body").asText().contains("serverToolUsage")
                    && !entry.path("body").asText().contains("toolUse\"")
                    && !entry.path("body").asText().contains("reasoningContent"));

    assertThat(shape(text(Wire.CONVERSE, false, "in=10 out=6"))).isEqualTo(shape(recorded));
  }

  @Test
  void converseStreamsTheMessagesOfRecordedOnes() throws Exception {
    var real = messages(entry -> uriEnds(entry, "/converse-stream") && binary(entry, "toolUse"));
    var ours = EventMessages.read(bytes(Wire.CONVERSE, true, "in=10 out=40 tool=look say=4"));

    Map<String, EventMessages.Message> realByType = byEvent(real);
    Map<String, EventMessages.Message> oursByType = byEvent(ours);
    assertThat(oursByType.keySet()).containsExactlyInAnyOrderElementsOf(realByType.keySet());
    var none = new EventMessages.Message(Map.of(), "");
    for (Map.Entry<String, EventMessages.Message> event : realByType.entrySet()) {
      EventMessages.Message own = oursByType.getOrDefault(event.getKey(), none);
      assertThat(List.copyOf(own.headers().entrySet()))
          .isEqualTo(List.copyOf(event.getValue().headers().entrySet()));
      if (!event.getKey().equals("metadata")) {
        assertThat(shape(own.payload()))
            .as(event.getKey())
            .isEqualTo(shape(event.getValue().payload()));
      }
    }
  }

  @Test
  void invokeWrapsAnthropicsPayloadsLikeRecordedOnes() throws Exception {
    var real =
        messages(entry ->
            uriEnds(entry, "/invoke-with-response-stream")
                && entry.path("uri").asText().contains("anthropic"));
    var ours = EventMessages.read(bytes(Wire.INVOKE, true, "in=10 out=6"));

    assertThat(ours.getFirst().headers()).isEqualTo(real.getFirst().headers());
    assertThat(shape(ours.getFirst().payload())).isEqualTo(shape(real.getFirst().payload()));
    JsonNode realStop = inner(real.getLast());
    JsonNode oursStop = inner(ours.getLast());
    assertThat(oursStop.path("type")).isEqualTo(realStop.path("type"));
    for (String name : List.of("inputTokenCount", "outputTokenCount", "invocationLatency")) {
      String path = "/amazon-bedrock-invocationMetrics/" + name;
      assertThat(realStop.at(path).isInt()).as(path).isTrue();
      assertThat(oursStop.at(path).isInt()).as(path).isTrue();
    }
  }

  @Test
  void geminiSaysNothingThatWasNotRecorded() throws Exception {
    var known = new TreeSet<String>();
    Recorded.each(
        PYDANTIC,
        entry -> {
          if (entry.path("uri").asText().contains("generativelanguage")
              && entry.path("body").asText().contains("usageMetadata")) {
            for (String json : chunks(entry.path("body").asText())) {
              known.addAll(generalised(json));
            }
          }
        });
    for (String directive :
        List.of("in=9 out=6 cached=3", "in=9 out=30 think=6 tool=look", "in=9 out=30 think=6")) {
      assertThat(known).containsAll(generalised(text(Wire.GEMINI, false, directive)));
      for (String chunk : chunks(text(Wire.GEMINI, true, directive))) {
        assertThat(known).as(chunk).containsAll(generalised(chunk));
      }
    }
  }

  @Test
  void errorsHaveTheMembersOfRecordedOnes() throws Exception {
    String gemini =
        Recorded.body(
            PYDANTIC,
            entry ->
                entry.path("uri").asText().contains("generativelanguage")
                    && entry.path("status").asInt() == 404);
    String bedrock =
        Recorded.body(
            OTEL,
            entry ->
                entry.path("uri").asText().contains("bedrock")
                    && entry.path("status").asInt() == 400);
    String azure =
        Recorded.body(
            "traceloop__openllmetry.jsonl.gz",
            entry ->
                entry.path("uri").asText().contains("openai.azure.com")
                    && entry.path("status").asInt() == 401);

    assertThat(sorted(text(Wire.GEMINI, false, "fault=404"))).isEqualTo(sorted(gemini));
    assertThat(sorted(text(Wire.CONVERSE, false, "fault=400"))).isEqualTo(sorted(bedrock));
    assertThat(sorted(text(Wire.AZURE_CHAT, false, "fault=401"))).isEqualTo(sorted(azure));
  }

  private static List<String> sorted(String json) throws Exception {
    return shape(json).stream().sorted().toList();
  }

  private static List<String> shape(String json) throws Exception {
    return OpenAiWireTest.shape(json);
  }

  private static List<String> generalised(String json) throws Exception {
    return shape(json).stream().map(path -> path.replaceAll("/args/.*", "/args")).toList();
  }

  private static List<String> chunks(String body) {
    return body.startsWith("data: ") ? Running.payloads(body) : List.of(body);
  }

  private String text(Wire wire, boolean stream, String directive) throws Exception {
    return new String(bytes(wire, stream, directive), UTF_8);
  }

  private byte[] bytes(Wire wire, boolean stream, String directive) throws Exception {
    return sim.client
        .send(sim.post(wire.path(stream), wire.body(directive, stream)), BodyHandlers.ofByteArray())
        .body();
  }

  private static Map<String, String> byType(List<String> payloads) throws Exception {
    var byType = new LinkedHashMap<String, String>();
    for (String payload : payloads) {
      byType.putIfAbsent(Running.json(payload).path("type").asText(), payload);
    }
    return byType;
  }

  private static Map<String, EventMessages.Message> byEvent(List<EventMessages.Message> messages) {
    var byEvent = new LinkedHashMap<String, EventMessages.Message>();
    // The last of each kind: of blocks, the tool's.
    messages.forEach(message -> byEvent.put(message.header(":event-type"), message));
    return byEvent;
  }

  private static boolean uriEnds(JsonNode entry, String end) {
    return entry.path("uri").asText().endsWith(end) && entry.path("body_b64").isTextual();
  }

  private static boolean binary(JsonNode entry, String text) {
    return new String(Base64.getDecoder().decode(entry.path("body_b64").asText()), UTF_8)
        .contains(text);
  }

  private static List<EventMessages.Message> messages(Predicate<JsonNode> wanted) throws Exception {
    JsonNode entry = Recorded.first(OTEL, wanted);
    return EventMessages.read(Base64.getDecoder().decode(entry.path("body_b64").asText()));
  }

  private static JsonNode inner(EventMessages.Message message) throws Exception {
    String bytes = Running.json(message.payload()).path("bytes").asText();
    return Running.json(new String(Base64.getDecoder().decode(bytes), UTF_8));
  }
}
