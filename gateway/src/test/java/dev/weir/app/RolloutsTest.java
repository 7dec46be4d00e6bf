package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A use case that is open to some, by the API and over HTTP.
@Timeout(60)
class RolloutsTest {
  private static final String USER = "x-weir-user";

  @TempDir Path folder;
  private Gateway gateway;
  private String secret;

  @BeforeEach
  void start() {
    gateway = new Gateway(folder.resolve("data"));
    gateway.ready("other");
    secret =
        gateway
            .control(
                "POST",
                "/api/v1/keys",
                """
                {"name":"support-app","fixed_tags":{"use_case":"support","department":"ops",
                 "role":"engineer","environment":"test"},"trusts_user_tags":true}
                """)
            .json()
            .path("secret")
            .asText();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply put(String body) {
    return gateway.control("PUT", "/api/v1/rollouts/support", body);
  }

  private Reply call(String user) {
    return user.isEmpty() ? gateway.chat(secret) : gateway.chat(secret, "gpt-4o", USER, user);
  }

  /// docs/rollouts.md: the users of these forty that 10 % of `support` are.
  private static final List<String> TENTH = List.of("user-1", "user-3");

  @Test
  void aShareOfUsersMayCallAndOthersAreRefused() {
    assertThat(put("{\"share\":0.1}").status()).isEqualTo(200);

    List<String> in =
        IntStream.range(0, 40)
            .mapToObj(i -> "user-" + i)
            .filter(user -> call(user).status() == 200)
            .toList();

    assertThat(in).isEqualTo(TENTH);
    Reply refused = call("user-2");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("error").path("code").asText()).isEqualTo("not_in_rollout");
    assertThat(refused.text()).contains("'support' is open to 10 % of users").contains("'user-2'");
    assertThat(refused.whole().headers().firstValue("x-should-retry")).contains("false");
    assertThat(call("").text()).contains("no tag 'user'");
    assertThat(gateway.chat(gateway.key("elsewhere")).status()).isEqualTo(200);
  }

  @Test
  void whatWasRefusedIsInTheLedgerWithTheBookThatSaidSo() {
    put("{\"share\":0}");
    Reply refused = call("ada");
    String id = refused.whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();

    JsonNode row = gateway.get("/api/v1/calls/" + id).json();
    assertThat(row.toString()).contains("not_in_rollout").contains("\"support\"");
    String version =
        gateway
            .get("/api/v1/rollouts/support/membership?user=ada")
            .json()
            .path("rule_book")
            .asText();
    assertThat(refused.text()).contains("rule book " + version);
    assertThat(row.toString()).contains(version);
  }

  @Test
  void aKillIsInForceWhenItIsAnswered() {
    put("{\"users\":[\"ada\"]}");
    assertThat(call("ada").status()).isEqualTo(200);

    put("{\"users\":[\"ada\"],\"closed\":true}");

    assertThat(call("ada").json().path("error").path("code").asText()).isEqualTo("use_case_closed");
    gateway.control("DELETE", "/api/v1/rollouts/support", "");
    assertThat(call("anybody").status()).isEqualTo(200);
  }

  @Test
  void inShadowModeItIsOnlyNoted() {
    put("{\"share\":0,\"mode\":\"shadow\"}");
    Reply carried = call("ada");
    assertThat(carried.status()).isEqualTo(200);
    String id = carried.whole().headers().firstValue("x-weir-call-id").orElseThrow();
    gateway.settle();

    assertThat(gateway.get("/api/v1/calls/" + id).text())
        .contains("shadow rollout support: ")
        .contains("open to 0 % of users");
  }

