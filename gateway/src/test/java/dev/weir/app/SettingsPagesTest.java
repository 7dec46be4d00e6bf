package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is set and configured: the API's answer about the configuration, and the console's page.
class SettingsPagesTest {
  private static final String SHARES = "&evidence_shares=";

  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    Gateway.Reply set =
        gateway.control(
            "PUT",
            "/api/v1/settings?why=first",
            "{\"output_floors\":{\"by_use_case\":{\"triage\":64}}}");
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    admin = Browser.of(gateway, gateway.admin);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static JsonNode value(String key) {
    return gateway
        .get("/api/v1/config")
        .json()
        .required("values")
        .valueStream()
        .filter(it -> it.required("key").asText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode settings() {
    return gateway.get("/api/v1/settings").json();
  }

  private static String form(String currency, String age) {
    return "do=save&required_tags=use_case%2C+team&unpriced=allow&why=test&usual=256"
        + "&currency="
        + currency
        + "&age_days_max="
        + age
        + "&version="
        + settings().required("version").asText()
        + SHARES
        + Browser.encoded("rct=1\ndid=0.7\nbefore_after=0.5\nopinion=0.2\nuntried_max=0.5");
  }

  @Test
  void tellsEachValueWithItsDefaultOriginAndMeaning() {
    assertThat(value("data").required("value").asText()).isEqualTo(data.toString());
    assertThat(value("data").required("origin").asText()).isEqualTo("file");
    assertThat(value("data").required("usual").asText()).isEqualTo(".weir");
    assertThat(value("console.session_idle").required("origin").asText()).isEqualTo("default");
    assertThat(value("console.session_idle").required("variable").asText())
        .isEqualTo("WEIR_CONSOLE_SESSION_IDLE");
    assertThat(value("console.session_idle").required("meaning").asText()).isNotBlank();
    assertThat(value("edge.drain_time").required("live").asBoolean()).isTrue();
    assertThat(value("alerts.mail").required("value").asText()).isEqualTo("none");
  }

  @Test
  void tellsWhereASecretIsAndNotTheSecret() {
    assertThat(value("providers.tiny.key").required("value").asText()).isEqualTo("env:TINY_KEY");
    assertThat(gateway.get("/api/v1/config").text()).doesNotContain("sk-test");
    assertThat(admin.get("/settings").body()).contains("env:TINY_KEY").doesNotContain("sk-test");
  }

  @Test
  void showsWhatIsSetAndHowTheGatewayIs() {
    String page = admin.get("/settings").body();

    assertThat(page)
        .contains("256 tokens, 64 for triage", "console.session_idle", "weir backup")
        .contains("Data directory", data.toString(), "journal", "Version of keys");
  }

  @Test
  void findsValues() {
    assertThat(admin.get("/settings?q=session_idle").body())
        .contains("console.session_idle")
        .doesNotContain("edge.drain_time");
    assertThat(admin.get("/settings?from=file").body())
        .contains("providers.tiny.url")
        .doesNotContain("console.session_idle");
    assertThat(admin.get("/settings?q=nosuchvalue").body()).contains("No such value");
  }

  @Test
  void changesWhatTheFormHasAndKeepsTheRest() {
    HttpResponse<String> saved = admin.post("/settings", form("USD", "30"));

    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    JsonNode settings = settings();
    assertThat(settings.at("/prices/age_days_max").asInt()).isEqualTo(30);
    assertThat(settings.required("required_tags")).hasSize(2);
    assertThat(settings.required("unpriced").asText()).isEqualTo("allow");
    assertThat(settings.at("/evidence_shares/did").asText()).isEqualTo("0.7");
    assertThat(settings.at("/output_floors/by_use_case/triage").asInt()).isEqualTo(64);
    JsonNode set =
        gateway.get("/api/v1/history/settings/organisation").json().at("/versions/0/content");
    assertThat(set.has("currency")).as("a default is not written down").isFalse();
    assertThat(set.at("/evidence_shares").properties()).hasSize(1);
  }

  @Test
  void changesTheFloorsOfUseCasesAndTheSourcesOfPrices() {
    HttpResponse<String> saved =
        admin.post(
            "/settings",
            form("USD", "30")
                + "&by_use_case=triage%3D64%0D%0Anotes%3D128"
                + "&sources=litellm+https%3A%2F%2Fexample.org%2Fp.json%0D%0Aweir+my+prices.json");

    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
    assertThat(settings().at("/output_floors/by_use_case"))
        .hasToString("{\"notes\":128,\"triage\":64}");
    assertThat(settings().at("/prices/sources/1/location").asText()).isEqualTo("my prices.json");
    assertThat(admin.get("/settings").body())
        .contains("notes=128", "litellm https://example.org/p.json\n");

    HttpResponse<String> emptied =
        admin.post("/settings", form("USD", "30") + "&by_use_case=triage%3D64&sources=");
    assertThat(emptied.statusCode()).as(emptied.body()).isEqualTo(303);
    assertThat(settings().at("/output_floors/by_use_case")).hasToString("{\"triage\":64}");
    assertThat(settings().at("/prices/sources")).isEmpty();
  }

  @Test
  void saysBesideTheFieldWhatIsWrongAndChangesNothing() {
    int version = settings().required("version").asInt();
    HttpResponse<String> refused = admin.post("/settings", form("EURO", "soon"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("role=\"alert\"", "value=\"soon\"", "EURO");
    assertThat(settings().required("version").asInt()).isEqualTo(version);
  }

  @Test
  void aReloadThatFailsSaysWhy() {
    HttpResponse<String> refused = admin.post("/settings", "do=reload&why=test");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("nothing has changed", "reads no configuration file");
  }

  @Test
  void lesserRolesReadAndChangeNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/settings").body())
          .contains("console.session_idle")
          .doesNotContain("Change the settings", "Read the configuration anew");
      assertThat(viewer.post("/settings", form("USD", "31")).statusCode()).isEqualTo(403);
      assertThat(viewer.post("/settings", "do=reload").statusCode()).isEqualTo(403);
    }
    try (Browser finops = Browser.of(gateway, gateway.operator("finops"))) {
      assertThat(finops.get("/settings").body())
          .contains("Change the settings")
          .doesNotContain("Read the configuration anew");
    }
  }
}
