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

/// People taken in, changed and taken out on the console's pages, and their logins.
class PeoplePagesTest {
  private static final Pattern SECRET = Pattern.compile("wa_[A-Za-z0-9_-]{20,}");

  @TempDir static Path data;
  private static Gateway gateway;
  private static Browser admin;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    admin = Browser.of(gateway, gateway.admin);
  }

  @AfterAll
  static void stop() {
    admin.close();
    gateway.close();
  }

  private static JsonNode person(String name) {
    return gateway
        .get("/api/v1/operators")
        .json()
        .required("operators")
        .valueStream()
        .filter(it -> it.required("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode login(String login) {
    return gateway
        .get("/api/v1/logins")
        .json()
        .required("logins")
        .valueStream()
        .filter(it -> it.required("login").asText().equals(login))
        .findFirst()
        .orElseThrow();
  }

  private static String page(String name) {
    return "/people/" + person(name).required("id").asText();
  }

  private static String taken(String name, String remit) {
    HttpResponse<String> answer =
        admin.post("/people", "do=make&why=test&name=%s&%s".formatted(name, remit));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Matcher secret = SECRET.matcher(answer.body());
    assertThat(secret.find()).isTrue();
    return secret.group();
  }

  @Test
  void takesSomebodyInWithAKeyThatIsShownThisOnceAndSignsIn() {
    String secret = taken("Olga", "role=owner&use_cases=triage%2C+care&teams=");

    assertThat(person("Olga").required("use_cases")).hasSize(2);
    assertThat(admin.get("/people").body())
        .contains("Olga", "owner", "care, triage")
        .doesNotContain(secret);
    assertThat(admin.get(page("Olga")).body()).contains("care, triage").doesNotContain(secret);
    try (Browser olga = Browser.of(gateway, secret)) {
      assertThat(olga.get("/keys").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void saysWhatIsWrongWithARemitAndTakesNobodyIn() {
    HttpResponse<String> answer =
        admin.post("/people", "do=make&name=Nobody&role=owner&use_cases=&teams=&why=x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("role=\"alert\"", "value=\"Nobody\"");
    assertThat(gateway.get("/api/v1/operators").text()).doesNotContain("Nobody");
  }

  @Test
  void changesARoleFromTheNextRequestOn() {
    String secret = taken("Vera", "role=viewer");
    try (Browser vera = Browser.of(gateway, secret)) {
      assertThat(vera.get("/people").statusCode()).isEqualTo(403);

      HttpResponse<String> changed = admin.post(page("Vera"), "do=change&role=auditor&why=moved");

      assertThat(changed.statusCode()).isEqualTo(303);
      assertThat(vera.get("/people").statusCode()).isEqualTo(200);
      assertThat(admin.get(page("Vera")).body()).contains("auditor", "moved");
    }
  }

  @Test
  void takesSomebodyOutAtOnceButNotTheLastAdmin() {
    String secret = taken("Rolf", "role=viewer");
    try (Browser rolf = Browser.of(gateway, secret)) {
      assertThat(admin.post(page("Rolf"), "do=revoke&why=left").statusCode()).isEqualTo(303);
      assertThat(rolf.get("/keys").statusCode()).as("signed out").isEqualTo(303);
    }
    assertThat(admin.get(page("Rolf")).body()).contains("taken out").doesNotContain("Take out");

    String first = gateway.get("/api/v1/me").json().required("id").asText();
    HttpResponse<String> last = admin.post("/people/" + first, "do=revoke&why=x");
    assertThat(last.statusCode()).isEqualTo(400);
    assertThat(last.body()).contains("is the last admin; make another one first");
  }

  @Test
  void givesALoginWhosePasswordIsSetAndWhichIsDisabled() {
    taken("Lena", "role=finops");
    String here = page("Lena");
    HttpResponse<String> tooShort =
        admin.post(here, "do=login&login=lena@example.org&password=short&why=x");
    assertThat(tooShort.statusCode()).isEqualTo(400);
    assertThat(tooShort.body()).contains("lena@example.org").doesNotContain("value=\"short\"");

    assertThat(
            admin
                .post(here, "do=login&login=lena@example.org&password=correct-horse-battery")
                .statusCode())
        .isEqualTo(303);
    assertThat(login("lena@example.org").required("name").asText()).isEqualTo("Lena");
    assertThat(admin.get(here).body()).doesNotContain("correct-horse-battery");

    assertThat(admin.post(here, "do=password&password=another-horse-battery").statusCode())
        .isEqualTo(303);
    assertThat(login("lena@example.org").required("version").asInt()).isEqualTo(2);

    assertThat(admin.post(here, "do=disable&why=away").statusCode()).isEqualTo(303);
    assertThat(login("lena@example.org").required("disabled").asBoolean()).isTrue();
    assertThat(admin.get("/people").body()).contains("lena@example.org (disabled)");
    admin.post(here, "do=enable&why=back");
    assertThat(login("lena@example.org").required("disabled").asBoolean()).isFalse();
  }

  @Test
  void anAuditorReadsWhoIsThereAndChangesNothing() {
    taken("Paul", "role=viewer");
    try (Browser auditor = Browser.of(gateway, gateway.operator("auditor"))) {
      assertThat(auditor.get("/people").body()).contains("Paul").doesNotContain("Take somebody in");
      assertThat(auditor.get(page("Paul")).body()).doesNotContain("Take out", "Change the role");
      assertThat(auditor.post(page("Paul"), "do=revoke&why=x").statusCode()).isEqualTo(403);
      assertThat(auditor.post("/people", "do=make&name=Me&role=admin").statusCode()).isEqualTo(403);
    }
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/people").statusCode()).isEqualTo(403);
      assertThat(viewer.get("/keys").body()).doesNotContain("href=\"/people\"");
    }
  }

  @Test
  void nobodyHasNoPage() {
    assertThat(admin.get("/people/op_nobody").statusCode()).isEqualTo(404);
    assertThat(admin.get("/people/op_nobody").body()).contains("no operator");
  }

  @Test
  void aRoleIsNotChangedByWhoSawAnother() {
    taken("Nora", "role=viewer");
    String shown = admin.shown(page("Nora"), "change");
    assertThat(admin.post(page("Nora"), shown + "&role=auditor&why=a").statusCode()).isEqualTo(303);

    HttpResponse<String> late = admin.post(page("Nora"), shown + "&role=admin&why=second");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("has version 2 now; nothing was changed", "value=\"second\"");
    assertThat(person("Nora").required("role").asText()).isEqualTo("auditor");
  }
}
