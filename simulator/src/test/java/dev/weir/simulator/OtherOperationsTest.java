package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/// Embedding, counting, keys and aliases.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(30)
final class OtherOperationsTest {
  private static final String CHAT =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"[[sim in=3 out=2]]\"}]}";
  private static final String CONTENT =
      "{\"parts\":[{\"text\":\"a [[sim in=7]]\"}],\"role\":\"user\"}";
  private static final String GENERATE = "{\"contents\":[" + CONTENT + "]}";
  private static final String CONVERSE =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"[[sim in=3 out=2]]\"}]}]}";

  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start() throws Exception {
    sim = Running.with("--key", "sk-right");
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  @Test
  void embedsOneContentAndABatchOfThem() throws Exception {
    String one = "{\"content\":" + CONTENT + ",\"outputDimensionality\":5}";
    String batch =
        "{\"requests\":[{\"content\":%s,\"outputDimensionality\":5},{\"content\":%s}]}"
            .formatted(CONTENT, CONTENT);
    JsonNode single = json(google("/v1beta/models/gemini-embedding-001:embedContent", one));
    JsonNode both = json(google("/v1beta/models/gemini-embedding-001:batchEmbedContents", batch));

    assertThat(single.at("/embedding/values")).hasSize(5);
    assertThat(single.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(7);
    assertThat(both.path("embeddings")).hasSize(2);
    assertThat(both.at("/embeddings/1")).isEqualTo(single.path("embedding"));
    assertThat(both.at("/usageMetadata/promptTokenDetails/0/tokenCount").asInt()).isEqualTo(7);
    assertThat(row("wire")).isEqualTo("gemini.embed");
    assertThat(sim.lastRow().path("input").asInt()).isEqualTo(7);
  }

  @Test
  void countsContentsWithoutBillingThem() throws Exception {
    JsonNode counted = json(google("/v1beta/models/gemini-2.5-flash:countTokens", GENERATE));

    assertThat(counted.path("totalTokens").asInt()).isEqualTo(7);
    assertThat(counted.at("/promptTokensDetails/0/modality").asText()).isEqualTo("TEXT");
    assertThat(sim.lastRow().path("input").asInt()).isZero();
  }

  @Test
  void takesGeminisKeyFromHeaderQueryOrBearer() throws Exception {
    String path = "/v1beta/models/m:generateContent";

    assertThat(post(path, GENERATE, "x-goog-api-key", "sk-right").statusCode()).isEqualTo(200);
    assertThat(post(path + "?key=sk-right", GENERATE).statusCode()).isEqualTo(200);
    assertThat(post(path, GENERATE, "authorization", "Bearer sk-right").statusCode())
        .isEqualTo(200);
    HttpResponse<String> wrong = post(path, GENERATE, "x-goog-api-key", "sk-wrong");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(json(wrong).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
    HttpResponse<String> none = post(path, GENERATE);
    assertThat(none.statusCode()).isEqualTo(403);
    assertThat(json(none).at("/error/status").asText()).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void takesAzuresKeyFromItsHeaderOrBearer() throws Exception {
    String path = "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21";

    HttpResponse<String> right = post(path, CHAT, "api-key", "sk-right");
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(json(right).path("model").asText()).isEqualTo("my-gpt");
    assertThat(json(right).path("prompt_filter_results")).hasSize(1);
    assertThat(right.headers().firstValue("x-ratelimit-renewalperiod-tokens")).contains("60");
    assertThat(row("dialect")).isEqualTo("azure");
    assertThat(post(path, CHAT, "authorization", "Bearer sk-right").statusCode()).isEqualTo(200);
    HttpResponse<String> wrong = post(path, CHAT, "api-key", "sk-wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(json(wrong).at("/error/code").asText()).isEqualTo("401");
  }

  @Test
  void takesBedrocksKeyFromBearerOrTheSignersId() throws Exception {
    String path = "/model/anthropic.claude-sonnet-4%3A0/converse";
    String signed =
        "AWS4-HMAC-SHA256 Credential=sk-right/20260101/us-east-1/bedrock/aws4_request,"
            + " SignedHeaders=host, Signature=00";

    assertThat(post(path, CONVERSE, "authorization", "Bearer sk-right").statusCode())
        .isEqualTo(200);
    assertThat(row("model")).isEqualTo("anthropic.claude-sonnet-4:0");
    assertThat(post(path, CONVERSE, "authorization", signed).statusCode()).isEqualTo(200);
    HttpResponse<String> none = post(path, CONVERSE);
    assertThat(none.statusCode()).isEqualTo(403);
    assertThat(none.headers().firstValue("x-amzn-errortype")).contains("AccessDeniedException");
  }

  @Test
  void namesWhatARequestLacksInItsDialect() throws Exception {
    String bearer = "Bearer sk-right";
    String empty = "{\"model\":\"m\"}";

    assertThat(post("/v1/responses", empty, "authorization", bearer).body())
        .contains("Missing required parameter: 'input'.");
    assertThat(post("/v1beta/models/m:generateContent", empty, "x-goog-api-key", "sk-right").body())
        .contains("contents is not specified");
    HttpResponse<String> converse = post("/model/m/converse", empty, "authorization", bearer);
    assertThat(converse.statusCode()).isEqualTo(400);
    assertThat(json(converse).path("message").asText()).contains("'messages'");
    assertThat(post("/v1beta/models/m:dream", empty, "x-goog-api-key", "k").statusCode())
        .isEqualTo(404);
  }

  @Test
  void tellsInvokesUsageInItsHeadersToo() throws Exception {
    String body =
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"[[sim in=30 out=4 cached=10]]\"}]}";
    HttpResponse<String> answer =
        post("/model/anthropic.claude-3/invoke", body, "authorization", "Bearer sk-right");

    assertThat(answer.headers().firstValue("x-amzn-bedrock-input-token-count")).contains("20");
    assertThat(answer.headers().firstValue("x-amzn-bedrock-output-token-count")).contains("4");
    assertThat(answer.headers().firstValue("x-amzn-bedrock-cache-read-input-token-count"))
        .contains("10");
    assertThat(json(answer).path("id").asText()).startsWith("msg_bdrk_01");
  }

  private HttpResponse<String> google(String path, String body) throws Exception {
    return post(path, body, "x-goog-api-key", "sk-right");
  }

  private HttpResponse<String> post(String path, String body, String... header) throws Exception {
    var request = sim.request(path).POST(BodyPublishers.ofString(body));
    return sim.send(header.length == 0 ? request.build() : request.headers(header).build());
  }

  private String row(String field) throws Exception {
    return sim.lastRow().path(field).asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Running.json(answer.body());
  }
}
