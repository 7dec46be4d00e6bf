package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys made, changed, rotated and revoked on the console's pages, and what these show.
class KeyPagesTest {
  private static final Pattern SECRET = Pattern.compile("wk_[A-Za-z0-9_-]{43}");
  private static final String TAGS =
      "&tag.use_case=triage&tag.department=ops&tag.role=engineer&tag.environment=test";

  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    String key = gateway.ready("triage");
    gateway.chat(key);
    gateway.chat(key);
    gateway.settle();
    admin = Browser.of(gateway, gateway.admin);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static JsonNode key(String name) {
    return gateway
        .get("/api/v1/keys")
        .json()
        .required("keys")
        .valueStream()
        .filter(key -> key.required("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String made(String name) {
    HttpResponse<String> page =
        admin.post("/keys", "do=make&name=%s%s&on_missing=refuse&why=test".formatted(name, TAGS));
    assertThat(page.statusCode()).as(page.body()).isEqualTo(201);
    Matcher secret = SECRET.matcher(page.body());
    assertThat(secret.find()).isTrue();
    return secret.group();
  }

  private static HttpResponse<String> sent(String name, String form) {
    return admin.post("/keys/" + key(name).required("id").asText(), form);
  }

  @Test
  void showsWhatEachKeyWasUsedForAsTheApiSaysIt() {
    String id = key("triage-app").required("id").asText();
    String cost =
        gateway
            .get("/api/v1/report?by=key&filter=key=" + id)
            .json()
            .at("/rows/0/cost_usd")
            .asText();

    assertThat(cost).isEqualTo("0.000150000000");
    assertThat(admin.get("/keys").body())
        .contains("triage-app", "/keys/" + id, "value=\"%s\"".formatted(cost), "active");
    assertThat(admin.get("/keys/" + id).body())
        .contains("gpt-4o", "value=\"%s\"".formatted(cost), "engineer", "Cost of its calls");
  }

  @Test
  void findsKeysByNameTagAndState() {
    made("needle");

    assertThat(admin.get("/keys?q=NEEDLE").body()).contains("needle").doesNotContain("triage-app");
    assertThat(admin.get("/keys?q=engineer&state=active").body()).contains("triage-app");
    assertThat(admin.get("/keys?state=revoked&q=needle").body()).contains("No such key");
  }

  @Test
  void makesAKeyWhoseSecretIsShownThisOnceAndWorks() {
    String secret = made("shown-once");

    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    String page = "/keys/" + key("shown-once").required("id").asText();
    assertThat(admin.get("/keys").body()).doesNotContain(secret);
    assertThat(admin.get(page).body()).doesNotContain(secret);
  }

  @Test
  void thePageOfASecretIsNotKept() {
    HttpResponse<String> page =
        admin.post("/keys", "do=make&name=unkept%s&on_missing=refuse".formatted(TAGS));

    assertThat(page.headers().allValues("cache-control")).containsExactly("no-store");
    assertThat(page.headers().firstValue("location")).isEmpty();
    assertThat(page.uri().toString()).doesNotContain("wk_");
  }

  @Test
  void saysBesideTheFieldWhatIsWrongAndMakesNothing() {
    int before = gateway.get("/api/v1/keys").json().required("keys").size();
    HttpResponse<String> page =
        admin.post("/keys", "do=make&name=typo&on_missing=refuse&distinct_max=many&why=x" + TAGS);

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("value=\"typo\"", "aria-invalid=\"true\"", "id=\"make-distinct_max-error\"")
        .contains("field 'distinct_max' is a whole number");
    assertThat(gateway.get("/api/v1/keys").json().required("keys")).hasSize(before);
  }

  @Test
  void changesAKeyFromTheVersionThatWasSeen() {
    String secret = made("to-change");
    String body =
        "do=change&version=1&name=to-change&on_missing=quarantine&models=gpt-4o*"
            + "&trusts_user_tags=true&fixed_tags=team%3Dcare&why=test"
            + TAGS;

    assertThat(sent("to-change", body).statusCode()).isEqualTo(303);
    JsonNode key = key("to-change");
    assertThat(key.required("on_missing").asText()).isEqualTo("quarantine");
    assertThat(key.at("/fixed_tags/team").asText()).isEqualTo("care");
    assertThat(key.at("/models/0").asText()).isEqualTo("gpt-4o*");
    assertThat(gateway.chat(secret).status()).as("the secret stays").isEqualTo(200);

    HttpResponse<String> late = sent("to-change", body);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("role=\"alert\"");

    sent("to-change", "do=change&version=2&name=to-change&on_missing=refuse" + TAGS);
    assertThat(key("to-change").path("fixed_tags").has("team")).as("taken away").isFalse();
    assertThat(key("to-change").required("models")).isEmpty();
  }

  @Test
  void rotatesAKeyAndTheOldSecretWorksForTheOverlapAlone() {
    String old = made("to-rotate");
    HttpResponse<String> page = sent("to-rotate", "do=rotate&overlap_seconds=0&why=leaked");

    assertThat(page.statusCode()).as(page.body()).isEqualTo(201);
    Matcher secret = SECRET.matcher(page.body());
    assertThat(secret.find()).isTrue();
    assertThat(secret.group()).isNotEqualTo(old);
    assertThat(gateway.chat(secret.group()).status()).isEqualTo(200);
    assertThat(gateway.chat(old).status()).isEqualTo(401);
  }

  @Test
  void revokesAKeyForGoodAndOffersNothingMore() {
    String secret = made("to-revoke");

    assertThat(sent("to-revoke", "do=revoke&why=leaked").statusCode()).isEqualTo(303);
    assertThat(gateway.chat(secret).status()).isEqualTo(401);
    assertThat(admin.get("/keys/" + key("to-revoke").required("id").asText()).body())
        .contains("revoked", "leaked")
        .doesNotContain("Rotate", "Change the key");
  }

  @Test
  void lesserRolesSeeKeysAndChangeNone() {
    String page = "/keys/" + key("triage-app").required("id").asText();
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/keys").body()).contains("triage-app").doesNotContain("Make a key");
      assertThat(viewer.get(page).body()).doesNotContain("Revoke the key", "Who changed it");
      assertThat(viewer.post("/keys", "do=make&name=mine" + TAGS).statusCode()).isEqualTo(403);
      assertThat(viewer.post(page, "do=revoke&why=mine").statusCode()).isEqualTo(403);
    }
    assertThat(key("triage-app").required("status").asText()).isEqualTo("active");
  }

  @Test
  void aDeveloperSeesKeysOfItsTeamsAlone() {
    String secret =
        gateway
            .control(
                "POST",
                "/api/v1/operators?why=test",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"payments\"]}")
            .json()
            .path("secret")
            .asText();
    try (Browser developer = Browser.of(gateway, secret)) {
      assertThat(developer.get("/keys").body()).contains("No key yet").doesNotContain("triage-app");
      assertThat(developer.get("/keys/" + key("triage-app").required("id").asText()).statusCode())
          .isEqualTo(404);
    }
  }
}
