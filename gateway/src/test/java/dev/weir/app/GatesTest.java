package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.base.store.Database.Settings;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stage gates of an assembled gateway over HTTP: figures of the ledger, two people with two keys.
@Timeout(60)
class GatesTest {
  private static final String GATE =
      """
      {"criteria":[{"metric":"calls","comparison":"at_least","threshold":"2"},
        {"metric":"error_share","comparison":"at_most","threshold":"0.9","confidence":"0.95"}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.5","users":50,"budget_usd_per_month":"500"}}
      """;

  /// Without what usage records do not tell.
  private static final String HELD_BY_THE_LEDGER =
      GATE.replace("error_share", "cost_usd").replace("\"confidence\":\"0.95\"", "\"n_min\":3");

  @TempDir private Path data;
  private Gateway gateway;
  private String business;
  private String technical;

  @BeforeEach
  void start() {
    makeUseCase();
    gateway = new Gateway(data);
    gateway.ready("live");
    business = gateway.operator("viewer");
    technical = gateway.operator("finops");
  }

  /// Ready for beta; its owners are named as operators who are made later.
  private void makeUseCase() {
    List<Change> made =
        List.of(
            fact(
                Kind.USE_CASE,
                """
                {"name":"Claims","stage":"poc","audience":"internal","budget_usd_per_month":"100",
                 "statement":"Classify inbound claims of retail customers, so that the share of misrouted claims falls below 5 % by 2090-06-30.",
                 "owners":{"business":"viewer","technical":"finops"}}
                """),
            fact(
                Kind.OUTCOME,
                """
                {"unit":"claim","target":{"per_month":"100"},"unit_value_usd":"4",
                 "value_source":"a study","value_evidence":"before_after"}
                """),
            fact(
                Kind.BASELINE,
                """
                {"unit":"claim","source":"measured","n":400,"from":"2026-01-01",
                 "until":"2026-02-01","cost_per_unit_usd":"8","expires":"2090-01-01"}
                """),
            fact(Kind.ROSTER, "{\"eligible\":40}"));
    try (Facts facts = Facts.open(data.resolve("facts.duckdb"), new Settings(64, 1, 2))) {
      Published done = new Books(facts, InstantSource.system()).publish(made);
      assertThat(done).isInstanceOf(Published.Done.class);
    }
  }

