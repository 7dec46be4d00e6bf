package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class OpenAiWireTest {
  private static final String STREAM = "\"stream\":true";
  private static final String WITH_USAGE = "\"stream_options\":{\"include_usage\":true}";

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
  void reportsExactlyTheCountsAskedFor() throws Exception {
    var answer = sim.chat("in=374 out=44 cached=100 reasoning=20");

    JsonNode usage = Running.json(answer.body()).path("usage");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(374);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(44);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(418);
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(100);
    assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(20);
    assertThat(answer.headers().firstValue("x-request-id").orElse("")).startsWith("req_");
    assertThat(answer.headers().firstValue("openai-processing-ms")).isPresent();
    assertThat(sim.lastRow().path("reasoning").asInt()).isEqualTo(20);
  }

  @Test
  void streamsNoWordOfUsageUnlessAsked() throws Exception {
    String stream = sim.chat("in=10 out=6", STREAM).body();

    assertThat(stream).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    assertThat(Running.payloads(stream)).hasSize(1 + 6 + 1 + 1);
  }

  @Test
  void streamsNullUsageAndALastChunkWithItWhenAsked() throws Exception {
    List<String> payloads =
        Running.payloads(sim.chat("in=10 out=6 cached=4", STREAM, WITH_USAGE).body());

    assertThat(payloads).hasSize(1 + 6 + 1 + 1 + 1);
    assertThat(payloads.subList(0, 8))
        .allSatisfy(chunk -> assertThat(Running.json(chunk).get("usage").isNull()).isTrue());
    JsonNode last = Running.json(payloads.get(8));
    assertThat(last.get("choices")).isEmpty();
    assertThat(last.at("/usage/prompt_tokens").asInt()).isEqualTo(10);
    assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(6);
    assertThat(last.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(4);
    assertThat(payloads.get(9)).isEqualTo("[DONE]");
  }

  @Test
  void streamsEveryChoiceAndBillsThemAll() throws Exception {
    String stream = sim.chat("in=10 out=5", STREAM, WITH_USAGE, "\"n\":3").body();

    List<String> payloads = Running.payloads(stream);
    assertThat(payloads).hasSize(3 + 15 + 3 + 1 + 1);
    JsonNode usage = Running.json(payloads.get(payloads.size() - 2)).path("usage");
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(15);
    assertThat(sim.lastRow().path("output").asInt()).isEqualTo(15);
  }

  @Test
  void obeysTheCallersLimit() throws Exception {
    JsonNode older = Running.json(sim.chat("in=10 out=50", "\"max_tokens\":7").body());
    JsonNode newer = Running.json(sim.chat("in=10 out=50", "\"max_completion_tokens\":9").body());

    assertThat(older.at("/usage/completion_tokens").asInt()).isEqualTo(7);
    assertThat(older.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(newer.at("/usage/completion_tokens").asInt()).isEqualTo(9);
  }

  @Test
  void callsAToolWhenAsked() throws Exception {
    JsonNode whole = Running.json(sim.chat("in=10 out=12 tool=get_weather").body());
    String stream = sim.chat("in=10 out=12 tool=get_weather", STREAM).body();

    JsonNode call = whole.at("/choices/0/message/tool_calls/0/function");
    assertThat(call.path("name").asText()).isEqualTo("get_weather");
    assertThat(Running.json(call.path("arguments").asText()).path("input").asText()).isNotEmpty();
    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    var arguments = new StringBuilder();
    for (String chunk : Running.payloads(stream)) {
      if (!chunk.equals("[DONE]")) {
        arguments.append(
            Running.json(chunk).at("/choices/0/delta/tool_calls/0/function/arguments").asText(""));
      }
    }
    assertThat(Running.json(arguments.toString()).path("input").asText()).isNotEmpty();
    assertThat(
            Encodings.newLazyEncodingRegistry()
                .getEncoding(EncodingType.O200K_BASE)
                .countTokens(arguments.toString()))
        .isEqualTo(12);
  }

  @Test
  void givesLogprobsForEveryTokenWhenAsked() throws Exception {
    JsonNode whole = Running.json(sim.chat("in=10 out=5", "\"logprobs\":true").body());
    String stream = sim.chat("in=10 out=5", STREAM, "\"logprobs\":true").body();

    assertThat(whole.at("/choices/0/logprobs/content")).hasSize(5);
    assertThat(Running.json(Running.payloads(stream).get(1)).at("/choices/0/logprobs/content"))
        .hasSize(1);
  }

  @Test
  void countsPromptAndAnswerWithTheRealTokenizerWhenNothingIsAsked() throws Exception {
    JsonNode answer = Running.json(sim.chat("").body());

    var encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    int prompt = 3 + 3 + encoding.countTokens("user") + encoding.countTokens("Say something.");
    String text = answer.at("/choices/0/message/content").asText();
    assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(prompt);
    assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(encoding.countTokens(text));
  }

  @Test
  void answersLegacyCompletions() throws Exception {
    String body = "{\"model\":\"gpt-3.5-turbo-instruct\",\"prompt\":\"Go. [[sim in=9 out=4]]\"%s}";
    JsonNode whole = Running.json(sim.send(sim.post("/v1/completions", body.formatted(""))).body());
    String stream =
        sim.send(sim.post("/v1/completions", body.formatted("," + STREAM + "," + WITH_USAGE)))
            .body();

    assertThat(whole.path("object").asText()).isEqualTo("text_completion");
    assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(13);
    List<String> payloads = Running.payloads(stream);
    assertThat(payloads).hasSize(4 + 1 + 1 + 1);
    assertThat(Running.json(payloads.get(5)).at("/usage/completion_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void embedsEqualTextsEquallyInBothEncodings() throws Exception {
    String body = "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\",\"a\"]%s}";
    JsonNode numbers =
        Running.json(sim.send(sim.post("/v1/embeddings", body.formatted(""))).body());
    JsonNode base64 =
        Running.json(
            sim.send(sim.post("/v1/embeddings", body.formatted(",\"encoding_format\":\"base64\"")))
                .body());

    assertThat(numbers.at("/data/0/embedding")).hasSize(1536);
    assertThat(numbers.at("/data/0/embedding")).isEqualTo(numbers.at("/data/2/embedding"));
    assertThat(numbers.at("/data/0/embedding")).isNotEqualTo(numbers.at("/data/1/embedding"));
    byte[] bytes = Base64.getDecoder().decode(base64.at("/data/1/embedding").asText());
    var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    assertThat(floats.get(5)).isEqualTo((float) numbers.at("/data/1/embedding/5").asDouble());
    assertThat(numbers.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    assertThat(sim.lastRow().path("input").asInt()).isEqualTo(3);
  }

  @Test
  void refusesInItsOwnShape() throws Exception {
    var noKey =
        sim.send(sim.request("/v1/chat/completions").POST(BodyPublishers.ofString("{}")).build());
    var noModel = sim.send(sim.post("/v1/chat/completions", "{\"messages\":[]}"));
    var noRoute = sim.send(sim.post("/v1/nowhere", "{}"));
    var badDirective = sim.chat("in=10 oot=3");

    assertThat(noKey.statusCode()).isEqualTo(401);
    assertThat(Running.json(noKey.body()).at("/error/code").asText()).isEqualTo("invalid_api_key");
    assertThat(noModel.statusCode()).isEqualTo(400);
    assertThat(Running.json(noModel.body()).at("/error/type").asText())
        .isEqualTo("invalid_request_error");
    assertThat(noRoute.statusCode()).isEqualTo(404);
    assertThat(badDirective.statusCode()).isEqualTo(400);
    assertThat(badDirective.body()).contains("oot=3");
  }

  @Test
  void chunksHaveTheFieldsOfRecordedOnesInTheSameOrder() throws Exception {
    String recorded =
        Recorded.body(
            "traceloop__openllmetry.jsonl.gz",
            entry ->
                entry.path("uri").asText().equals("https://api.openai.com/v1/chat/completions")
                    && entry.path("streaming").asBoolean()
                    && entry.path("body").asText().contains("\"usage\":null,\"obfuscation\"")
                    && !entry.path("body").asText().contains("tool_calls"));
    List<String> real = Running.payloads(recorded);
    List<String> ours = Running.payloads(sim.chat("in=10 out=6", STREAM, WITH_USAGE).body());

    assertThat(shape(ours.get(0))).isEqualTo(shape(real.get(0)));
    assertThat(shape(ours.get(1))).isEqualTo(shape(real.get(1)));
    assertThat(shape(ours.get(ours.size() - 3))).isEqualTo(shape(real.get(real.size() - 3)));
    assertThat(shape(ours.get(ours.size() - 2))).isEqualTo(shape(real.get(real.size() - 2)));
  }

  @Test
  void bodiesAreIndentedAndOrderedLikeRecordedOnes() throws Exception {
    String real =
        Recorded.body(
            "traceloop__openllmetry.jsonl.gz",
            entry ->
                entry.path("uri").asText().equals("https://api.openai.com/v1/chat/completions")
                    && entry.path("body").asText().contains("\"annotations\": []\n")
                    && !entry.path("body").asText().contains("tool_calls"));
    String ours = sim.chat("in=10 out=6").body();

    assertThat(lineStarts(ours)).isEqualTo(lineStarts(real));
  }

  static List<String> shape(String json) throws Exception {
    var names = new ArrayList<String>();
    collect("", Running.json(json), names);
    return names;
  }

  private static void collect(String path, JsonNode node, List<String> names) {
    names.add(path);
    node.properties()
        .forEach(entry -> collect(path + "/" + entry.getKey(), entry.getValue(), names));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(path + "/" + i, node.get(i), names);
    }
  }

  private static List<String> lineStarts(String text) {
    return text.lines().map(line -> line.replaceFirst("\": .*", "\": ")).toList();
  }
}
