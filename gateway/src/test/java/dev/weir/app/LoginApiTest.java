package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Logins over HTTP, with passwords hashed at their full cost.
@Timeout(60)
class LoginApiTest {
  private static final String HORSE = "correct horse battery";

  @TempDir private Path data;
  private Gateway gateway;
  private String id;
  private String key;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    JsonNode ada =
        gateway
            .control("POST", "/api/v1/operators", "{\"name\":\"Ada\",\"role\":\"viewer\"}")
            .json();
    id = ada.path("id").asText();
    key = ada.path("secret").asText();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply login(String password) {
    return gateway.control(
        "POST",
        "/api/v1/logins?why=console",
        "{\"login\":\"ada\",\"operator\":\"%s\",\"password\":\"%s\"}".formatted(id, password));
  }

  private Reply own(String old, String password) {
    return gateway.control(
        key,
        "POST",
        "/api/v1/me/password",
        "{\"old\":\"%s\",\"password\":\"%s\"}".formatted(old, password));
  }

  @Test
  void noRouteTellsAHashOrAPassword() {
    assertThat(login(HORSE).status()).isEqualTo(201);
    assertThat(
            gateway
                .control("PUT", "/api/v1/logins/ada/password", "{\"password\":\"another battery\"}")
                .status())
        .isEqualTo(200);
    gateway.control("POST", "/api/v1/logins/ada/disable?why=left", "");
    String all =
        List.of(
                "/api/v1/logins",
                "/api/v1/operators",
                "/api/v1/history/login/ada",
                "/api/v1/history/operator/" + id)
            .stream()
            .map(gateway::get)
            .map(Reply::text)
            .toList()
            .toString();

    assertThat(all).doesNotContain("argon2", "\"hash\"", "battery", "sha256");
    JsonNode history = gateway.get("/api/v1/history/login/ada").json().path("versions");
    assertThat(history).hasSize(3);
    assertThat(history.path(0).path("content").path("disabled").asBoolean()).isTrue();
    assertThat(history.path(0).path("why").asText()).isEqualTo("left");
    JsonNode login = gateway.get("/api/v1/logins").json().path("logins").path(0);
    assertThat(login.path("name").asText()).isEqualTo("Ada");
    assertThat(login.path("disabled").asBoolean()).isTrue();
    assertThat(
            gateway
                .control(gateway.operator("finops"), "GET", "/api/v1/history/login/ada", "")
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatIsWrongWithALoginIsNamedAndNothingIsMade() {
    assertThat(login("short").text()).contains("field 'password' has 12 to 256 characters, was 5");
    assertThat(login("short").status()).isEqualTo(400);
    assertThat(gateway.control("POST", "/api/v1/logins/eve/enable", "").status()).isEqualTo(404);
    assertThat(
            gateway.control("PUT", "/api/v1/logins/eve/password", "{\"password\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(gateway.get("/api/v1/logins").json().path("logins")).isEmpty();
    assertThat(login(HORSE).status()).isEqualTo(201);
    Reply twice = login(HORSE);
    assertThat(twice.status()).as(twice.text()).isEqualTo(400);
    assertThat(twice.text()).contains("has the login 'ada' already");
  }

  @Test
  void oneChangesOnesOwnPasswordByTheOldOne() {
    login(HORSE);
    assertThat(own("guess", "another battery").status()).isEqualTo(403);
    assertThat(own(HORSE, "short").status()).isEqualTo(400);

    assertThat(own(HORSE, "another battery").status()).isEqualTo(200);

    assertThat(own(HORSE, "a third battery").text()).contains("password_wrong");
    for (int i = 0; i < 4; i++) {
      assertThat(own("guess", "a third battery").status()).isEqualTo(403);
    }
    Reply slowed = own("another battery", "a third battery");
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.whole().headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void oneIsToldWhoOneIs() {
    JsonNode before = gateway.control(key, "GET", "/api/v1/me", "").json();
    login(HORSE);
    JsonNode after = gateway.control(key, "GET", "/api/v1/me", "").json();

    assertThat(before.path("id").asText()).isEqualTo(id);
    assertThat(before.path("role").asText()).isEqualTo("viewer");
    assertThat(before.has("login")).isFalse();
    assertThat(after.path("login").asText()).isEqualTo("ada");
  }

  @Test
  void theFirstRunsTokenLiesInAFileOnlyItsOwnerReadsUntilThereIsALogin() throws Exception {
    Path token = data.resolve("first-run-token");
    assertThat(Files.readString(token)).startsWith("wf_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    login(HORSE);
    gateway.close();

    gateway = new Gateway(data);

    assertThat(token).doesNotExist();
    assertThat(gateway.get("/api/v1/logins").json().path("logins")).hasSize(1);
  }
}
