package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An experiment from its draft to its exposures, by the API and over HTTP.
@Timeout(60)
class ExperimentsTest {
  private static final String USER = "x-weir-user";
  private static final String PATH = "/api/v1/experiments/shorter";
  private static final String ARMS =
      """
      [{"name":"control","weight":1},{"name":"alias","weight":1,"model":"quick"},
       {"name":"prompted","weight":1,"prompt":"help@production"},
       {"name":"manual","weight":1,"without_ai":true}]
      """;

  @TempDir Path folder;
  private Gateway gateway;
  private String secret;

  @BeforeEach
  void start() {
    gateway = new Gateway(folder.resolve("data"));
    gateway.ready("other");
    secret = key("support");
    done("PUT", "/api/v1/names/quick", "{\"target\":\"tiny/gpt-4o\"}");
    done("PUT", "/api/v1/modules/tone", "{\"role\":\"system\",\"text\":\"Be brief.\"}");
    done(
        "PUT",
        "/api/v1/prompts/help",
        "{\"modules\":[{\"module\":\"tone\",\"version\":1}],\"model\":\"gpt-4o\"}");
    done("PUT", "/api/v1/prompts/help/labels/production", "{\"version\":1}");
    registered("shorter", "control", "alias", "prompted", "manual");
  }

  /// A hypothesis of that name over these arms, the first one the control.
  private void registered(String name, String... arms) {
    registeredBy("user", name, arms);
  }

  /// @param unit that is drawn into one of the arms
  private void registeredBy(String unit, String name, String... arms) {
    String weights =
        Arrays.stream(arms)
            .map(arm ->
                arm.contains("=") ? arm.replace("=", "\",\"weight\":") : arm + "\",\"weight\":1")
            .collect(Collectors.joining("},{\"name\":\"", "[{\"name\":\"", "}]"));
    done(
        "PUT",
        "/api/v1/hypotheses/" + name,
        """
        {"use_case":"support","hypothesis":"users ask oftener","unit":"%s",
         "design":"randomised","arms":%s,"control":"%s","metric":"calls_per_unit",
         "direction":"increase","minimum_effect":0.2,"deviation":1,"units_per_arm":1000,
         "stop":"fixed","window_days":7,"until":"%s","decision":
         {"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """
            .formatted(
                unit,
                weights,
                arms[0].split("=", 2)[0],
                LocalDate.now(ZoneOffset.UTC).plusDays(60)));
  }

  private String key(String useCase) {
    return gateway
        .control(
            "POST",
            "/api/v1/keys",
            """
            {"name":"%s-app","fixed_tags":{"use_case":"%s","department":"ops",
             "role":"engineer","environment":"test"},"trusts_user_tags":true}
            """
                .formatted(useCase, useCase))
        .json()
        .path("secret")
        .asText();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isBetween(200, 201);
  }

  private static String experiment(String state, String more) {
    return "{\"use_case\":\"support\",\"arms\":%s,\"state\":\"%s\"%s}".formatted(ARMS, state, more);
  }

  private Reply call(String user) {
    return gateway.chat(secret, "gpt-4o", USER, user);
  }

  private static String header(Reply reply, String name) {
    return reply.whole().headers().firstValue(name).orElse("");
  }

  @Test
  void everyUserGetsOneArmAndKeepsIt() {
    done("PUT", PATH, experiment("running", ""));
    Map<String, List<String>> users = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      Reply first = call("u" + i);
      String arm = header(first, "x-weir-arm");
      assertThat(header(first, "x-weir-experiment")).isEqualTo("shorter");
      assertThat(header(call("u" + i), "x-weir-arm")).isEqualTo(arm);
      assertThat(first.status()).isEqualTo(arm.equals("manual") ? 409 : 200);
      users.computeIfAbsent(arm, _ -> new ArrayList<>()).add("u" + i);
    }
    assertThat(users.keySet()).containsExactlyInAnyOrder("control", "alias", "prompted", "manual");
    gateway.settle();