  @Test
  void aCallerIsToldWhetherItsUserIsIn() {
    put("{\"share\":0.1}");

    JsonNode in = gateway.own(secret, "/weir/me", USER, "user-1").json().path("rollout");
    JsonNode out = gateway.own(secret, "/weir/me", USER, "user-2").json().path("rollout");
    assertThat(in.toString()).isEqualTo("{\"use_case\":\"support\",\"in\":true}");
    assertThat(out.path("in").asBoolean(true)).isFalse();
    assertThat(out.path("refusal").asText()).isEqualTo("not_in_rollout");
    assertThat(gateway.own(gateway.key("elsewhere"), "/weir/me").json().has("rollout")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | rollout 'support': field 'share' or 'users', or 'closed', must be there",
        "{\"share\":2} | field 'share' cannot be used (a share of users is from 0 to 1, was 2)",
        "{\"share\":0.1,\"users_max\":10} | field 'users_max' needs 'eligible' to be 'roster'",
        "{\"share\":0.1,\"users_least\":10} | unknown field 'users_least'",
        "{\"share\":0.1,\"eligible\":\"roster\"} | use case 'support' has no roster that lists its users",
        "{\"share\":0.1,\"from\":\"2026-02-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"} | a period begins before it ends",
      })
  void refusesWhatIsNoRollout(String body, String message) {
    Reply refused = put(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").path("message").asText()).contains(message);
    assertThat(gateway.get("/api/v1/rollouts/support").status()).isEqualTo(404);
  }

  private Reply roster(String... users) {
    return gateway.control(
        "PUT",
        "/api/v1/rosters/support",
        "{\"users\":[\"%s\"]}".formatted(String.join("\",\"", users)));
  }

  private JsonNode page() {
    return gateway.get("/api/v1/rollouts/support").json();
  }

  @Test
  void whoIsNotOnTheRosterIsOutsideFromTheNextCallOn() {
    assertThat(roster("ada", "grace").status()).isEqualTo(200);
    assertThat(put("{\"share\":1,\"eligible\":\"roster\"}").status()).isEqualTo(200);

    assertThat(call("ada").status()).isEqualTo(200);
    Reply stranger = call("mallory");
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.json().path("error").path("code").asText()).isEqualTo("not_in_rollout");
    assertThat(stranger.text()).contains("user 'mallory' is not among the eligible users");
    assertThat(call("").text()).contains("no tag 'user'");
    assertThat(page().path("eligible_users").asInt()).isEqualTo(2);
    assertThat(page().path("admitted_users").asInt()).isEqualTo(2);

    roster("ada", "mallory");
    assertThat(call("mallory").status()).isEqualTo(200);
    assertThat(call("grace").status()).isEqualTo(403);
  }

  @Test
  void aGrowingRosterLetsNoMoreInThanMayCall() {
    String[] users = IntStream.range(0, 40).mapToObj(i -> "user-" + i).toArray(String[]::new);
    roster(List.of(users).subList(0, 10).toArray(String[]::new));
    put("{\"share\":0.5,\"users\":[\"user-2\"],\"eligible\":\"roster\",\"users_max\":8}");
    roster(users);

    long in = IntStream.range(0, 40).filter(i -> call("user-" + i).status() == 200).count();

    assertThat(in).isEqualTo(8);
    assertThat(page().path("admitted_users").asInt()).isEqualTo(8);
    assertThat(call("user-2").status()).isEqualTo(200);
  }

  @Test
  void aRosterThatIsAskedForStays() {
    roster("ada");
    put("{\"share\":1,\"eligible\":\"roster\"}");

    Reply deleted = gateway.control("DELETE", "/api/v1/rosters/support", "");
    Reply counted = gateway.control("PUT", "/api/v1/rosters/support", "{\"eligible\":40}");

    for (Reply refused : List.of(deleted, counted)) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.text()).contains("rollout 'support': field 'eligible' is 'roster'");
    }
    assertThat(call("ada").status()).isEqualTo(200);
    put("{\"closed\":true,\"eligible\":\"roster\"}");
    assertThat(gateway.control("DELETE", "/api/v1/rosters/support", "").status()).isEqualTo(200);
    assertThat(call("ada").text()).contains("use_case_closed");
  }

  @Test
  void everyChangeIsKept() {
    put("{\"share\":0.1}");
    put("{\"share\":0.5}");

    assertThat(
            gateway
                .control("PUT", "/api/v1/rollouts/support?expected_version=1", "{\"share\":0.2}")
                .status())
        .isEqualTo(409);
    assertThat(gateway.get("/api/v1/history/rollout/support").json().path("versions")).hasSize(2);
    assertThat(
            gateway.get("/api/v1/rollouts").json().path("rollouts").get(0).path("version").asInt())
        .isEqualTo(2);
  }
}
