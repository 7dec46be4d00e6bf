package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import dev.weir.base.stats.Gini;
import dev.weir.base.stats.Quantiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Adoption out of the ledger database of an assembled gateway, counted again here.
@Timeout(60)
class AdoptionTest {
  private static final long SEED = 20_261_124;
  private static final String OCTOBER = "/api/v1/use-cases/triage/adoption?month=2026-10";

  @TempDir private Path data;
  private Gateway gateway;
  private final List<String> records = new ArrayList<>();

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void used(String user, String day, String more) {
    String tag = user.isEmpty() ? "" : ",\"user\":\"" + user + "\"";
    records.add(
        """
        {"id":"r%d","at":"%sT12:00:00Z","provider":"copilot","model":"business",
         "cost_usd":"0.01"%s,"tags":{"use_case":"triage"%s}}
        """
            .formatted(records.size(), day, more, tag));
  }

  private void tell() {
    gateway.tell(records.toArray(String[]::new));
    gateway.settle();
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private String refused(int status, String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.text();
  }

  private static List<String> values(JsonNode list, String... fields) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each ->
            List.of(fields).stream()
                .map(field ->
                    each.path(field).isArray()
                        ? each.path(field).toString().replace("\"", "")
                        : each.path(field).asText())
                .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void aMonthIsCountedByUsersWeeksAndCohorts() {
    // The weeks of October 2026 that are its own begin on the 28th of September.
    used("ada", "2026-09-28", "");
    used("ada", "2026-09-30", "");
    used("ada", "2026-10-05", "");
    used("bob", "2026-10-06", "");
    used("bob", "2026-10-06", "");
    used("bob", "2026-10-20", "");
    used("eve", "2026-10-07", "");
    used("", "2026-10-07", "");
    used("cleo", "2026-11-02", "");
    used("ada", "2026-10-31", ",\"purpose\":\"judge\"");
    tell();
    done(
        "PUT",
        "/api/v1/rosters/triage?why=start",
        "{\"users\":[\"ada\",\"bob\",\"cleo\",\"dan\"],\"activation\":{\"calls\":3,\"within_days\":8}}");

    JsonNode october = gateway.get(OCTOBER).json();

    assertThat(october.path("eligible").asInt()).isEqualTo(4);
    assertThat(october.path("activated").asInt()).as("ada within 8 days, bob not").isEqualTo(1);
    assertThat(october.path("activation_rate").asText()).isEqualTo("0.25");
    assertThat(october.path("newly_activated").asInt()).isEqualTo(1);
    assertThat(october.path("monthly_active").asInt()).isEqualTo(2);
    assertThat(october.path("beyond_roster").asInt()).as("eve").isEqualTo(1);
    assertThat(october.path("calls_without_user").asInt()).isEqualTo(1);
    assertThat(values(october.path("weeks"), "week", "active", "active_rate"))
        .containsExactly(
            "2026-09-28 1 0.25",
            "2026-10-05 2 0.5",
            "2026-10-12 0 0",
            "2026-10-19 1 0.25",
            "2026-10-26 0 0");
    assertThat(values(october.path("cohorts"), "week", "users", "retained"))
        .containsExactly("2026-09-28 1 [1,1,0,0,0]", "2026-10-05 1 [1,0,1,0]");
    assertThat(october.path("depth").path("calls").asInt()).isEqualTo(4);
    assertThat(october.path("depth").path("gini").asDouble()).isCloseTo(0.25, within(1e-12));
  }

  /// Every figure of the page, counted again from the users that its link opens to.
  @Test
  void everyFigureOpensToTheUsersAndCallsItIsCountedFrom() {
    used("ada", "2026-09-28", "");
    used("ada", "2026-10-01", "");
    used("ada", "2026-10-05", "");
    used("bob", "2026-10-06", "");
    used("bob", "2026-10-20", "");
    used("eve", "2026-10-07", "");
    used("", "2026-10-07", "");
    used("bob", "2026-10-31", ",\"purpose\":\"judge\"");
    tell();
    done(
        "PUT",
        "/api/v1/rosters/triage?why=start",
        "{\"users\":[\"ada\",\"bob\",\"dan\"],\"activation\":{\"calls\":3,\"within_days\":8}}");
    JsonNode october = gateway.get(OCTOBER).json();
    assertThat(october.path("evidence").asText()).isEqualTo("ledger");

    List<JsonNode> users = new ArrayList<>();
    String first = october.path("rows").path(0).asText() + "&limit=2";
    for (String path = first; !path.isEmpty(); ) {
      JsonNode page = done("GET", path, "");
      page.path("users").forEach(users::add);
      path = page.has("next") ? first + "&after=" + page.path("next").asText() : "";
    }

    List<JsonNode> listed = users.stream().filter(user -> user.path("listed").asBoolean()).toList();
    List<JsonNode> active = listed.stream().filter(user -> user.path("calls").asInt() > 0).toList();
    assertThat(october.path("activated").asLong())
        .isEqualTo(listed.stream().filter(user -> user.has("activated")).count())
        .isEqualTo(1);
    assertThat(october.path("monthly_active").asInt()).isEqualTo(active.size());
    assertThat(october.path("beyond_roster").asInt()).isEqualTo(users.size() - listed.size());
    assertThat(october.path("depth").path("calls").asInt())
        .isEqualTo(active.stream().mapToInt(user -> user.path("calls").asInt()).sum());
    october
        .path("weeks")
        .forEach(week ->
            assertThat(week.path("active").asLong())
                .as(week.toString())
                .isEqualTo(
                    listed.stream()
                        .filter(user ->
                            user.path("weeks").toString().contains(week.path("week").asText()))
                        .count()));
    for (JsonNode user : users) {
      assertThat(counted(user.path("rows").asText()))
          .as(user.toString())
          .isEqualTo(user.path("calls").asInt());
    }
    assertThat(counted(october.path("rows").path(1).asText()))
        .isEqualTo(october.path("calls_without_user").asInt());
  }

  private int counted(String rows) {
    int calls = 0;
    for (JsonNode call : done("GET", rows, "").path("calls")) {
      calls += call.path("calls").asInt();
    }
    return calls;
  }

  @Test
  void aCountedRosterCountsWhoIsMoreThanEligible() {
    used("ada", "2026-10-05", "");
    used("bob", "2026-10-05", "");
    used("eve", "2026-10-05", "");
    tell();
    done("PUT", "/api/v1/rosters/triage", "{\"eligible\":2}");

    JsonNode october = gateway.get(OCTOBER).json();

    assertThat(october.path("monthly_active_rate").asText()).isEqualTo("1");
    assertThat(october.path("beyond_roster").asInt()).isEqualTo(1);
    assertThat(gateway.get(OCTOBER.replace("10", "08")).json().path("depth").isMissingNode())
        .isTrue();
  }

  @Test
  void depthIsWhatTheSameCallsComeToInMemory() {
    Random random = new Random(SEED);
    Map<String, Integer> calls = new TreeMap<>();
    Map<LocalDate, TreeSet<String>> weeks = new TreeMap<>();
    for (int i = 0; i < 600; i++) {
      String user = "u" + (int) Math.abs(random.nextGaussian() * 12);
      int day = 1 + random.nextInt(31);
      used(user, "2026-10-%02d".formatted(day), "");
      calls.merge(user, 1, Integer::sum);
      LocalDate at = LocalDate.of(2026, 10, day);
      weeks
          .computeIfAbsent(at.minusDays(at.getDayOfWeek().getValue() - 1L), _ -> new TreeSet<>())
          .add(user);
    }
    tell();
    String users =
        IntStream.range(0, 100).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(","));
    done("PUT", "/api/v1/rosters/triage", "{\"users\":[" + users + "]}");

    JsonNode october = gateway.get(OCTOBER).json();

    double[] each = calls.values().stream().mapToDouble(Integer::doubleValue).toArray();
    JsonNode depth = october.path("depth");
    assertThat(depth.path("gini").asDouble())
        .as("seed %d", SEED)
        .isCloseTo(Gini.of(each), within(1e-12));
    assertThat(depth.path("p95").asDouble())
        .as("seed %d", SEED)
        .isCloseTo(Quantiles.of(each).at(0.95), within(1e-9));
    assertThat(depth.path("median").asDouble())
        .as("seed %d", SEED)
        .isCloseTo(Quantiles.of(each).at(0.5), within(1e-9));
    assertThat(depth.path("mean").asDouble())
        .as("seed %d", SEED)
        .isCloseTo(600.0 / each.length, within(1e-9));
    assertThat(october.path("monthly_active").asInt()).as("seed %d", SEED).isEqualTo(each.length);
    assertThat(values(october.path("weeks"), "week", "active"))
        .as("seed %d", SEED)
        .isEqualTo(
            weeks.entrySet().stream()
                .map(week -> week.getKey() + " " + week.getValue().size())
                .toList());
  }