  private static Change fact(Kind kind, String body) {
    return Change.of(kind, "claims", (ObjectNode) Gateway.tree(body), "test", "test");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void called(int calls) {
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    for (int i = 0; i < calls; i++) {
      gateway.tell(
          """
          {"id":"c%d","at":"%sT08:00:00Z","provider":"tiny","model":"gpt-4o",
           "usage":{"input":1000,"output":100},"tags":{"use_case":"claims","user":"u%d",
           "environment":"test"}}
          """
              .formatted(i, yesterday, i));
    }
    gateway.settle();
  }

  private void gated(String to, String gate) {
    Reply reply = gateway.control("PUT", "/api/v1/gates/claims/" + to + "?why=test", gate);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private JsonNode proposed(String body) {
    Reply reply = propose(body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  private Reply propose(String body) {
    return gateway.control("POST", "/api/v1/promotions?why=ready", body);
  }

  private Reply sign(String key, JsonNode promotion) {
    return gateway.control(
        key,
        "POST",
        "/api/v1/promotions/" + promotion.path("id").asText() + "/signatures?why=seen",
        "{\"sha256\":\"%s\"}".formatted(promotion.path("sha256").asText()));
  }

  private static void refused(Reply reply, int status, String code, String... parts) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo(code);
    assertThat(reply.json().path("error").path("message").asText()).contains(parts);
  }

  private static String beta(String share, String budget) {
    return "{\"use_case\":\"claims\",\"to\":\"beta\",\"share\":\"%s\",\"users\":20,\"budget_usd_per_month\":\"%s\"}"
        .formatted(share, budget);
  }

  @Test
  void everyCriterionHasItsFigureAndItsRows() {
    called(3);
    gated("beta", GATE.replace("\"calls\"", "\"calls_per_user\""));

    JsonNode standing = gateway.get("/api/v1/gates/claims/beta").json();

    JsonNode perUser = standing.path("criteria").path(0);
    assertThat(perUser.path("figure").asText()).isEqualTo("1");
    assertThat(perUser.path("n").asInt()).isEqualTo(3);
    assertThat(perUser.path("standing").asText()).isEqualTo("fails");
    assertThat(perUser.path("why").asText()).isEqualTo("1, asked for ≥ 2");
    JsonNode rows = gateway.get(perUser.path("rows").asText()).json();
    assertThat(rows.path("total").path("calls").asInt()).isEqualTo(3);
    assertThat(rows.path("rows")).hasSize(3);
    assertThat(standing.path("holds").asBoolean()).isFalse();
    assertThat(standing.path("proven").path("standing").asText()).isEqualTo("cannot_tell");
    assertThat(standing.path("capped").path("share").asText()).isEqualTo("0.5");
  }

  @Test
  void twoPeopleSignWithTwoKeysAndTheThirdIsRefused() {
    called(3);
    gated("beta", HELD_BY_THE_LEDGER);
    JsonNode promotion = proposed(beta("0.5", "300"));

    refused(sign(gateway.admin, promotion), 403, "promotion_not_an_owner", "'claims'", "first");
    assertThat(sign(business, promotion).status()).isEqualTo(201);
    refused(sign(business, promotion), 409, "promotion_signed_twice", "viewer", "business owner");
    JsonNode done = sign(technical, promotion).json();

    assertThat(done.path("state").asText()).isEqualTo("carried_out");
    assertThat(done.path("carried").path("steps").path(0).path("share").asText()).isEqualTo("0.5");
    assertThat(
            gateway
                .get("/api/v1/budgets/claims")
                .json()
                .path("definition")
                .path("limit_usd")
                .asText())
        .isEqualTo("300");
    assertThat(
            gateway
                .get("/api/v1/history/rollout/claims")
                .json()
                .path("versions")
                .path(0)
                .path("who")
                .asText())
        .as("who signed last")
        .startsWith("finops (op_");
    assertThat(
            gateway
                .get("/api/v1/promotions?use_case=claims")
                .json()
                .path("promotions")
                .path(0)
                .path("state")
                .asText())
        .isEqualTo("carried_out");

    Reply back =
        gateway.control(business, "POST", "/api/v1/promotions/claims.1/rollback?why=slow", "{}");
    assertThat(back.json().path("state").asText()).isEqualTo("rolled_back");
    assertThat(gateway.get("/api/v1/budgets/claims").status()).isEqualTo(404);
    refused(
        gateway.get("/api/v1/promotions/claims.1/memo"),
        404,
        "not_found",
        "there is no memo 'claims.1'");
    assertThat(
            gateway
                .get("/api/v1/history/use_case/claims")
                .json()
                .path("versions")
                .path(0)
                .path("content")
                .path("stage")
                .asText())
        .isEqualTo("poc");
  }

  @Test
  void aGateThatWasChangedSinceItWasSignedSaysSo() {
    called(3);
    gated("beta", HELD_BY_THE_LEDGER);
    JsonNode promotion = proposed(beta("0.5", "300"));
    sign(business, promotion);
    sign(technical, promotion);
    JsonNode before = gateway.get("/api/v1/gates/claims/beta").json().path("signed");
    assertThat(before.path("promotion").asText()).isEqualTo("claims.1");
    assertThat(before.path("changed").asBoolean()).isFalse();

    gated("beta", HELD_BY_THE_LEDGER.replace("\"users\":50", "\"users\":500"));

    JsonNode signed = gateway.get("/api/v1/gates/claims/beta").json().path("signed");
    assertThat(signed.path("changed").asBoolean()).isTrue();
    assertThat(signed.path("version").asInt()).isEqualTo(1);
    assertThat(signed.path("capped").path("users").asInt()).isEqualTo(50);
    JsonNode page = gateway.get("/api/v1/promotions/claims.1").json();
    assertThat(page.path("against").path("gate").asInt()).isEqualTo(1);
    assertThat(page.path("gate_now").asInt()).isEqualTo(2);
  }

  @Test
  void aPolicyThatWouldLoosenWhatWasSignedIsToldBesideIt() {
    called(3);
    gated(
        "beta",
        HELD_BY_THE_LEDGER.replace("\"proof\":{\"margin\":\"0.8\",\"outcomes_min\":100},", ""));
    JsonNode promotion = proposed(beta("0.5", "300"));
    sign(business, promotion);
    sign(technical, promotion);

    margin("1");
    assertThat(isOtherThanSigned()).isTrue();
    margin("0.4");
    assertThat(isOtherThanSigned()).as("what is stricter counts at once").isFalse();
  }

  private void margin(String internal) {
    Reply policy =
        gateway.control(
            "PUT",
            "/api/v1/portfolio/policy",
            "{\"audiences\":{\"internal\":{\"gate_margin\":\"%s\"}}}".formatted(internal));
    assertThat(policy.status()).as(policy.text()).isEqualTo(200);
  }

  private boolean isOtherThanSigned() {
    JsonNode changed =
        gateway.get("/api/v1/gates/claims/beta").json().path("signed").path("changed");
    assertThat(changed.isBoolean()).isTrue();
    return changed.asBoolean();
  }

  @Test
  void thePackIsWhatWasHashed() throws Exception {
    called(3);
    gated("beta", GATE);
    JsonNode promotion = proposed(beta("0.5", "300").replace("}", ",\"exception\":\"a try\"}"));

    String pack = gateway.get("/api/v1/promotions/claims.1/pack").text();

    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(pack.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(promotion.path("sha256").asText());
    assertThat(promotion.path("whole").asBoolean()).isTrue();
    assertThat(promotion.path("exception").asText()).isEqualTo("a try");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"calls\"|\"spend_to_projection\"|criteria 1: field 'metric' is one that has figures here,"
            + " [activation_share, attributed_share,|was 'spend_to_projection'",
        "\"calls\"|\"nonsense\"|criteria 1: field 'metric' is one of|was 'nonsense'",
        "\"threshold\":\"2\"|\"threshold\":\"many\"|criteria 1: field 'threshold' is a decimal"
            + " number|was \"many\"",
        "\"confidence\":\"0.95\"|\"confidence\":\"95\"|criteria 2: field 'confidence' is 0.5 to"
            + " 0.999|was 95",
        "\"margin\":\"0.8\"|\"margin\":\"0\"|field 'margin' is above 0 and at most 1|was 0",
        "\"share\":\"0.5\"|\"share\":\"50\"|field 'share' is 0 to 1|was 50",
        "\"proof\":|\"prof\":|there is no field 'prof'|proof"
      })
  void badGatesAreRefusedByFieldRuleAndValue(
      String part, String instead, String rule, String value) {
    Reply reply = gateway.control("PUT", "/api/v1/gates/claims/beta", GATE.replace(part, instead));

    refused(reply, 400, "invalid", "gate 'claims/beta'", rule, value);
    assertThat(gateway.get("/api/v1/gates/claims/beta").status()).isEqualTo(404);
  }

  @Test
  void aGateSetsNoBudgetOfOthers() {
    Reply budget =
        gateway.control(
            "PUT", "/api/v1/budgets/all?why=t", "{\"window\":\"month UTC\",\"limit_usd\":\"9\"}");
    assertThat(budget.status()).as(budget.text()).isEqualTo(200);

    refused(
        gateway.control(
            "PUT", "/api/v1/gates/claims/beta", GATE.replaceFirst("\\{", "{\"budget\":\"all\",")),
        400,
        "invalid",
        "gate 'claims/beta': field 'budget': budget 'all', which a gate of use case 'claims' sets,",
        "is of all its calls and of no others, was {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"share\":\"0.5\"|\"share\":\"2\"|400|invalid|field 'share' is 0 to 1, was 2",
        "\"share\":\"0.5\"|\"share\":\"half\"|400|invalid|field 'share' is a decimal number, was"
            + " 'half'",
        "\"to\":\"beta\"|\"to\":\"gamma\"|400|invalid|field 'to' is one of [poc, beta,",
        "\"to\":\"beta\"|\"to\":\"production\"|404|promotion_not_found|gate 'claims/production'",
        "\"users\":20|\"people\":20|400|invalid|there is no field 'people'",
        "\"users\":20|\"users\":60|409|promotion_held|field 'users' is at most 50, was 60 until"
            + " unit economics are proven",
        "\"use_case\":\"claims\"|\"use_case\":\"other\"|404|promotion_not_found|use case 'other'",
        "\"share\"|\"exception\":\" \",\"share\"|400|invalid|field 'exception' is a reason of 1 to"
            + " 2000 characters"
      })
  void badProposalsAreRefusedByFieldRuleAndValue(
      String part, String instead, int status, String code, String message) {
    called(3);
    gated("beta", HELD_BY_THE_LEDGER);

    refused(propose(beta("0.5", "300").replace(part, instead)), status, code, message);
    assertThat(gateway.get("/api/v1/promotions").json().path("promotions")).isEmpty();
  }

  @Test
  void criteriaThatDoNotHoldAreNamed() {
    gated("beta", GATE);

    refused(
        propose(beta("0.5", "300")),
        409,
        "promotion_criteria",
        "2 of 2 criteria do not hold, first calls ≥ 2: 0, asked for ≥ 2");
  }

  @Test
  void defaultsArePutAsTheyArePrinted() {
    JsonNode defaults = gateway.get("/api/v1/gates/defaults?audience=customer&to=beta").json();

    gated("beta", defaults.path("gate").toString());
    assertThat(gateway.get("/api/v1/gates").json().path("gates").path(0).path("criteria").asInt())
        .isPositive();
    refused(
        gateway.get("/api/v1/gates/defaults?audience=mars&to=beta"),
        400,
        "invalid",
        "parameter 'audience' is internal, partner or customer, was 'mars'");
  }

  @Test
  void aGateThatStatesNoProofHasItsUseCasesSafeguards() {
    gated("beta", GATE.replace("\"proof\":{\"margin\":\"0.8\",\"outcomes_min\":100},", ""));
    assertThat(proven()).isEqualTo("0.8 on 50");
    Reply policy =
        gateway.control(
            "PUT",
            "/api/v1/portfolio/policy",
            "{\"audiences\":{\"internal\":{\"gate_margin\":\"0.4\",\"gate_outcomes_min\":1000}}}");
    assertThat(policy.status()).isEqualTo(200);

    assertThat(proven()).isEqualTo("0.4 on 250");
    JsonNode defaults = gateway.get("/api/v1/gates/defaults?use_case=claims&to=beta").json();
    assertThat(defaults.path("gate").path("proof").toString())
        .isEqualTo("{\"margin\":\"0.4\",\"outcomes_min\":250}");
    refused(
        gateway.get("/api/v1/gates/defaults?use_case=nobody&to=beta"),
        404,
        "not_found",
        "there is no use_case 'nobody'");
  }

  private String proven() {
    JsonNode standing = gateway.get("/api/v1/gates/claims/beta").json();
    assertThat(standing.path("safeguards").path("risk_tier").asText()).isEqualTo("low");
    return "%s on %s"
        .formatted(
            standing.path("proven").path("margin").asText(),
            standing.path("proven").path("outcomes_min").asText());
  }

  @Test
  void aGateIsOfAUseCaseThatIsThere() {
    refused(
        gateway.control("PUT", "/api/v1/gates/nobody/beta", GATE),
        404,
        "not_found",
        "there is no use_case 'nobody'");
  }
}