    JsonNode exposures = gateway.get(PATH + "/exposures").json();
    assertThat(exposures.path("contaminated").asInt(-1)).isZero();
    for (JsonNode arm : exposures.path("arms")) {
      int units = users.getOrDefault(arm.path("arm").asText(), List.of()).size();
      boolean manual = arm.path("arm").asText().equals("manual");
      assertThat(arm.path("units").asInt()).isEqualTo(units);
      assertThat(arm.path("calls").asInt()).isEqualTo(manual ? 0 : 2 * units);
      assertThat(arm.path("refused").asInt()).isEqualTo(manual ? 2 * units : 0);
      assertThat(new BigDecimal(arm.path("cost_usd").asText()).signum()).isEqualTo(manual ? 0 : 1);
      assertThat(arm.has("first")).isTrue();
      assertThat(gateway.get(arm.at("/sources/calls/rows").asText()).json().path("calls"))
          .as("the rows of an arm")
          .hasSize(2 * units);
    }
  }

  @Test
  void everyTicketGetsOneArmWhoeverAsks() {
    registeredBy("ticket", "shorter", "control", "alias", "prompted", "manual");
    done("PUT", PATH, experiment("running", ",\"unit\":\"ticket\""));
    String app =
        gateway
            .control(
                "POST",
                "/api/v1/keys",
                """
                {"name":"desk","fixed_tags":{"use_case":"support","department":"ops",
                 "role":"engineer","environment":"test"},"settable_tags":["ticket"],
                 "trusts_user_tags":true}
                """)
            .json()
            .path("secret")
            .asText();
    for (int i = 0; i < 12; i++) {
      String ticket = "t" + i;
      Reply first = gateway.chat(app, "gpt-4o", "x-weir-tags", "ticket=" + ticket, USER, "a");
      String arm = header(first, "x-weir-arm");
      assertThat(arm).as(first.text()).isNotEmpty();
      assertThat(
              header(
                  gateway.chat(app, "gpt-4o", "x-weir-tags", "ticket=" + ticket, USER, "b"),
                  "x-weir-arm"))
          .as(ticket)
          .isEqualTo(arm);
    }
    gateway.settle();

    JsonNode exposures = gateway.get(PATH + "/exposures").json();
    assertThat(exposures.path("contaminated").asInt(-1)).isZero();
    assertThat(
            exposures.path("arms").valueStream().mapToInt(arm -> arm.path("units").asInt()).sum())
        .as("tickets, not users")
        .isEqualTo(12);
  }

  @Test
  void itRunsOnceItsHypothesisIsRegisteredAndNotBefore() {
    String path = "/api/v1/experiments/unsaid";
    Reply unsaid = gateway.control("PUT", path, experiment("running", ""));
    registered("unsaid", "control", "alias", "prompted");
    Reply other = gateway.control("PUT", path, experiment("running", ""));

    assertThat(unsaid.status()).isEqualTo(409);
    assertThat(unsaid.json().path("error").path("code").asText())
        .isEqualTo("experiment_not_registered");
    assertThat(unsaid.text())
        .contains(
            "experiment 'unsaid': field 'state' becomes 'running' once the hypothesis of its name is registered, and there is none");
    assertThat(other.text()).contains("field 'arms' is that of the experiment of its name");
    registered("unsaid", "control", "alias", "prompted", "manual");
    done("PUT", path, experiment("running", ""));
    assertThat(header(call("u1"), "x-weir-experiment")).isEqualTo("unsaid");
  }

  private static String runningFrom(LocalDate day) {
    return experiment("running", ",\"from\":\"%sT00:00:00Z\"".formatted(day));
  }

  private void refused(String method, String path, String body, String code, String part) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo(code);
    assertThat(reply.json().path("error").path("message").asText()).contains(part);
  }

  @Test
  void oneThatHasNotBegunIsHeldToItsHypothesisAsOftenAsItIsPut() {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    String code = "experiment_not_registered";
    done("PUT", PATH, runningFrom(tomorrow));

    refused("PUT", PATH, experiment("running", "").replace("support", "sales"), code, "'use_case'");
    refused("PUT", PATH, experiment("running", ",\"unit\":\"session\""), code, "'unit'");
    refused("PUT", PATH, experiment("running", "").replace("control", "other"), code, "'arms'");
    refused("PUT", PATH, runningFrom(tomorrow.plusDays(61)), code, "over when it begins");
    done("PUT", PATH, runningFrom(tomorrow.plusDays(1)));
    done("PUT", PATH, experiment("running", ""));
  }

  @Test
  void theHypothesisOfOneThatRunsOrWillIsNeitherRewrittenNorTakenBack() {
    String path = "/api/v1/hypotheses/shorter";
    String before = gateway.get(path).json().path("registration").toString();
    String after = before.replace("\"window_days\":7", "\"window_days\":14");
    done("PUT", PATH, runningFrom(LocalDate.now(ZoneOffset.UTC).plusDays(1)));

    refused("PUT", path, after, "experiment_running", "field 'window_days' is 7, was to be 14");
    refused("DELETE", path, "{}", "experiment_running", "it was to be taken back");
    done("PUT", path, before);
    assertThat(gateway.get(path).json().path("version").asInt()).as("nothing new").isEqualTo(1);

    done("PUT", PATH, experiment("draft", ""));
    done("PUT", path, after);
    done("DELETE", path, "{}");
  }

  @Test
  void experimentsThatAreScheduledTakeTheReservesRoom() {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    reserve("2099-12-31");
    registered("second", "control", "alias", "prompted", "manual");
    String second = "/api/v1/experiments/second";
    done("PUT", PATH, runningFrom(tomorrow));

    refused("PUT", second, runningFrom(tomorrow), "experiment_reserve", "1 do or will");
    done("PUT", PATH, runningFrom(tomorrow.plusDays(1)));
    reserve(tomorrow.plusDays(2).toString());
    refused(
        "PUT",
        PATH,
        runningFrom(tomorrow.plusDays(2)),
        "experiment_reserve",
        "an experiment begins before it expires, on " + tomorrow.plusDays(2));
    done("PUT", PATH, experiment("draft", ""));
    done("PUT", second, runningFrom(tomorrow));
  }

  private void reserve(String expires) {
    done("PUT", "/api/v1/budgets/lab", "{\"window\":\"year UTC\",\"limit_usd\":\"100\"}");
    done(
        "PUT",
        "/api/v1/reviews/policy?why=plan",
        "{\"reserve\":{\"budget\":\"lab\",\"experiments_max\":1,\"expires\":\"%s\"}}"
            .formatted(expires));
  }

  @Test
  void aHypothesisThatIsOverStartsNothing() {
    done("POST", "/api/v1/hypotheses/shorter/start", "{}");
    done("POST", "/api/v1/hypotheses/shorter/stop", "{}");

    assertThat(gateway.control("PUT", PATH, experiment("running", "")).text())
        .contains("and its is over when it begins: field 'until' was", "stopped at");
  }

  @Test
  void noMoreExperimentsRunThanTheReserveHasRoomFor() {
    reserve("2099-12-31");
    done("PUT", PATH, experiment("running", ""));
    registered("second", "control", "alias", "prompted", "manual");
    String second = experiment("running", "").replace("support", "sales");
    String path = "/api/v1/experiments/second";
    gateway.control(
        "PUT",
        "/api/v1/hypotheses/second",
        gateway
            .get("/api/v1/hypotheses/second")
            .json()
            .path("registration")
            .toString()
            .replace("support", "sales"));

    Reply refused = gateway.control("PUT", path, second);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("experiment_reserve", "reserve: at most 1 experiments run at once, 1 do or will");
    done("PUT", PATH, experiment("running", ""));
    done("PUT", PATH, experiment("stopped", ""));
    done("PUT", path, second);
  }

  @Test
  void anArmGoesByItsOwnNameAndTheCallKeepsWhatWasAsked() {
    registered("shorter", "prompted", "alias");
    done(
        "PUT",
        PATH,
        """
        {"use_case":"support","state":"running","arms":[
         {"name":"prompted","weight":1,"prompt":"help"},{"name":"alias","weight":1,"model":"quick"}]}
        """);
    Map<String, String> calls = new HashMap<>();
    for (int i = 0; calls.size() < 2; i++) {
      Reply reply = gateway.chat(secret, "no-such-model", USER, "u" + i);
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      calls.put(header(reply, "x-weir-arm"), header(reply, "x-weir-call-id"));
    }
    gateway.settle();

    JsonNode prompted = gateway.get("/api/v1/calls/" + calls.get("prompted")).json();
    JsonNode alias = gateway.get("/api/v1/calls/" + calls.get("alias")).json();
    assertThat(prompted.toString()).contains("help@1.production").contains("no-such-model");
    assertThat(alias.toString()).contains("no-such-model").contains("\"experiment_arm\":\"alias\"");
    assertThat(gateway.get("/api/v1/report?by=tag:experiment_arm&format=json").text())
        .contains("\"prompted\"")
        .contains("\"alias\"");
  }

  @Test
  void anArmWithoutAiIsAClearRefusalThatNoSdkRepeats() {
    registered("shorter", "manual=999999", "control");
    done(
        "PUT",
        PATH,
        """
        {"use_case":"support","state":"running","arms":[
         {"name":"manual","weight":999999,"without_ai":true},{"name":"control","weight":1}]}
        """);
    Reply refused = call("ada");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("error").path("code").asText()).isEqualTo("arm_without_ai");
    assertThat(refused.json().path("error").path("message").asText())
        .isEqualTo(
            "experiment 'shorter': this user is in the arm 'manual', which does without AI: take the way without it");
    assertThat(header(refused, "x-weir-arm")).isEqualTo("manual");
    assertThat(header(refused, "x-should-retry")).isEqualTo("false");
  }

  @Test
  void askingBeforehandTellsTheArmAndExposesNobody() {
    done("PUT", PATH, experiment("running", ",\"asked\":[\"gpt-4o\"]"));
    JsonNode told = gateway.own(secret, "/weir/me", USER, "u7").json().path("experiments").get(0);

    assertThat(told.path("name").asText()).isEqualTo("shorter");
    assertThat(told.path("asked").toString()).isEqualTo("[\"gpt-4o\"]");
    assertThat(told.path("arm").asText()).isEqualTo(header(call("u7"), "x-weir-arm"));
    assertThat(gateway.get(PATH + "/assignment?unit=u7").json().path("arm"))
        .isEqualTo(told.path("arm"));
    assertThat(gateway.get(PATH + "/assignment").status()).isEqualTo(400);
    gateway.settle();
    int units = 0;
    for (JsonNode arm : gateway.get(PATH + "/exposures").json().path("arms")) {
      units += arm.path("units").asInt();
    }
    assertThat(units).isEqualTo(1);
  }

  @Test
  void callsThatTakeNoPartGoAsTheyAreAsked() {
    done("PUT", PATH, experiment("running", ",\"asked\":[\"gpt-4o\"]"));
    Reply nameless = gateway.chat(secret);
    Reply judge = gateway.chat(secret, "gpt-4o", USER, "u1", "x-weir-purpose", "judge");
    Reply elsewhere = gateway.chat(key("sales"), "gpt-4o", USER, "u1");

    for (Reply each : List.of(nameless, judge, elsewhere)) {
      assertThat(each.status()).as(each.text()).isEqualTo(200);
      assertThat(header(each, "x-weir-arm")).isEmpty();
    }
    gateway.settle();
    JsonNode exposures = gateway.get(PATH + "/exposures").json();
    assertThat(exposures.path("without_unit").asInt()).isEqualTo(1);
    assertThat(
            gateway.get(exposures.at("/sources/without_unit/rows").asText()).json().path("calls"))
        .as("the one that named nobody, though nobody was exposed")
        .hasSize(1);
    assertThat(gateway.get("/api/v1/report?by=tag:experiment&format=json").text())
        .contains("\"shorter\"");
  }

  @Test
  void whoMayNotCallIsInNoArm() {
    done("PUT", PATH, experiment("running", ""));
    done("PUT", "/api/v1/rollouts/support", "{\"users\":[\"ada\"]}");
    Reply refused = call("grace");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(header(refused, "x-weir-arm")).isEmpty();
    gateway.settle();
    gateway
        .get(PATH + "/exposures")
        .json()
        .path("arms")
        .forEach(arm -> assertThat(arm.path("units").asInt(-1)).isZero());
  }

  @Test
  void onceItHasBegunItOnlyStops() {
    done("PUT", PATH, experiment("draft", ",\"share\":0.5"));
    done("PUT", PATH, experiment("running", ",\"share\":0.5"));

    Reply changed = gateway.control("PUT", PATH, experiment("running", ",\"share\":0.6"));
    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.json().path("error").path("code").asText()).isEqualTo("experiment_begun");
    assertThat(changed.text()).contains("field 'share' is 50 %, was to be 60 %");
    assertThat(gateway.control("DELETE", PATH, "").status()).isEqualTo(409);

    done("PUT", PATH, experiment("stopped", ",\"share\":0.5"));
    assertThat(header(call("u1"), "x-weir-arm")).isEmpty();
    assertThat(gateway.control("PUT", PATH, experiment("running", ",\"share\":0.5")).status())
        .isEqualTo(409);
    done("DELETE", PATH, "");
    Reply again = gateway.control("PUT", PATH, experiment("draft", ""));
    assertThat(again.json().path("error").path("code").asText()).isEqualTo("experiment_name_used");
  }

  @Test
  void twoThatWantTheSameCallAreRefused() {
    registered("longer", "control", "alias", "prompted", "manual");
    done("PUT", PATH, experiment("running", ""));
    Reply other = gateway.control("PUT", "/api/v1/experiments/longer", experiment("running", ""));

    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text()).contains("experiment 'longer' and experiment 'shorter'");
  }

  @Test
  void aPromptThatIsNotThereIsRefusedAndOneInUseIsKept() {
    Reply missing =
        gateway.control("PUT", PATH, experiment("running", "").replace("help@", "nothing@"));
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.text()).contains("arm 'prompted': field 'prompt': there is no prompt");

    done("PUT", PATH, experiment("running", ""));
    Reply kept = gateway.control("DELETE", "/api/v1/prompts/help/labels/production", "");
    assertThat(kept.status()).isEqualTo(400);
    assertThat(kept.text()).contains("experiment 'shorter', arm 'prompted'");
  }

  @Test
  void anUnknownModelIsAWarning() {
    Reply put = gateway.control("PUT", PATH, experiment("draft", "").replace("quick", "no-such"));

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().path("warnings").toString()).contains("arm 'alias'").contains("no-such");
  }

  @Test
  void callersCannotSetTheArmThemselves() {
    Reply forged =
        gateway.control(
            "POST",
            "/api/v1/keys",
            "{\"name\":\"forged\",\"fixed_tags\":{\"experiment_arm\":\"control\"}}");

    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.text()).contains("the tag 'experiment_arm' is set by Weir");
  }
}