  @Test
  void aRosterKeepsNoNameAndSaysWhatItDoesNotTake() {
    done("PUT", "/api/v1/rosters/triage", "{\"users\":[\"ada.lovelace\"]}");

    assertThat(gateway.get("/api/v1/history/roster/triage").text())
        .doesNotContain("lovelace")
        .contains("hashes");
    JsonNode listed = gateway.get("/api/v1/rosters").json().path("rosters");
    assertThat(values(listed, "use_case", "eligible", "listed", "activation_calls"))
        .containsExactly("triage 1 true 3");
    assertThat(refused(400, "PUT", "/api/v1/rosters/triage", "{\"users\":[\"a\",\"a\"]}"))
        .contains("roster 'triage': field 'users' names each user once, was 'a' twice");
    assertThat(refused(400, "PUT", "/api/v1/rosters/triage", "{}"))
        .contains("field 'eligible' or field 'users' is there, was neither");
    assertThat(refused(400, "PUT", "/api/v1/rosters/triage", "{\"eligible\":0}"))
        .contains("field 'eligible' is 1 at least, was 0");
    assertThat(
            refused(
                400,
                "PUT",
                "/api/v1/rosters/triage",
                "{\"eligible\":5,\"activation\":{\"calls\":0}}"))
        .contains("field 'activation.calls' is 1 to 1,000, was 0");
    assertThat(refused(400, "GET", "/api/v1/use-cases/triage/adoption?month=May", ""))
        .contains("parameter 'month' is a month of 2015 to 2100, as 2026-10, was 'May'");
    done("DELETE", "/api/v1/rosters/triage", "");
    assertThat(refused(404, "GET", OCTOBER, "")).contains("there is no roster 'triage'");
  }
}
