package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
    assertThat(gateway.get(low.path(0).path("rows").asText()).status())
        .as("opens down to its call")
        .isEqualTo(200);
    assertThat(inbox("")).hasSize(3);
    JsonNode ratings = gateway.get("/api/v1/feedback/ratings?use_case=support").json();
    assertThat(ratings.path("thumbs").asInt()).isEqualTo(1);
    assertThat(new BigDecimal(ratings.path("up_share").asText())).isZero();
    assertThat(ratings.path("stars").asInt()).isEqualTo(2);
    assertThat(new BigDecimal(ratings.path("stars_mean").asText()))
        .as("of 5 and 4")
        .isEqualByComparingTo("4.5");
    assertThat(gateway.get("/api/v1/feedback/ratings?use_case=support&month=2026-01").text())
        .doesNotContain("up_share", "stars_mean");
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

  private void outcome(String id, String correcting, String more) {
    Reply told =
        gateway.control(
            "POST",
            "/api/v1/outcomes" + correcting,
            "{\"outcomes\":[{\"use_case\":\"support\",\"outcome_id\":\"%s\",\"occurred_at\":\"%s\"%s}]}"
                .formatted(id, LocalDate.now(ZoneOffset.UTC), more));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
  }

  @Test
  void outcomesThatFailedOrAreOfLowQualityWaitInTheInboxToo() {
    gateway.control("PUT", "/api/v1/outcome-definitions/support", "{\"unit\":\"ticket\"}");
    String link = ",\"links\":{\"call_id\":\"%s\",\"user\":\"anna\"}".formatted(call);

    outcome("T-1", "", ",\"success\":false" + link);
    outcome("T-2", "", ",\"quality\":\"0.31\"");
    outcome("T-3", "", ",\"quality\":\"0.5\"");
    outcome("T-4", "", ",\"success\":false,\"quality\":\"0.1\"");

    JsonNode low = inbox("?low=true&open=true&use_case=support");
    assertThat(low.findValuesAsText("comment"))
        .containsExactly(
            "outcome 'T-1': it failed",
            "outcome 'T-2': its quality is 0.31",
            "outcome 'T-4': it failed, its quality is 0.1");
    assertThat(low.findValuesAsText("rating")).containsOnly("low");
    assertThat(low.path(0).path("call_id").asText()).isEqualTo(call);
    assertThat(low.path(0).path("outcome_id").asText()).isEqualTo("T-1");
    assertThat(gateway.get(low.path(0).path("rows").asText()).status()).isEqualTo(200);

    Reply handled =
        gateway.control(
            "POST",
            "/api/v1/feedback/" + low.path(0).path("id").asText() + "/handled",
            "{\"why\": \"the index was old\"}");
    assertThat(handled.status()).isEqualTo(200);
    outcome("T-2", "?correct=true", ",\"quality\":\"0.9\"");
    gateway.control(
        "POST",
        "/api/v1/outcomes/void",
        "{\"use_case\":\"support\",\"ids\":[\"T-4\"],\"why\":\"a test\"}");
    assertThat(inbox("?low=true&open=true")).isEmpty();
    assertThat(inbox("").findValuesAsText("comment"))
        .containsExactly(
            "outcome 'T-1': it failed",
            "outcome 'T-2': it was corrected, and is low no more",
            "outcome 'T-4': it was taken back");
  }

  @Test
  void anOutcomeThatWasLookedIntoComesBackForAnotherReasonOnly() {
    gateway.control("PUT", "/api/v1/outcome-definitions/support", "{\"unit\":\"ticket\"}");
    outcome("T-1", "", ",\"success\":false");
    String handled = inbox("?open=true").path(0).path("id").asText();
    gateway.control("POST", "/api/v1/feedback/" + handled + "/handled", "{\"why\": \"old index\"}");

    outcome("T-1", "?correct=true", ",\"success\":false,\"value_usd\":\"-3\"");

    assertThat(inbox("?open=true")).isEmpty();
    assertThat(inbox("")).hasSize(1);
    assertThat(inbox("").path(0).path("handled").path(0).path("why").asText())
        .isEqualTo("old index");
    outcome("T-1", "?correct=true", ",\"success\":false,\"quality\":\"0.2\"");
    assertThat(inbox("?open=true").findValuesAsText("comment"))
        .containsExactly("outcome 'T-1': it failed, its quality is 0.2");
  }

  @Test
  void anIdThatWasTakenBackIsNotCorrectedByAnotherUseCase() {
    for (String useCase : List.of("support", "search")) {
      gateway.control("PUT", "/api/v1/outcome-definitions/" + useCase, "{\"unit\":\"ticket\"}");
    }
    outcome("T-1", "", ",\"success\":false");
    gateway.control(
        "POST",
        "/api/v1/outcomes/void",
        "{\"use_case\":\"support\",\"ids\":[\"T-1\"],\"why\":\"a test\"}");

    Reply told =
        gateway.control(
            "POST",
            "/api/v1/outcomes",
            "{\"outcomes\":[{\"use_case\":\"search\",\"outcome_id\":\"T-1\",\"occurred_at\":\"%s\"}]}"
                .formatted(LocalDate.now(ZoneOffset.UTC)));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(inbox("").findValuesAsText("comment"))
        .containsExactly("outcome 'T-1': it was taken back");
    assertThat(inbox("?use_case=search")).isEmpty();
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
