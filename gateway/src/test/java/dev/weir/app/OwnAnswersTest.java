package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the data plane answers itself: which models a key may ask for, and what it has left.
@Timeout(60)
class OwnAnswersTest {
  @TempDir Path folder;
  private Gateway gateway;
  private String secret;

  @BeforeEach
  void start() {
    gateway = new Gateway(folder.resolve("data"));
    secret = gateway.ready("own");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String keyFor(String models) {
    return gateway
        .control("POST", "/api/v1/keys", "{\"name\":\"few\",\"models\":%s}".formatted(models))
        .json()
        .path("secret")
        .asText();
  }

  private List<String> models(String key) {
    Reply list = gateway.own(key, "/v1/models");
    assertThat(list.status()).as(list.text()).isEqualTo(200);
    return StreamSupport.stream(list.json().path("data").spliterator(), false)
        .map(model -> model.path("id").asText() + " of " + model.path("owned_by").asText())
        .toList();
  }

  @Test
  void modelsAreThosePricedThatTheKeyMayAskFor() {
    assertThat(models(secret)).containsExactly("gpt-4o of tiny");
    assertThat(models(keyFor("[\"gpt-4*\"]"))).containsExactly("gpt-4o of tiny");
    assertThat(models(keyFor("[\"claude*\"]"))).isEmpty();
    assertThat(gateway.own("wk_nobody", "/v1/models").status()).isEqualTo(401);
  }

  @Test
  void aCallerOfTheOtherDialectIsToldOfWhatItsConversationsAreTranslatedFor() {
    Reply told = gateway.own(secret, "/v1/models", "anthropic-version", "2023-06-01");

    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json().path("data"))
        .singleElement()
        .satisfies(model -> assertThat(model.path("id").asText()).isEqualTo("gpt-4o"));
    assertThat(told.json().path("has_more").asBoolean(true)).isFalse();
  }

  @Test
  void aCallerOfGeminiIsToldInItsOwnShape() {
    Reply told = gateway.own(secret, "/v1beta/models");

    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json().path("models"))
        .singleElement()
        .satisfies(model -> assertThat(model.path("name").asText()).isEqualTo("models/gpt-4o"));
    assertThat(gateway.own("wk_nobody", "/v1beta/models").json().path("error").path("code").asInt())
        .isEqualTo(401);
  }

  @Test
  void listingModelsIsNoCall() {
    models(secret);
    gateway.settle();

    assertThat(gateway.get("/api/v1/report").json().path("total").path("calls").asLong()).isZero();
  }

  @Test
  void whatIsLeftIncludesRulesThatAskForWhatOnlyACallHas() {
    put("asks-model", "\"where\":[{\"tag\":\"model\",\"in\":[\"gpt-4o\"]}],\"mode\":\"shadow\"");
    put("asks-purpose", "\"where\":[{\"tag\":\"purpose\",\"present\":true}]");
    put("each-model", "\"where\":[],\"per\":\"model\"");
    put("others", "\"where\":[{\"tag\":\"use_case\",\"in\":[\"other\"]}]");
    assertThat(rule("each-model").path("for").asText("x")).isEmpty();
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    gateway.settle();

    JsonNode asksModel = rule("asks-model");
    assertThat(asksModel.path("mode").asText()).isEqualTo("shadow");
    assertThat(asksModel.path("used").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(asksModel.path("where").toString())
        .isEqualTo("[{\"tag\":\"model\",\"in\":[\"gpt-4o\"]}]");
    assertThat(rule("asks-purpose").path("mode").asText()).isEqualTo("enforce");
    assertThat(rule("each-model").path("for").asText()).isEqualTo("gpt-4o");
    assertThat(rule("each-model").path("per").asText()).isEqualTo("model");
    assertThat(gateway.own(secret, "/weir/me").text()).doesNotContain("others");
  }

  private void put(String budget, String scope) {
    Reply put =
        gateway.control(
            "PUT",
            "/api/v1/budgets/" + budget,
            "{%s,\"window\":\"total\",\"limit_usd\":\"10\"}".formatted(scope));
    assertThat(put.status()).as(put.text()).isBetween(200, 201);
  }

  private JsonNode rule(String id) {
    Reply me = gateway.own(secret, "/weir/me");
    return StreamSupport.stream(me.json().path("rules").spliterator(), false)
        .filter(rule -> rule.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not in " + me.text()));
  }

  @Test
  void aCallSaysHowFastItsAnswerCame() {
    String id = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();

    JsonNode speed = gateway.get("/api/v1/calls/" + id).json().path("booked").get(0).path("speed");
    long total = speed.path("total_micros").asLong();
    assertThat(total).isPositive();
    assertThat(speed.path("first_byte_micros").asLong()).isBetween(0L, total);
    assertThat(speed.has("first_token_micros")).isFalse();
    assertThat(speed.path("output_tokens_per_second").asDouble()).isEqualTo(5 * 1e6 / total);
  }

  private static String id(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  @Test
  void aCallerIsToldWhatItsOwnCallHasCost() {
    put("all-calls", "\"where\":[]");
    String id = id(gateway.chat(secret));
    gateway.settle();

    Reply told = gateway.own(secret, "/weir/calls/" + id);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.json().path("state").asText()).isEqualTo("ended");
    assertThat(told.json().path("cost_usd").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(told.json().path("provider").asText()).isEqualTo("tiny");
    assertThat(told.json().path("provenance").asText()).isEqualTo("reported");
    assertThat(told.json().path("budget_remaining_usd").asText()).isEqualTo("10.999925");
  }

  @Test
  void nobodyIsToldOfAnotherKeysCall() {
    String id = id(gateway.chat(secret));
    gateway.settle();

    assertThat(gateway.own(gateway.key("other"), "/weir/calls/" + id).status()).isEqualTo(404);
    assertThat(gateway.own("wk_nobody", "/weir/calls/" + id).status()).isEqualTo(401);
    assertThat(gateway.own(secret, "/weir/calls/call_06EXAMPKE0000000000000000A").status())
        .isEqualTo(404);
  }

  @Test
  void aRefusedCallIsTold() {
    Reply refused = gateway.chat(secret, "gpt-unknown");
    String id = refused.whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();

    Reply told = gateway.own(secret, "/weir/calls/" + id);
    assertThat(told.json().path("state").asText()).as(told.text()).isEqualTo("refused");
    assertThat(told.json().path("cost_usd").asText()).isEqualTo("0");
  }

  @Test
  void aCallsWaterfallEndsWhereItsAnswerDid() {
    String id = id(gateway.chat(secret));
    gateway.settle();

    JsonNode call = gateway.get("/api/v1/calls/" + id).json();
    JsonNode bar = call.path("waterfall").get(0);
    JsonNode speed = call.path("booked").get(0).path("speed");
    assertThat(bar.path("cause").asText()).isEqualTo("first");
    assertThat(bar.path("begun_micros").asLong()).isZero();
    assertThat(bar.path("sent_micros").asLong()).isEqualTo(speed.path("admit_micros").asLong());
    assertThat(bar.path("connected_micros").asLong())
        .isEqualTo(bar.path("sent_micros").asLong() + speed.path("connect_micros").asLong());
    assertThat(bar.path("ended_micros").asLong())
        .isEqualTo(bar.path("sent_micros").asLong() + speed.path("total_micros").asLong());
    assertThat(speed.path("connect_micros").asLong(-1)).isNotNegative();
    assertThat(call.path("booked").get(0).path("reservation").path("parameters").asText())
        .isEqualTo("max_tokens=100");
  }
}
