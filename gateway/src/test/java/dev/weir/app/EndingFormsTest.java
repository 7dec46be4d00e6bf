package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Gateway.Reply;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Forms by which things end: a key, a label, a year's envelopes, a claim that has not begun.
@Timeout(60)
class EndingFormsTest {
  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    gateway.ready("support");
    admin = Browser.of(gateway, gateway.admin);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static void put(String path, String body) {
    Reply reply = gateway.control("PUT", path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static void went(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static void refused(HttpResponse<String> answer, String beside) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("id=\"%s-error\"".formatted(beside));
  }

  @Test
  void aKeyExpires() {
    String secret = gateway.key("pilot");
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    String id =
        gateway
            .get("/api/v1/keys")
            .json()
            .path("keys")
            .valueStream()
            .filter(key -> key.required("name").asText().equals("pilot-app"))
            .map(key -> key.required("id").asText())
            .findFirst()
            .orElseThrow();
    refused(admin.post("/keys/" + id, "do=expire&at=soon&why=x"), "expire-at");
    went(admin.post("/keys/" + id, "do=expire&at=2026-01-01&why=the+pilot+is+over"));
    assertThat(gateway.chat(secret).status()).isEqualTo(401);
  }

  @Test
  void aLabelIsRetired() {
    put("/api/v1/modules/tone", "{\"text\":\"Be kind.\"}");
    put("/api/v1/prompts/mail", "{\"modules\":[{\"module\":\"tone\"}],\"model\":\"gpt-4o\"}");
    put("/api/v1/prompts/mail/labels/canary", "{\"version\":1}");

    refused(admin.post("/prompts/mail", "do=unlabel&label="), "label");
    HttpResponse<String> gone =
        admin.post("/prompts/mail", "do=unlabel&label=canary&label_why=it+is+over");
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
    assertThat(gone.body()).contains("retires it");
    assertThat(gateway.get("/api/v1/prompts/mail").json().path("labels").has("canary")).isFalse();
  }

  @Test
  void aYearsEnvelopesAreRemoved() {
    went(
        admin.post(
            "/envelopes",
            "do=import&why=board&table="
                + Browser.encoded("cost_centre,month,amount\r\ncare,2026-01,12")));
    refused(admin.post("/envelopes", "do=remove&why=x"), "remove-year");
    HttpResponse<String> unknown = admin.post("/envelopes", "do=remove&year=2031&why=x");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("value=\"2031\"", "role=\"alert\"", "Cost centres");
    went(admin.post("/envelopes", "do=remove&year=2026&why=board"));
    assertThat(gateway.get("/api/v1/envelopes?year=2026").text()).doesNotContain("care");
  }

  @Test
  void whatHasNotBegunIsTakenBack() {
    put(
        "/api/v1/hypotheses/brief",
        """
        {"use_case":"support","hypothesis":"shorter answers","metric":"calls_per_unit",
         "direction":"increase","minimum_effect":0.1,"design":"randomised","unit":"user",
         "arms":[{"name":"long","weight":1},{"name":"short","weight":1}],"control":"long",
         "stop":"fixed","deviation":1,"units_per_arm":1570,"window_days":7,"until":"%s",
         "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(60)));
    assertThat(admin.get("/experiments/brief").body()).contains("Take the hypothesis back");
    HttpResponse<String> gone = admin.post("/experiments/brief", "do=drop&why=no+longer+asked");
    went(gone);
    assertThat(gone.headers().firstValue("location")).contains("/experiments");
    assertThat(gateway.get("/api/v1/hypotheses/brief").status()).isEqualTo(404);

    put(
        "/api/v1/experiments/draft",
        """
        {"use_case":"support","unit":"user","state":"draft",
         "arms":[{"name":"long","weight":1},{"name":"short","weight":1}]}
        """);
    assertThat(admin.get("/experiments/draft").body()).contains("Take the experiment out");
    went(admin.post("/experiments/draft", "do=remove&why=no+longer+asked"));
    assertThat(gateway.get("/api/v1/experiments/draft").status()).isEqualTo(404);
  }
}
