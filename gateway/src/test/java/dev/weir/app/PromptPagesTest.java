package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pages about names and prompts: what they show is the API's, what their forms change is there.
@Timeout(120)
class PromptPagesTest {
  @TempDir static Path data;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    key = gateway.ready("triage");
    done("/api/v1/modules/tone", "{\"text\":\"You answer for {{company}}.\"}");
    done("/api/v1/prompts/support", "{\"modules\":[{\"module\":\"tone\"}],\"model\":\"gpt-4o\"}");
    done("/api/v1/prompts/support/labels/production", "{\"version\":1}");
    Gateway.Reply answer =
        gateway.ask(
            key,
            "/v1/chat/completions",
            """
            {"model":"prompt/support","max_tokens":100,"metadata":{"var.company":"Initech"},
             "messages":[{"role":"user","content":"hello"}]}
            """);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    gateway.settle();
  }

  private static void done(String path, String body) {
    Gateway.Reply reply = gateway.control("PUT", path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String page(String path) {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      HttpResponse<String> page = browser.get(path);
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      return page.body();
    }
  }

  private static HttpResponse<String> sent(String path, String... form) {
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < form.length; i += 2) {
        text.append(i == 0 ? "" : "&")
            .append(form[i])
            .append('=')
            .append(Browser.encoded(form[i + 1]));
      }
      return browser.post(path, text.toString());
    }
  }

  @Test
  void showsWhatPromptsHoldAndWhatTheirCallsCost() {
    JsonNode cost = gateway.get("/api/v1/prompts/support/cost").json();

    assertThat(page("/prompts"))
        .contains("prompt/support", "production: 1", "tone@1")
        .contains("&amp;filter=model_asked%3Dprompt%2Fsupport\"")
        .doesNotContain("%2Fapi%2Fv1%2Fcalls")
        .contains("<data value=\"%s\">".formatted("0.000075000000"));
    assertThat(page("/prompts/support"))
        .contains("prompt/support@production", "You answer for {{company}}.")
        .contains("Nothing: production holds the latest version.")
        .contains("<data value=\"%s\">".formatted(cost.path("cost_usd").asText()));
  }

  @Test
  void putsAVersionShowsHowItDiffersAndLabelsIt() {
    done("/api/v1/modules/policy", "{\"text\":\"Refunds within 30 days.\"}");
    done("/api/v1/prompts/returns", "{\"modules\":[{\"module\":\"policy\"}],\"model\":\"gpt-4o\"}");
    done("/api/v1/prompts/returns/labels/production", "{\"version\":1}");

    HttpResponse<String> module =
        sent(
            "/modules/policy",
            "do",
            "put",
            "role",
            "system",
            "text",
            "Refunds within {{days}} days.",
            "variables",
            "{\"days\":{\"otherwise\":\"14\"}}",
            "why",
            "shorter",
            "expected_version",
            "1");
    assertThat(module.body()).contains("version 2 is in force", "days, else '14'");

    HttpResponse<String> prompt =
        sent(
            "/prompts/returns",
            "do",
            "put",
            "modules",
            "policy",
            "model",
            "gpt-4o",
            "defaults",
            "{\"temperature\":0.2}",
            "why",
            "shorter",
            "expected_version",
            "1");
    assertThat(prompt.body())
        .contains("<ins>+Refunds within {{days}} days.</ins>")
        .contains("<del>-Refunds within 30 days.</del>");

    assertThat(label("returns")).isEqualTo("1");
    sent("/prompts/returns", "do", "label", "label", "production", "holds", "2", "label_why", "go");
    assertThat(label("returns")).isEqualTo("2");
    sent("/prompts/returns", "do", "rollback", "label", "production", "label_why", "back");
    assertThat(label("returns")).isEqualTo("1");
    JsonNode last = gateway.get("/api/v1/history/label/returns%2Fproduction").json();
    assertThat(last.path("versions").path(0).path("why").asText()).isEqualTo("back");
  }

  private static String label(String prompt) {
    return gateway
        .get("/api/v1/prompts/" + prompt)
        .json()
        .path("labels")
        .path("production")
        .asText();
  }

  @Test
  void aFormOfAnOlderVersionChangesNothing() {
    done("/api/v1/modules/greeting", "{\"text\":\"Hello.\"}");
    done("/api/v1/modules/greeting", "{\"text\":\"Good day.\"}");

    HttpResponse<String> late =
        sent(
            "/modules/greeting",
            "do",
            "put",
            "role",
            "system",
            "text",
            "Hi.",
            "expected_version",
            "1");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("role=\"alert\"", "Hi.</textarea>");
    assertThat(gateway.get("/api/v1/modules/greeting").json().path("text").asText())
        .isEqualTo("Good day.");
  }

  @Test
  void saysBesideTheFieldWhatIsWrong() {
    HttpResponse<String> name =
        sent("/names/support-fast", "do", "put", "route", "{\"target\":", "why", "x");
    assertThat(name.statusCode()).isEqualTo(400);
    assertThat(name.body()).contains("id=\"route-error\"", "is not JSON");

    HttpResponse<String> label =
        sent("/prompts/support", "do", "label", "label", "production", "holds", "next");
    assertThat(label.statusCode()).isEqualTo(400);
    assertThat(label.body()).contains("id=\"holds-error\"", "whole number there, was 'next'");

    assertThat(sent("/prompts", "kind", "alias", "id", "").body()).contains("id=\"id-error\"");
  }

  @Test
  void aNameIsMadeLedElsewhereAndRetired() {
    HttpResponse<String> opened = sent("/prompts", "kind", "alias", "id", "quick");
    assertThat(opened.headers().firstValue("location")).contains("/names/quick");
    assertThat(page("/names/quick")).contains("There is no alias of this name yet", "Make it");

    sent(
        "/names/quick",
        "do",
        "put",
        "route",
        "tiny/gpt-4o",
        "why",
        "first",
        "expected_version",
        "0");
    assertThat(gateway.chat(key, "quick").status()).isEqualTo(200);
    sent("/names/quick", "do", "put", "route", "tiny/gpt-4o, tiny/gpt-4o-mini", "why", "more");
    assertThat(
            gateway
                .get("/api/v1/names/quick")
                .json()
                .path("route")
                .path("fallback")
                .valueStream()
                .map(it -> it.path("target").asText())
                .toList())
        .isEqualTo(List.of("tiny/gpt-4o", "tiny/gpt-4o-mini"));

    assertThat(sent("/names/quick", "do", "retire", "why", "over").body()).contains("retires it");
    assertThat(gateway.get("/api/v1/names/quick").status()).isEqualTo(404);
  }

  @Test
  void whoMayChangeNothingSeesNoForm() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      for (String path : List.of("/prompts", "/prompts/support", "/modules/tone", "/names/any")) {
        assertThat(viewer.get(path).body()).as(path).doesNotContain("class=\"form\"");
      }
      assertThat(viewer.post("/modules/tone", "do=put&role=system&text=Mine").statusCode())
          .isEqualTo(403);
      assertThat(viewer.post("/prompts/support", "do=label&label=production&holds=1").statusCode())
          .isEqualTo(403);
    }
  }
}
