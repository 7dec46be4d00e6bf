package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of experiments over HTTP: registered, armed, run, read and stopped by their forms.
@Timeout(90)
class TrialPagesTest {
  private static final String TRIAL = "/experiments/smaller";
  private static final String CLAIM = "/api/v1/hypotheses/smaller";

  @TempDir private Path data;
  private Gateway gateway;
  private Browser browser;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("support");
    browser = Browser.of(gateway, gateway.admin);
  }

  @AfterEach
  void stop() {
    browser.close();
    gateway.close();
  }

  private static String registration(String units, String act) {
    LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(60);
    return Browser.form(
            "name",
            "smaller",
            "use_case",
            "support",
            "hypothesis",
            "Users ask <i>oftener</i>",
            "metric",
            "calls_per_unit",
            "direction",
            "increase",
            "minimum_effect",
            "0.1")
        + "&"
        + Browser.form(
            "design",
            "randomised",
            "unit",
            "user",
            "arms",
            "large 1\nsmall 1",
            "control",
            "large",
            "stop",
            "fixed",
            "deviation",
            "1",
            "units_per_arm",
            units,
            "window_days",
            "7")
        + "&"
        + Browser.form(
            "until",
            until.toString(),
            "positive",
            "scale",
            "negative",
            "pull_back",
            "not_enough_evidence",
            "continue",
            "why",
            "idea 12",
            "do",
            act);
  }

  private void taken(String form) {
    HttpResponse<String> answer = browser.post(TRIAL, form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void teachesWhatIsMissingWhereThereIsNoExperiment() {
    assertThat(browser.page("/experiments")).contains("No experiment yet", "href=\"/hypotheses\"");
    assertThat(browser.get(TRIAL).statusCode()).isEqualTo(404);
  }

  @Test
  void aPlanSaysHowManyUnitsItTakesAndFillsThemIn() {
    HttpResponse<String> planned = browser.post("/hypotheses", registration("", "plan"));

    assertThat(planned.statusCode()).isEqualTo(200);
    assertThat(Browser.main(planned))
        .contains("It takes 1,570 units of each arm", "value=\"1570\"")
        .contains("Users ask &lt;i&gt;oftener&lt;/i&gt;");
    assertThat(gateway.get(CLAIM).status()).as("nothing is registered").isEqualTo(404);
  }

  @Test
  void whatCannotBeRegisteredIsSaidBesideItsField() {
    HttpResponse<String> refused = browser.post("/hypotheses", registration("1500", "register"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Browser.main(refused))
        .contains("id=\"units_per_arm-error\"", "is at least 1570", "value=\"1500\"");
    assertThat(gateway.get(CLAIM).status()).isEqualTo(404);
  }

  @Test
  void aTrialIsRegisteredArmedRunReadAndStoppedByItsForms() {
    HttpResponse<String> registered = browser.post("/hypotheses", registration("1570", "register"));
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(303);
    assertThat(registered.headers().firstValue("location")).contains(TRIAL);

    taken(
        Browser.form(
            "do", "arm", "does-0", "", "does-1", "model", "name-1", "gpt-4o", "share", "0.5", "why",
            "draft"));
    JsonNode draft = gateway.get("/api/v1" + TRIAL).json().path("definition");
    assertThat(draft.path("state").asText()).isEqualTo("draft");
    assertThat(draft.at("/arms/1/model").asText()).isEqualTo("gpt-4o");
    assertThat(draft.path("share").decimalValue()).isEqualByComparingTo("0.5");

    taken(Browser.form("do", "start", "why", "go"));
    taken(Browser.form("do", "run", "why", "go"));
    assertThat(gateway.get("/api/v1" + TRIAL).json().path("running").asBoolean()).isTrue();
    JsonNode claim = gateway.get(CLAIM).json();
    assertThat(browser.page(TRIAL))
        .contains(">too early<", "1,570", claim.path("hash").asText())
        .contains("Users ask &lt;i&gt;oftener&lt;/i&gt;", "Stop the experiment")
        .doesNotContain("Run the experiment", "What each arm does");
    assertThat(browser.page("/experiments"))
        .contains(">started<", ">running<", ">not yet<", ">0 of 1,570<");
    Gateway.Reply registration =
        gateway.control(
            "PUT",
            "/api/v1/use-cases/support?why=test",
            "{\"name\":\"Support\",\"stage\":\"poc\",\"statement\":\"Answer tickets\"}");
    assertThat(registration.status()).as(registration.text()).isEqualTo(200);
    assertThat(browser.page("/product?use_case=support"))
        .as("the owner sees the same of it")
        .contains("started, arms in use", ">0 of 1,570<", ">not yet<", ">too early<");

    taken(Browser.form("do", "halt", "why", "decided"));
    taken(Browser.form("do", "stop", "why", "decided"));
    assertThat(gateway.get(CLAIM).json().path("state").asText()).isEqualTo("stopped");
    assertThat(browser.page(TRIAL)).doesNotContain("What can be done now");
  }

  @Test
  void aStepThatTheApiRefusesIsSaidAndChangesNothing() {
    browser.post("/hypotheses", registration("1570", "register"));
    taken(Browser.form("do", "arm", "does-1", "model", "name-1", "gpt-4o", "why", "draft"));

    HttpResponse<String> share =
        browser.post(TRIAL, Browser.form("do", "arm", "share", "2", "why", "draft"));
    assertThat(share.statusCode()).isEqualTo(400);
    assertThat(Browser.main(share)).contains("share", "was 2");

    HttpResponse<String> stopped = browser.post(TRIAL, Browser.form("do", "stop", "why", "x"));
    assertThat(stopped.statusCode()).isEqualTo(409);
    assertThat(Browser.main(stopped)).contains("stops after it has started");
    assertThat(browser.post(TRIAL, Browser.form("do", "jump")).statusCode()).isEqualTo(400);
  }

  @Test
  void whoMayNotChangeSeesNoForm() {
    browser.post("/hypotheses", registration("1570", "register"));
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(Browser.main(viewer.get(TRIAL)))
          .contains("What is registered")
          .doesNotContain("Start the hypothesis", "Keep as a draft");
      Stream.of(registration("1570", "register").replace("smaller", "other"))
          .forEach(
              sent -> assertThat(viewer.post("/hypotheses", sent).statusCode()).isEqualTo(403));
      assertThat(viewer.post(TRIAL, Browser.form("do", "start", "why", "x")).statusCode())
          .isEqualTo(403);
    }
    assertThat(gateway.get(CLAIM).json().path("state").asText()).isEqualTo("registered");
  }

  private void late(String form) {
    HttpResponse<String> answer = browser.post(TRIAL, form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(Browser.main(answer)).contains("now; nothing was changed", "role=\"alert\"");
  }

  @Test
  void aStepIsNotTakenByWhoSawAnotherTrial() {
    browser.post("/hypotheses", registration("1570", "register"));
    String drop = browser.shown(TRIAL, "drop");
    String start = browser.shown(TRIAL, "start");
    String arm = browser.shown(TRIAL, "arm");
    String body = Gateway.tree(gateway.get(CLAIM).text()).path("registration").toString();
    assertThat(gateway.control("PUT", CLAIM + "?why=x", body.replace("1570", "1600")).status())
        .isEqualTo(200);
    late(drop + "&why=x");
    late(start + "&why=x");

    taken(arm + "&does-1=model&name-1=gpt-4o&why=first");
    late(arm + "&does-1=model&name-1=gpt-4&why=second");
    String run = browser.shown(TRIAL, "run");
    String remove = browser.shown(TRIAL, "remove");
    taken(browser.shown(TRIAL, "arm") + "&does-1=model&name-1=gpt-4o&share=0.5&why=third");
    late(run + "&why=x");
    late(remove + "&why=x");
    assertThat(gateway.get("/api/v1" + TRIAL).json().path("version").asInt()).isEqualTo(2);
  }
}
