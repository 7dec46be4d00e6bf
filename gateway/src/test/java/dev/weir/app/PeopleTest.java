package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.view.api.ApiRequest;
import dev.weir.view.api.ApiRequest.Caller;
import dev.weir.view.api.ApiResponse;
import dev.weir.view.api.Content;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What owners, developers, auditors and those who have signed in may do, and see.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTest {
  private static final String EXPERIMENT =
      """
      {"use_case":"%s","arms":[{"name":"a","weight":1},{"name":"b","weight":1}]}
      """;

  private Gateway gateway;
  private String red;
  private String redCall;
  private String blueCall;

  @BeforeAll
  void start(@TempDir Path data) {
    gateway = new Gateway(data);
    gateway.ready("care");
    redCall = call(key("red"));
    String blue = key("blue");
    blueCall = call(blue);
    call(blue);
    gateway.settle();
    red = made("dev", "developer", ",\"teams\":[\"red\"]").path("secret").asText();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private String key(String team) {
    return gateway
        .control(
            "POST",
            "/api/v1/keys",
            """
            {"name":"%s-app","fixed_tags":{"use_case":"care","department":"ops","role":"bot",
             "environment":"test","team":"%s"}}
            """
                .formatted(team, team))
        .json()
        .path("secret")
        .asText();
  }

  private String call(String key) {
    return gateway.chat(key).whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  private JsonNode made(String name, String role, String more) {
    Reply made =
        gateway.control(
            "POST",
            "/api/v1/operators",
            "{\"name\":\"%s\",\"role\":\"%s\"%s}".formatted(name, role, more));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json();
  }

  private String owner(String... useCases) {
    return made("ada", "owner", ",\"use_cases\":[\"%s\"]".formatted(String.join("\",\"", useCases)))
        .path("secret")
        .asText();
  }

  private static String code(Reply reply) {
    return reply.json().path("error").path("code").asText();
  }

  @Test
  void anOwnerChangesWhatIsOfItsUseCasesAndIsToldWhoseTheRestIs() {
    String ada = owner("triage");
    String definition =
        """
        {"unit":"ticket","target":{"per_month":"100"},"unit_value_usd":"4","value_source":"a study",
         "value_evidence":"opinion"}
        """;

    assertThat(
            gateway.control(ada, "PUT", "/api/v1/outcome-definitions/triage", definition).status())
        .isEqualTo(200);
    Reply others = gateway.control(ada, "PUT", "/api/v1/outcome-definitions/care", definition);
    assertThat(others.status()).isEqualTo(403);
    assertThat(code(others)).isEqualTo("use_case_not_owned");
    assertThat(others.text()).contains("use case 'care'", "'ada' has the role owner of triage");
    assertThat(gateway.get("/api/v1/outcome-definitions/care").status()).isEqualTo(404);
    assertThat(gateway.control(ada, "PUT", "/api/v1/budgets/triage", "{}").status()).isEqualTo(403);
    assertThat(gateway.control(ada, "GET", "/api/v1/budgets", "").status()).isEqualTo(200);
  }

  @Test
  void anOwnerTakesOverNoExperimentByNamingAnotherUseCase() {
    String ada = owner("triage");
    String path = "/api/v1/experiments/tone";
    String others = EXPERIMENT.formatted("care");
    assertThat(gateway.control("PUT", path, others).status()).isEqualTo(200);

    Reply taken = gateway.control(ada, "PUT", path, EXPERIMENT.formatted("triage"));
    Reply deleted = gateway.control(ada, "DELETE", path, "");
    Reply given = gateway.control(ada, "PUT", "/api/v1/experiments/other", others);

    assertThat(List.of(code(taken), code(deleted), code(given))).containsOnly("use_case_not_owned");
    assertThat(gateway.control("DELETE", path, "").status()).isEqualTo(200);
    assertThat(
            gateway
                .control(ada, "PUT", "/api/v1/experiments/mine", EXPERIMENT.formatted("triage"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aDeveloperSeesKeysAndCallsOfItsTeamsAndNoOthers() {
    JsonNode keys = gateway.control(red, "GET", "/api/v1/keys", "").json().path("keys");
    assertThat(keys).hasSize(1);
    assertThat(keys.path(0).path("fixed_tags").path("team").asText()).isEqualTo("red");
    String blue = "";
    for (JsonNode key : gateway.get("/api/v1/keys").json().path("keys")) {
      blue = key.path("name").asText().equals("blue-app") ? key.path("id").asText() : blue;
    }
    assertThat(gateway.control(red, "GET", "/api/v1/keys/" + blue, "").status()).isEqualTo(404);

    JsonNode calls = gateway.control(red, "GET", "/api/v1/calls", "").json().path("calls");
    assertThat(calls).hasSize(1);
    assertThat(calls.path(0).path("id").asText()).isEqualTo(redCall);
    for (String what : List.of("", "/prices")) {
      assertThat(gateway.control(red, "GET", "/api/v1/calls/" + redCall + what, "").status())
          .isEqualTo(200);
      assertThat(gateway.control(red, "GET", "/api/v1/calls/" + blueCall + what, "").status())
          .isEqualTo(404);
      assertThat(gateway.get("/api/v1/calls/" + blueCall + what).status()).isEqualTo(200);
    }
  }

  @Test
  void aDevelopersReportsAreOfItsTeamsWhateverTheyAskFor() {
    for (String asked : List.of("", "filter=team=red", "by=team,key")) {
      assertThat(calls(red, asked)).as(asked).isEqualTo(1);
    }
    assertThat(calls(red, "filter=team=blue")).isZero();
    assertThat(calls(gateway.admin, "filter=team=blue")).isEqualTo(2);
    String both = made("two", "developer", ",\"teams\":[\"red\",\"blue\"]").path("secret").asText();
    assertThat(calls(both, "by=team")).isEqualTo(3);
    assertThat(
            gateway
                .control(red, "GET", "/api/v1/speed?by=team", "")
                .json()
                .path("rows")
                .findValuesAsText("team"))
        .containsOnly("red");
  }

  private int calls(String key, String asked) {
    return gateway
        .control(key, "GET", "/api/v1/report?" + asked, "")
        .json()
        .path("total")
        .path("calls")
        .asInt();
  }

  @Test
  void aDeveloperSeesTheBudgetsAndLimitsOfItsTeams() {
    put("budgets/all", "\"window\":\"month UTC\",\"limit_usd\":\"100\"");
    put(
        "budgets/red",
        "\"where\":[{\"tag\":\"team\",\"in\":[\"red\"]}],\"window\":\"month UTC\",\"limit_usd\":\"5\"");
    put(
        "budgets/both",
        "\"where\":[{\"tag\":\"team\",\"in\":[\"red\",\"blue\"]}],\"window\":\"month UTC\",\"limit_usd\":\"5\"");
    put("budgets/each", "\"per\":\"team\",\"window\":\"month UTC\",\"limit_usd\":\"5\"");
    put(
        "limits/blue",
        "\"where\":[{\"tag\":\"team\",\"in\":[\"blue\"]}],\"window\":\"day UTC\",\"max\":100");

    JsonNode budgets = gateway.control(red, "GET", "/api/v1/budgets", "").json().path("rules");
    assertThat(budgets.findValuesAsText("id")).containsExactlyInAnyOrder("red", "each");
    for (JsonNode budget : budgets) {
      assertThat(budget.path("standings")).isNotEmpty();
      if (budget.path("id").asText().equals("each")) {
        assertThat(budget.path("standings").findValuesAsText("value")).containsOnly("red");
      }
    }
    assertThat(gateway.control(red, "GET", "/api/v1/limits", "").json().path("rules")).isEmpty();
    assertThat(gateway.control(red, "GET", "/api/v1/limits/blue", "").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/limits/blue").status()).isEqualTo(200);
  }

  private void put(String path, String body) {
    Reply put = gateway.control("PUT", "/api/v1/" + path, "{" + body + "}");
    assertThat(put.status()).as(put.text()).isEqualTo(200);
  }

  @Test
  void aRemitNamesWhatItsRoleIsOfAndNothingElse() {
    for (String wrong :
        List.of(
            "\"role\":\"owner\"",
            "\"role\":\"developer\",\"use_cases\":[\"care\"]",
            "\"role\":\"viewer\",\"teams\":[\"red\"]",
            "\"role\":\"king\"")) {
      Reply refused =
          gateway.control("POST", "/api/v1/operators", "{\"name\":\"x\"," + wrong + "}");
      assertThat(refused.status()).as(wrong).isEqualTo(400);
    }
    assertThat(
            gateway
                .control("POST", "/api/v1/operators", "{\"name\":\"x\",\"role\":\"owner\"}")
                .text())
        .contains("field 'use_cases' names 1 to 200 for the role owner, was 0");
  }

  @Test
  void anotherRemitCountsFromTheNextRequestOnAndTheLastAdminStays() {
    JsonNode bob = made("bob", "viewer", "");
    String path = "/api/v1/operators/" + bob.path("id").asText();
    String key = bob.path("secret").asText();
    assertThat(gateway.control(key, "GET", "/api/v1/settings", "").status()).isEqualTo(200);

    Reply changed = gateway.control("PUT", path, "{\"role\":\"developer\",\"teams\":[\"red\"]}");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(gateway.control(key, "GET", "/api/v1/settings", "").status()).isEqualTo(403);
    String first = "";
    for (JsonNode each : gateway.get("/api/v1/operators").json().path("operators")) {
      first = each.path("role").asText().equals("admin") ? each.path("id").asText() : first;
    }
    Reply last = gateway.control("PUT", "/api/v1/operators/" + first, "{\"role\":\"viewer\"}");
    assertThat(last.status()).isEqualTo(400);
    assertThat(last.text()).contains("the last admin");
  }

  @Test
  void whoHasSignedInIsTheOperatorInForceUntilRevoked() {
    String id = made("cy", "finops", "").path("id").asText();
    assertThat(signedIn(id, "GET", "/api/v1/budgets").status()).isEqualTo(200);
    assertThat(signedIn(id, "POST", "/api/v1/operators").status()).isEqualTo(403);
    assertThat(signedIn("op_nobody", "GET", "/api/v1/budgets").status()).isEqualTo(401);

    gateway.control("POST", "/api/v1/operators/" + id + "/revoke", "");

    assertThat(signedIn(id, "GET", "/api/v1/budgets").status()).isEqualTo(401);
  }

  private ApiResponse signedIn(String id, String method, String path) {
    return gateway
        .assembly
        .api()
        .handle(
            new ApiRequest(
                method, path, "", new Caller.SignedIn(id), Content.of("{}".getBytes(UTF_8))));
  }

  @Test
  void theHistoryOfPeopleIsForAdminsAndAuditors() {
    JsonNode made = made("dee", "viewer", "");
    String people = "/api/v1/history/operator/" + made.path("id").asText();
    String auditor = gateway.operator("auditor");
    String finops = gateway.operator("finops");

    assertThat(gateway.control(auditor, "GET", people, "").status()).isEqualTo(200);
    assertThat(gateway.control(auditor, "GET", people, "").text()).doesNotContain("sha256");
    assertThat(gateway.control(finops, "GET", people, "").status()).isEqualTo(403);
    assertThat(gateway.control(finops, "GET", "/api/v1/history/settings/organisation", "").status())
        .isNotEqualTo(403);
  }
}
