package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.view.person.Pseudonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who sees single users by their ids, over every route there is.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonalDataTest {
  private static final String KIM = "kim.park@example.org";
  private static final String BY_KIM = "/api/v1/report?by=user&filter=use_case%3Dtriage";
  private static final List<String> SEEN_BY_ID =
      List.of(
          "chargeback",
          "focus",
          "getBudget",
          "getCall",
          "getLimit",
          "getOutcome",
          "getRollout",
          "listAdoptionUsers",
          "listBudgets",
          "listCalls",
          "listFeedback",
          "listLimits",
          "listOutcomes",
          "listRollouts",
          "pivot",
          "report",
          "speed",
          "sumOutcomes");
  private Path data;
  private Gateway gateway;
  private String call;
  private String refused;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    gateway = new Gateway(data);
    gateway.ready("triage");
    String secret =
        gateway
            .control(
                "POST",
                "/api/v1/keys",
                """
                {"name":"app","fixed_tags":{"use_case":"triage","department":"ops","role":"engineer",
                 "environment":"test","team":"ops"},"trusts_user_tags":true,"models":[]}
                """)
            .json()
            .path("secret")
            .asText();
    put("outcome-definitions/triage", "{\"unit\":\"ticket\"}");
    put("budgets/each", "{\"window\":\"month UTC\",\"limit_usd\":\"0.0013\",\"per\":\"user\"}");
    put(
        "limits/some",
        "{\"measure\":\"requests\",\"window\":\"rolling 1m\",\"max\":100,"
            + "\"where\":[{\"tag\":\"user\",\"in\":[\"%s\"]}]}".formatted(KIM));
    put("rosters/triage", "{\"users\":[\"%s\",\"lee\"]}".formatted(KIM));
    put(
        "rollouts/triage",
        "{\"share\":\"0.5\",\"users\":[\"%s\"],\"mode\":\"shadow\"}".formatted(KIM));
    List<Reply> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(gateway.chat(secret, "gpt-4o", "x-weir-user", KIM));
    }
    assertThat(answers).extracting(Reply::status).containsExactly(200, 200, 200, 402);
    call = id(answers.getFirst());
    refused = id(answers.getLast());
    gateway.ask(
        secret,
        "/weir/feedback",
        "{\"call_id\":\"%s\",\"rating\":\"down\",\"user\":\"%s\"}".formatted(call, KIM));
    Reply told =
        gateway.control(
            "POST",
            "/api/v1/outcomes",
            "{\"use_case\":\"triage\",\"outcome_id\":\"T-1\",\"occurred_at\":\"%s\","
                    .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                + "\"links\":{\"user\":\"%s\"}}".formatted(KIM));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    gateway.settle();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static String id(Reply answer) {
    return answer.whole().headers().firstValue("x-weir-call-id").orElseThrow();
  }

  private void put(String what, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + what + "?why=test", body);
    assertThat(reply.status()).as(what + " " + reply.text()).isEqualTo(200);
  }

  private String operator(String name, String role) {
    return gateway
        .control(
            "POST", "/api/v1/operators", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
        .json()
        .path("secret")
        .asText();
  }

  private List<JsonNode> looks(String name) {
    return told(gateway.admin, "/api/v1/looks")
        .path("looks")
        .valueStream()
        .filter(look -> look.path("who").asText().startsWith(name + " (op_"))
        .toList();
  }

  /// A way to ask a route.
  private record Question(String operation, String path) {}

  /// Every GET there is, of every thing there is, told apart by user where it can be.
  private List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    JsonNode document = gateway.control("", "GET", "/api/openapi.json", "").json();
    document
        .path("paths")
        .properties()
        .forEach(path -> {
          JsonNode get = path.getValue().path("get");
          String operation = get.path("operationId").asText();
          if (operation.isEmpty() || operation.startsWith("backUp")) {
            return;
          }
          Set<String> parameters = new TreeSet<>();
          get.path("parameters").forEach(each -> parameters.add(each.path("name").asText()));
          for (String thing : List.of("triage", "each", "some", call, refused, "T-1")) {
            String filled = path.getKey().replaceAll("\\{[a-z_]+}", thing);
            queries(parameters)
                .forEach(query -> questions.add(new Question(operation, filled + query)));
            if (filled.equals(path.getKey())) {
              break;
            }
          }
        });
    return questions;
  }

  private static List<String> queries(Set<String> parameters) {
    String base =
        "?"
            + (parameters.contains("month") ? "month=" + YearMonth.now(ZoneOffset.UTC) + "&" : "")
            + (parameters.contains("use_case") ? "use_case=triage&" : "");
    List<String> queries = new ArrayList<>(List.of(base));
    List<String> kinds = new ArrayList<>(List.of(""));
    if (parameters.contains("by")) {
      kinds.add("by=user&");
      kinds.add("by=tag:user&");
    }
    if (parameters.contains("tags")) {
      kinds.add("tags=user&");
    }
    for (String kind : kinds) {
      queries.add(base + kind);
      if (parameters.contains("format")) {
        List.of("csv", "table", "md", "html", "datadog", "vantage", "cloudzero")
            .forEach(format -> queries.add(base + kind + "format=" + format + "&"));
      }
    }
    return queries.stream().distinct().map(it -> it.substring(0, it.length() - 1)).toList();
  }

  private Set<String> tellKim(String key) {
    Set<String> told = new TreeSet<>();
    for (Question each : questions()) {
      Reply reply = gateway.control(key, "GET", each.path(), "");
      assertThat(reply.status()).as(each + " " + reply.text()).isNotEqualTo(500);
      if (reply.text().contains("kim.park")) {
        told.add(each.operation());
      }
    }
    return told;
  }

  private JsonNode told(String key, String path) {
    Reply reply = gateway.control(key, "GET", path, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void noRouteTellsAUsersIdToWhoMayNotSeeIt() {
    assertThat(tellKim(operator("Vic", "viewer"))).isEmpty();
  }

  @Test
  void anAuditorSeesIdsWhereverUsersAreTold() {
    assertThat(tellKim(operator("Aud", "auditor"))).containsExactlyElementsOf(SEEN_BY_ID);
  }

  @Test
  void aPseudonymIsTheSameEverywhereAndAfterAStart() {
    for (String of :
        List.of(
            "owner\",\"use_cases\":[\"triage\"]", "developer\",\"teams\":[\"ops\"]", "viewer\"")) {
      String key =
          gateway
              .control("POST", "/api/v1/operators", "{\"name\":\"x\",\"role\":\"" + of + "}")
              .json()
              .path("secret")
              .asText();
      String shown = told(key, BY_KIM).at("/rows/0/group/user").asText();

      assertThat(shown).startsWith("user~").hasSize("user~".length() + 24);
      assertThat(told(key, "/api/v1/calls").at("/calls/0/user").asText()).isEqualTo(shown);
      assertThat(told(key, "/api/v1/calls/" + refused).toString())
          .contains(shown + ": ")
          .doesNotContain("kim.park");
      assertThat(Pseudonyms.at(data.resolve("pseudonym-key"), new SecureRandom()).of(KIM))
          .isEqualTo(shown);
    }
  }

  @Test
  void theKeyOfPseudonymsIsItsOwnersAlone() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("pseudonym-key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void filtersByAPseudonymAndNoIdCanBeTried() {
    String viewer = operator("Vic", "viewer");
    String shown = told(viewer, BY_KIM).at("/rows/0/group/user").asText();

    JsonNode whole = told(viewer, "/api/v1/report");
    JsonNode filtered = told(viewer, "/api/v1/report?filter=user%3D" + shown);
    assertThat(filtered.at("/total/calls").asInt()).isEqualTo(3);
    assertThat(filtered.path("total")).isEqualTo(whole.path("total"));
    assertThat(told(viewer, "/api/v1/calls?filter=user%3D" + shown).path("calls")).hasSize(4);
    assertThat(told(viewer, "/api/v1/outcomes?use_case=triage&user=" + shown).path("outcomes"))
        .hasSize(1);
    assertThat(told(gateway.admin, "/api/v1/calls?filter=user%3D" + shown).path("calls"))
        .as("who sees ids may ask by what others tell them")
        .hasSize(4);
    assertThat(told(viewer, "/api/v1/calls?filter=user%3Duser~00").path("calls")).isEmpty();
    for (String path :
        List.of(
            "/api/v1/report?filter=user%3D" + KIM,
            "/api/v1/calls?filter=tag:user%3D" + KIM,
            "/api/v1/outcomes?use_case=triage&user=" + KIM,
            "/api/v1/rollouts/triage/membership?user=" + KIM)) {
      Reply tried = gateway.control(viewer, "GET", path, "");
      assertThat(tried.status()).as(path).isEqualTo(400);
      assertThat(tried.text()).contains("is a pseudonym as 'user~3f…'");
    }
    assertThat(gateway.control(viewer, "GET", "/api/v1/focus?tags=user", "").text())
        .contains("role_missing", "admin or finops or auditor");
  }

  @Test
  void linksLeadOnByPseudonyms() {
    JsonNode user =
        told(operator("Vic", "viewer"), "/api/v1/use-cases/triage/adoption/users").at("/users/0");
    String viewer = operator("Vic", "viewer");

    assertThat(user.path("user").asText()).startsWith("user~");
    assertThat(user.path("calls").asInt()).isEqualTo(3);
    String link =
        user.valueStream()
            .map(JsonNode::asText)
            .filter(it -> it.startsWith("/api/"))
            .findFirst()
            .orElseThrow();
    assertThat(told(viewer, link).path("calls")).isNotEmpty();
  }

  @Test
  void aLookAtSingleUsersIsWrittenDownOnceADay() {
    String viewer = operator("Vera", "viewer");
    String auditor = operator("Odo", "auditor");
    told(viewer, "/api/v1/report?by=use_case");
    assertThat(looks("Vera")).isEmpty();

    told(viewer, BY_KIM);
    told(viewer, BY_KIM);
    told(auditor, BY_KIM);

    List<JsonNode> ofAuditor = looks("Odo");
    assertThat(looks("Vera"))
        .singleElement()
        .satisfies(look -> {
          assertThat(look.path("route").asText()).isEqualTo("report");
          assertThat(look.path("named").asBoolean()).isFalse();
        });
    assertThat(ofAuditor).hasSize(1);
    assertThat(ofAuditor.getFirst().path("named").asBoolean()).isTrue();
  }
}
