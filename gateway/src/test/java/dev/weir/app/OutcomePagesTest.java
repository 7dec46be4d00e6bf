package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of outcomes and feedback over HTTP: told, corrected, taken back, looked into.
@Timeout(90)
class OutcomePagesTest {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir private Path data;
  private Gateway gateway;
  private Browser browser;
  private String secret;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    secret = gateway.ready("support");
    browser = Browser.of(gateway, gateway.admin);
  }

  @AfterEach
  void stop() {
    browser.close();
    gateway.close();
  }

  private void defined() {
    gateway.measured("support");
    Gateway.Reply defined =
        gateway.control(
            "PUT",
            "/api/v1/outcome-definitions/support?why=test",
            """
            {"unit":"ticket","unit_value_usd":"9","value_source":"study",
             "value_evidence":"before_after","window_days":60,
             "kpis":[{"name":"csat","kind":"csat"}]}
            """);
    assertThat(defined.status()).as(defined.text()).isEqualTo(200);
  }

  private String told(String act, String quality, String more) {
    return "do=%s&use_case=support&outcome_id=T-1&occurred_at=%s&quality=%s&ticket=T-1&kpis=csat+4&why=test%s"
        .formatted(act, today, quality, more);
  }

  private JsonNode outcomes() {
    return gateway.get("/api/v1/outcomes?use_case=support&from=" + today).json().path("outcomes");
  }

  @Test
  void teachesHowAnOutcomeIsDefined() {
    assertThat(browser.page("/outcomes"))
        .contains("No outcome is defined", "Define one on the page of its use case")
        .doesNotContain("Take it");
  }

  @Test
  void anOutcomeIsTriedToldCorrectedAndTakenBack() {
    defined();
    assertThat(Browser.main(browser.post("/outcomes", told("try", "0.5", ""))))
        .contains("It would be taken: 1 new", "worth 9.00 USD, of which 4.50 may be claimed");
    assertThat(outcomes()).as("nothing is taken yet").isEmpty();

    assertThat(browser.post("/outcomes", told("tell", "0.5", "")).statusCode()).isEqualTo(303);
    assertThat(outcomes()).hasSize(1);
    assertThat(browser.page("/outcomes?use_case=support"))
        .contains("T-1", "<data value=\"9\">", "before after");

    HttpResponse<String> other = browser.post("/outcomes", told("tell", "0.75", ""));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(Browser.main(other)).contains("id=\"tell-quality-error\"", "value=\"0.75\"");
    browser.post("/outcomes", told("tell", "0.75", "&correct=true"));
    assertThat(outcomes().path(0).path("told").path("quality").asText()).isEqualTo("0.75");

    HttpResponse<String> partly =
        browser.post("/outcomes", "do=void&use_case=support&why=wrong&ids=T-1%0AT-2");
    assertThat(Browser.main(partly)).contains("1 taken back", "T-2");
    assertThat(outcomes()).isEmpty();
  }

  @Test
  void theFormOfACorrectionHasAllThatIsKept() {
    defined();
    gateway.measured("triage");
    gateway.control("PUT", "/api/v1/outcome-definitions/triage?why=test", "{\"unit\":\"ticket\"}");
    Gateway.Reply sent =
        gateway.control(
            "POST",
            "/api/v1/outcomes",
            """
            {"outcome_id":"T/9","use_case":"support","occurred_at":"%s","quantity":"2",
             "success":true,"quality":"0.5","value_usd":"7","time_taken_seconds":"90",
             "kpis":{"csat":"4"},"shares":{"support":"0.6","triage":"0.4"},
             "links":{"call_id":"call_1","session_id":"s-9","ticket":"T-4","user":"kim"}}
            """
                .formatted(today));
    assertThat(sent.status()).as(sent.text()).isEqualTo(200);
    JsonNode before = outcomes().path(0).path("told");

    assertThat(browser.page("/outcomes?use_case=support")).contains("/outcomes?outcome=T%2F9");
    String page = browser.page("/outcomes?outcome=T%2F9");
    assertThat(page)
        .contains("value=\"s-9\"", "value=\"kim\"", "value=\"90\"", "triage 0.4", "csat 4")
        .containsPattern("name=\"correct\"[^>]* checked");
    Map<String, String> fields = Browser.filled(page, "tell");
    fields.put("quality", "0.75");
    fields.put("do", "tell");
    fields.put("why", "recounted");
    HttpResponse<String> done =
        browser.post(
            "/outcomes?outcome=T%2F9",
            fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Browser.encoded(field.getValue()))
                .collect(Collectors.joining("&")));
    assertThat(done.statusCode()).as(Browser.main(done)).isEqualTo(303);

    ObjectNode expected = before.deepCopy();
    expected.put("quality", "0.75");
    assertThat(outcomes().path(0).path("told")).isEqualTo(expected);
    assertThat(outcomes().path(0).path("kind").asText()).isEqualTo("correction");
  }

  @Test
  void whatIsWrongIsSaidBesideItsField() {
    defined();
    HttpResponse<String> refused = browser.post("/outcomes", told("tell", "7", ""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Browser.main(refused)).contains("id=\"tell-quality-error\"", "value=\"7\"");
    assertThat(outcomes()).isEmpty();
  }

  @Test
  void whoMayNotTellSeesNoForm() {
    defined();
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(Browser.main(viewer.get("/outcomes")))
          .contains("ticket")
          .doesNotContain("Take it");
      assertThat(viewer.post("/outcomes", told("tell", "1", "")).statusCode()).isEqualTo(403);
    }
    assertThat(outcomes()).isEmpty();
  }

  private void rated(String rating, String comment) {
    String call = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    Gateway.Reply said =
        gateway.ask(
            secret,
            "/weir/feedback",
            "{\"call_id\":\"%s\",\"rating\":\"%s\",\"comment\":\"%s\"}"
                .formatted(call, rating, comment));
    assertThat(said.status()).as(said.text()).isBetween(200, 204);
  }

  @Test
  void theInboxHasLowRatingsUntilSomebodyHasLookedIntoThem() {
    assertThat(browser.page("/feedback")).contains("Nothing to look into");
    rated("up", "good");
    rated("down", "<i>wrong</i> refund");

    assertThat(browser.page("/feedback"))
        .contains("thumb down", "&lt;i&gt;wrong&lt;/i&gt; refund")
        .doesNotContain("good");
    assertThat(browser.page("/feedback?which=all")).contains("thumb up", "good");

    JsonNode low = gateway.get("/api/v1/feedback?low=true").json().at("/feedback/0");
    String id = "id=" + low.path("id").asText();
    HttpResponse<String> silent = browser.post("/feedback", id + "&why=");
    assertThat(silent.statusCode()).isEqualTo(400);
    assertThat(Browser.main(silent)).contains("-why-error\"");
    assertThat(browser.post("/feedback", id + "&why=prompt+changed").statusCode()).isEqualTo(303);
    assertThat(browser.page("/feedback")).contains("Nothing to look into");
    assertThat(browser.page("/feedback?which=low")).contains("prompt changed");
  }

  @Test
  void whoMayNotHandleFeedbackReadsIt() {
    rated("down", "wrong");
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(Browser.main(viewer.get("/feedback")))
          .contains("wrong")
          .doesNotContain("Say that it is looked into");
    }
  }
}
