package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlPlaneTest {
  private Gateway gateway;
  private String secret;

  @BeforeAll
  void start(@TempDir Path data) {
    gateway = new Gateway(data);
    secret = gateway.ready("triage");
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void theFirstKeyLiesInAFileOnlyItsOwnerReads() throws Exception {
    Path file = gateway.data.resolve("first-operator-key");

    assertThat(gateway.admin).startsWith("wa_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void healthReadinessAndMetricsNeedNoKey() {
    assertThat(gateway.control("", "GET", "/healthz", "").status()).isEqualTo(200);
    Reply ready = gateway.control("", "GET", "/readyz", "");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().path("ready").asBoolean()).isTrue();
    assertThat(gateway.control("", "GET", "/metrics", "").status()).isEqualTo(200);
  }

  @Test
  void withoutAKeyOrWithAWrongOneTheAnswerIs401() {
    Reply none = gateway.control("", "GET", "/api/v1/keys", "");
    Reply wrong = gateway.control("wa_wrong", "GET", "/api/v1/keys", "");

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.json().path("error").path("code").asText()).isEqualTo("key_unknown");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(gateway.control(secret, "GET", "/api/v1/keys", "").status()).isEqualTo(401);
  }

  @Test
  void rolesAreEnforced() {
    String viewer = operator("viewer");
    String finops = operator("finops");

    assertThat(gateway.control(viewer, "GET", "/api/v1/budgets", "").status()).isEqualTo(200);
    Reply put = gateway.control(viewer, "PUT", "/api/v1/budgets/role-test", "{}");
    assertThat(put.status()).isEqualTo(403);
    assertThat(put.json().path("error").path("code").asText()).isEqualTo("role_missing");
    assertThat(gateway.control(finops, "POST", "/api/v1/keys", "{\"name\":\"x\"}").status())
        .isEqualTo(403);
    assertThat(gateway.control(finops, "GET", "/api/v1/operators", "").status()).isEqualTo(403);
  }

  private String operator(String role) {
    Reply made =
        gateway.control(
            "POST",
            "/api/v1/operators?why=test",
            "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(role, role));
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("secret").asText();
  }

  @Test
  void aRevokedOperatorIsUnknownAndTheLastAdminStays() {
    String viewer = operator("viewer");
    JsonNode operators = gateway.get("/api/v1/operators").json().path("operators");
    for (JsonNode each : operators) {
      String path = "/api/v1/operators/%s/revoke".formatted(each.path("id").asText());
      Reply revoked = gateway.control("POST", path, "");
      boolean isAdmin = each.path("role").asText().equals("admin");
      assertThat(revoked.status()).isEqualTo(isAdmin ? 400 : 200);
    }

    assertThat(gateway.control(viewer, "GET", "/api/v1/keys", "").status()).isEqualTo(401);
  }

  @Test
  void unknownPathsMethodsFieldsAndParametersAreNamed() {
    assertThat(gateway.get("/api/v1/nothing").status()).isEqualTo(404);
    Reply method = gateway.control("DELETE", "/api/v1/keys", "");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.whole().headers().firstValue("allow")).contains("GET, POST");
    Reply field = gateway.control("POST", "/api/v1/keys", "{\"name\":\"x\",\"colour\":\"red\"}");
    assertThat(field.status()).isEqualTo(400);
    assertThat(field.text()).contains("colour");
    Reply parameter = gateway.get("/api/v1/report?colour=red");
    assertThat(parameter.status()).isEqualTo(400);
    assertThat(parameter.text()).contains("colour");
    assertThat(
            gateway
                .control("PUT", "/api/v1/limits/x", "{\"window\":\"total\",\"max\":1,\"colour\":1}")
                .text())
        .contains("colour");
    assertThat(gateway.control("PUT", "/api/v1/budgets/x", "not json").status()).isEqualTo(400);
    String user =
        gateway
            .control("POST", "/api/v1/keys", "{\"name\":\"bot\",\"settable_tags\":[\"user\"]}")
            .text();
    assertThat(user).contains("key 'bot'", "trusts_user_tags").doesNotContain("key_");
    assertThat(gateway.get("/api/v1/report?from=yesterday").text())
        .contains("parameter 'from'", "was 'yesterday'");
    assertThat(gateway.get("/api/v1/report?zone=Mars").text()).contains("parameter 'zone'");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";

    assertThat(gateway.control("POST", "/api/v1/keys", large).status()).isEqualTo(413);
  }

  @Test
  void aKeyIsShownOnceRotatedExpiredAndRevoked() {
    String first = gateway.key("rotation");
    JsonNode key = find("rotation-app");
    String path = "/api/v1/keys/" + key.path("id").asText();
    assertThat(gateway.get("/api/v1/keys").text()).doesNotContain(first).doesNotContain("sha256");

    Reply rotated = gateway.control("POST", path + "/rotate", "{\"overlap_seconds\":3600}");
    String second = rotated.json().path("secret").asText();
    assertThat(gateway.chat(first).status()).isEqualTo(200);
    assertThat(gateway.chat(second).status()).isEqualTo(200);

    String end = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    assertThat(gateway.control("POST", path + "/expire", "{\"at\":\"" + end + "\"}").status())
        .isEqualTo(200);
    assertThat(gateway.get(path).json().path("expires").asText()).isEqualTo(end);

    assertThat(gateway.control("POST", path + "/revoke?why=leaked", "").status()).isEqualTo(200);
    assertThat(gateway.chat(second).status()).isEqualTo(401);
    assertThat(gateway.get(path).json().path("status").asText()).isEqualTo("revoked");
    JsonNode history =
        gateway.get("/api/v1/history/key/" + key.path("id").asText()).json().path("versions");
    assertThat(history.get(0).path("why").asText()).isEqualTo("leaked");
    assertThat(history.get(0).path("who").asText()).startsWith("first (op_");
    assertThat(history.toString()).doesNotContain("sha256");
    assertThat(gateway.control("POST", "/api/v1/keys/key_none/revoke", "").status()).isEqualTo(404);
  }

  private JsonNode find(String name) {
    for (JsonNode key : gateway.get("/api/v1/keys").json().path("keys")) {
      if (key.path("name").asText().equals(name)) {
        return key;
      }
    }
    throw new AssertionError("no key " + name);
  }

  @Test
  void aBudgetShowsWhatIsUsedHeldAndLeft() {
    String caller = gateway.key("standing");
    put(
        "budgets/standing",
        """
        {"where":[{"tag":"use_case","in":["standing"]}],"window":"month UTC","limit_usd":"1"}
        """);
    assertThat(gateway.chat(caller).status()).isEqualTo(200);
    gateway.settle();

    JsonNode standing = gateway.get("/api/v1/budgets/standing").json().path("standings").get(0);
    assertThat(standing.path("used").asText()).isEqualTo(Gateway.CALL_COST);
    assertThat(standing.path("held").asText()).isEqualTo("0");
    assertThat(standing.path("limit").asText()).isEqualTo("1");
    assertThat(standing.path("stop").asText()).isEqualTo("1.1");
    assertThat(standing.path("left").asText()).isEqualTo("1.099925");
    assertThat(standing.path("window_end").asText()).endsWith("T00:00:00Z");
  }

  private JsonNode put(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void aBudgetPutOverTrafficCountsWhatWasBeforeExactly() {
    String caller = gateway.key("before");
    for (int i = 0; i < 7; i++) {
      assertThat(gateway.chat(caller).status()).isEqualTo(200);
    }
    put(
        "budgets/before",
        """
        {"where":[{"tag":"use_case","in":["before"]}],"per":"role","window":"total",
         "limit_usd":"0.000525","stop_at":1}
        """);

    JsonNode standing = gateway.get("/api/v1/budgets/before").json().path("standings").get(0);
    assertThat(standing.path("value").asText()).isEqualTo("engineer");
    assertThat(standing.path("used").asText()).isEqualTo("0.000525");
    assertThat(gateway.chat(caller).status()).isEqualTo(402);
  }

  @Test
  void aBudgetTakenOutAndPutBackHasMissedNothing() {
    String caller = gateway.key("returned");
    String budget =
        """
        {"where":[{"tag":"use_case","in":["returned"]}],"window":"total","limit_usd":"1"}
        """;
    put("budgets/returned", budget);
    gateway.chat(caller);
    assertThat(gateway.control("DELETE", "/api/v1/budgets/returned", "").status()).isEqualTo(200);
    gateway.chat(caller);
    gateway.chat(caller);

    put("budgets/returned", budget);

    assertThat(used("budgets/returned")).isEqualTo("0.000225");
  }

  @Test
  void aRaiseLetsCallsPassAgain() {
    String caller = gateway.key("raised");
    put(
        "budgets/raised",
        """
        {"where":[{"tag":"use_case","in":["raised"]}],"window":"total","limit_usd":"0.0000001"}
        """);
    assertThat(gateway.chat(caller).status()).isEqualTo(402);

    String until = Instant.now().plus(1, ChronoUnit.HOURS).toString();
    Reply raise =
        gateway.control(
            "POST",
            "/api/v1/budgets/raised/raise",
            "{\"extra_usd\":\"5\",\"why\":\"launch\",\"until\":\"" + until + "\"}");
    assertThat(raise.status()).as(raise.text()).isEqualTo(201);
    assertThat(gateway.chat(caller).status()).isEqualTo(200);
    assertThat(
            gateway
                .control("POST", "/api/v1/budgets/raised/raise", "{\"extra_usd\":\"5\"}")
                .status())
        .isEqualTo(400);
    assertThat(gateway.control("DELETE", "/api/v1/budgets/raised", "").status()).isEqualTo(200);
    assertThat(gateway.get("/api/v1/budgets/raised").status()).isEqualTo(404);
  }

  @Test
  void aChangeAgainstAnotherVersionIsAConflict() {
    String body = "{\"measure\":\"requests\",\"window\":\"day UTC\",\"max\":100000}";
    put("limits/conflict", body);

    Reply stale = gateway.control("PUT", "/api/v1/limits/conflict?expected_version=0", body);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.text()).contains("version 1");
    assertThat(put("limits/conflict?expected_version=1", body).path("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void aCorrectionChangesBalanceReportAndCall() {
    String caller = gateway.key("corrected");
    put(
        "budgets/corrected",
        """
        {"where":[{"tag":"use_case","in":["corrected"]}],"window":"total","limit_usd":"10"}
        """);
    put(
        "limits/corrected-tokens",
        """
        {"where":[{"tag":"use_case","in":["corrected"]}],"measure":"tokens","window":"day UTC",
         "max":100000}
        """);
    String id = gateway.chat(caller).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();

    String better =
        """
        {"usage":{"input":1000,"output":100},"source":"invoice 7","why":"audit"}
        """;
    Reply seen = gateway.control("POST", "/api/v1/calls/" + id + "/correction/rehearsal", better);
    assertThat(seen.status()).as(seen.text()).isEqualTo(200);
    assertThat(seen.json().path("difference_usd").asText()).isEqualTo("0.003425");
    assertThat(seen.json().has("position")).as("nothing is booked").isFalse();
    assertThat(used("budgets/corrected")).isEqualTo("0.000075");

    Reply corrected = gateway.control("POST", "/api/v1/calls/" + id + "/correction", better);
    assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
    assertThat(corrected.json().path("difference_usd").asText()).isEqualTo("0.003425");
    assertThat(used("budgets/corrected")).isEqualTo("0.0035");
    assertThat(used("limits/corrected-tokens")).isEqualTo("1100");
    JsonNode report = gateway.get("/api/v1/report?filter=use_case=corrected").json().path("total");
    assertThat(report.path("cost_usd").asText()).isEqualTo("0.003500000000");
    assertThat(report.path("calls").asInt()).isEqualTo(1);

    Reply byCost =
        gateway.control(
            "POST",
            "/api/v1/calls/" + id + "/correction",
            "{\"cost_usd\":\"0.002\",\"source\":\"credit note\",\"why\":\"discount\"}");
    assertThat(byCost.json().path("difference_usd").asText()).isEqualTo("-0.0015");
    assertThat(used("budgets/corrected")).isEqualTo("0.002");
    assertThat(used("limits/corrected-tokens")).isEqualTo("1100");
    JsonNode call = gateway.get("/api/v1/calls/" + id).json();
    assertThat(call.path("cost_usd").asText()).isEqualTo("0.002");
    assertThat(call.path("booked")).hasSize(3);
  }

  @Test
  void aCorrectionByUsageNeedsAPriceOfItsModel() {
    String id = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();
    int known = gateway.get("/api/v1/calls/" + id).json().path("booked").size();

    Reply gone = gateway.control("DELETE", "/api/v1/prices/test", "");
    Reply unpriced =
        gateway.control(
            "POST",
            "/api/v1/calls/" + id + "/correction",
            "{\"usage\":{\"input\":1,\"output\":1},\"source\":\"x\",\"why\":\"y\"}");
    Reply back = gateway.control("POST", "/api/v1/prices/import?why=test", Gateway.PRICES);

    assertThat(gone.status()).isEqualTo(200);
    assertThat(back.status()).isEqualTo(200);
    assertThat(unpriced.status()).isEqualTo(400);
    assertThat(unpriced.text())
        .contains("model gpt-4o of provider tiny has no price: no catalogue knows it");
    assertThat(gateway.get("/api/v1/calls/" + id).json().path("booked")).hasSize(known);
  }

  private String used(String path) {
    JsonNode page = gateway.get("/api/v1/" + path).json();
    return page.path("standings").get(0).path("used").asText();
  }

  @Test
  void aCorrectionNeedsAnEndedAttemptAFigureAndAReason() {
    String id = gateway.chat(secret).whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();
    String path = "/api/v1/calls/" + id + "/correction";

    assertThat(gateway.control("POST", path, "{\"source\":\"x\",\"why\":\"y\"}").status())
        .isEqualTo(400);
    assertThat(gateway.control("POST", path, "{\"cost_usd\":\"1\",\"source\":\"x\"}").status())
        .isEqualTo(400);
    assertThat(
            gateway
                .control(
                    "POST",
                    path,
                    "{\"attempt\":2,\"cost_usd\":\"1\",\"source\":\"x\",\"why\":\"y\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void callsArePagedAndFiltered() {
    String caller = gateway.key("paged");
    for (int i = 0; i < 3; i++) {
      gateway.chat(caller);
    }
    gateway.settle();

    JsonNode first = gateway.get("/api/v1/calls?filter=use_case=paged&limit=2").json();
    assertThat(first.path("calls")).hasSize(2);
    JsonNode rest =
        gateway
            .get(
                "/api/v1/calls?filter=use_case=paged&limit=2&before=" + first.path("next").asText())
            .json();
    assertThat(rest.path("calls")).hasSize(1);
    assertThat(rest.has("next")).isFalse();
    JsonNode line = rest.path("calls").path(0);
    JsonNode call = gateway.get("/api/v1/calls/" + line.path("id").asText()).json();
    assertThat(line.path("cost_usd")).isEqualTo(call.path("cost_usd"));
    assertThat(line.path("input_tokens").asLong()).isPositive();
    assertThat(line.path("cache_write_5m_tokens").asLong(-1)).isZero();
    assertThat(line.path("provenance").asText()).isEqualTo("reported");
    assertThat(gateway.get("/api/v1/calls?limit=1001").status()).isEqualTo(400);
    assertThat(gateway.get("/api/v1/calls?before=nonsense").status()).isEqualTo(400);
    assertThat(gateway.get("/api/v1/calls?limit=0").status()).isEqualTo(400);
    assertThat(gateway.get("/api/v1/calls/call_00000000000000000000000000").status())
        .isEqualTo(404);
    assertThat(gateway.get("/api/v1/torn").json().path("torn")).isEmpty();
  }

  @Test
  void theReportSpeaksThreeFormats() {
    String path = "/api/v1/report?by=use_case,model&from=2020-01-01&zone=Europe/Berlin&format=";

    assertThat(gateway.get(path + "json").json().path("by").get(1).asText()).isEqualTo("model");
    assertThat(gateway.get(path + "csv").text()).startsWith("use_case,model,calls");
    assertThat(gateway.get(path + "table").text()).startsWith("Cost in USD by use_case, model");
    assertThat(gateway.get(path + "pdf").status()).isEqualTo(400);
    assertThat(gateway.get("/api/v1/report?by=colour").status()).isEqualTo(400);
  }

  @Test
  void tagValuesAreDeclaredAndTakenBack() {
    put("tags/cost_centre/4711", "{\"parent\":{\"tag\":\"department\",\"value\":\"ops\"}}");

    JsonNode values = gateway.get("/api/v1/tags").json().path("values");
    assertThat(values).hasSize(1);
    assertThat(values.get(0).path("parent").path("value").asText()).isEqualTo("ops");
    assertThat(gateway.control("DELETE", "/api/v1/tags/cost_centre/4711", "").status())
        .isEqualTo(200);
    assertThat(gateway.control("DELETE", "/api/v1/tags/cost_centre/4711", "").status())
        .isEqualTo(404);
  }

  @Test
  void settingsAreReadAndReplaced() {
    JsonNode before = gateway.get("/api/v1/settings").json();
    put("settings", "{\"output_floors\":{\"usual\":32}}");

    assertThat(before.path("required_tags")).hasSize(4);
    JsonNode after = gateway.get("/api/v1/settings").json();
    assertThat(after.path("output_floors").path("usual").asInt()).isEqualTo(32);
    assertThat(after.path("version").asInt()).isEqualTo(before.path("version").asInt() + 1);
    assertThat(gateway.control("PUT", "/api/v1/settings", "{\"floors\":{}}").status())
        .isEqualTo(400);
  }

  @Test
  void pricesAreListedAndContractsWin() {
    JsonNode models = gateway.get("/api/v1/models?provider=tiny").json().path("models");
    assertThat(models.get(0).path("id").asText()).isEqualTo("gpt-4o");
    assertThat(models.get(0).path("prices")).hasSize(2);
    assertThat(gateway.get("/api/v1/prices").text()).contains("\"name\":\"test\"");
    assertThat(gateway.get("/api/v1/prices/test").json().path("models")).hasSize(1);
    assertThat(gateway.get("/api/v1/prices/none").status()).isEqualTo(404);
    assertThat(gateway.get("/api/v1/models").status()).isEqualTo(400);

    put(
        "contracts",
        """
        {"contracts":[{"provider":"other","discount_percent":"10","source":"agreement"}]}
        """);
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).hasSize(1);
    assertThat(gateway.control("DELETE", "/api/v1/prices/contracts", "").status()).isEqualTo(200);
    assertThat(gateway.control("POST", "/api/v1/prices/import?format=x", "{}").status())
        .isEqualTo(400);
  }

  @Test
  void theStatusNamesPositionsAndVersions() {
    JsonNode status = gateway.get("/api/v1/status").json();

    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("journal").path("state").asText()).isEqualTo("open");
    assertThat(status.path("journal").path("durable").asLong()).isPositive();
    assertThat(status.path("books").path("prices").asText()).startsWith("sha256:");
    assertThat(status.path("torn").asInt()).isZero();
  }
}
