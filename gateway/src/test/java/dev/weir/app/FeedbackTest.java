package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users say of calls, handed in on the data plane.
@Timeout(60)
class FeedbackTest {
  @TempDir private Path data;
  private Gateway gateway;
  private String key;
  private String call;

  @BeforeEach
  void call() {
    gateway = new Gateway(data);
    key = gateway.ready("support");
    call = gateway.chat(key).whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply say(String secret, String rating, String more) {
    return gateway.ask(
        secret,
        "/weir/feedback",
        "{\"call_id\": \"%s\", \"rating\": %s%s}".formatted(call, rating, more));
  }

  private static String state(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().path("feedback").asText();
  }

  private JsonNode inbox(String query) {
    return gateway.get("/api/v1/feedback" + query).json().path("feedback");
  }

  @Test
  void isKeptOncePerCallAndUser() {
    String byAnna = ", \"user\": \"anna\", \"comment\": \"wrong price\", \"tags\": [\"price\"]";

    assertThat(state(say(key, "\"down\"", byAnna))).isEqualTo("new");
    assertThat(state(say(key, "\"down\"", byAnna))).isEqualTo("known");
    assertThat(state(say(key, "2", ", \"user\": \"berta\""))).isEqualTo("new");
    assertThat(state(say(key, "5", ", \"feedback_id\": \"f-1\", \"user\": \"anna\"")))
        .isEqualTo("new");
    assertThat(state(say(key, "4", ", \"user\": \"berta\""))).isEqualTo("changed");

    JsonNode low = inbox("?use_case=support&low=true&open=true");
    assertThat(low).hasSize(1);
    assertThat(low.path(0).path("comment").asText()).isEqualTo("wrong price");
    assertThat(low.path(0).path("tags").toString()).isEqualTo("[\"price\"]");
    assertThat(gateway.get(low.path(0).path("call").asText()).status())
        .as("opens down to its call")
        .isEqualTo(200);
    assertThat(inbox("")).hasSize(3);
  }

  @Test
  void leavesTheInboxWhenItIsHandled() {
    say(key, "\"down\"", "");
    String id = inbox("?open=true").path(0).path("id").asText();

    Reply handled =
        gateway.control(
            "POST", "/api/v1/feedback/" + id + "/handled", "{\"why\": \"prompt changed\"}");

    assertThat(handled.status()).as(handled.text()).isEqualTo(200);
    assertThat(inbox("?open=true")).isEmpty();
    assertThat(inbox("").path(0).path("handled").path(0).path("why").asText())
        .isEqualTo("prompt changed");
    assertThat(gateway.control("POST", "/api/v1/feedback/99/handled", "{\"why\": \"?\"}").status())
        .isEqualTo(404);
  }

  @Test
  void isOfCallsOfItsOwnUseCaseOnly() {
    Reply refused = say(gateway.key("search"), "\"up\"", "");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text()).contains("this key has made no such call");
    assertThat(state(say(gateway.key("support"), "\"up\"", ""))).isEqualTo("new");
    assertThat(inbox("")).hasSize(1);
  }

  @Test
  void needsAKey() {
    assertThat(say("wk_unknown", "\"up\"", "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "6 | | field 'rating' is up, down, or 1 to 5, was '6'",
        "\"good\" | | field 'rating' is up, down, or 1 to 5, was 'good'",
        "true | | field 'rating' is a text, was BOOLEAN",
        "1 | , \"mood\": 1 | there is no field 'mood'",
        "1 | , \"tags\": [\"A B\"] | field 'tags' has at most 20",
        "1 | , \"tags\": [1] | field 'tags' is a list of texts",
        "1 | , \"comment\": 3 | field 'comment' is a text, was NUMBER",
        "1 | , | feedback is not JSON"
      })
  void refusesByFieldRuleAndValue(String rating, String more, String message) {
    Reply refused = say(key, rating, more == null ? "" : more);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text()).contains(message);
  }

  @Test
  void refusesWhatIsTooLong() {
    Reply comment = say(key, "1", ", \"comment\": \"" + "x".repeat(2_001) + "\"");
    assertThat(comment.text()).contains("field 'comment' has at most 2,000 characters, was 2,001");
    Reply body = say(key, "1", ", \"comment\": \"" + "x".repeat(20_000) + "\"");
    assertThat(body.status()).isEqualTo(413);
    Reply call = gateway.ask(key, "/weir/feedback", "{\"call_id\": \"4711\", \"rating\": 1}");
    assertThat(call.status()).isEqualTo(400);
    assertThat(call.text()).contains("a call id is 'call_' and 26 characters, was '4711'");
  }
}
