package dev.weir.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Keycloak as a process, in memory, with its administration.
final class KeycloakProcess implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("weir.keycloak", "no-keycloak"));
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);

  /// Its threads reach into Thread, which Java 25 lets nobody do unasked.
  private static final String FOR_JAVA_25 = "--add-opens=java.base/java.lang=ALL-UNNAMED";

  private static final String ADMIN = "admin";
  private static final String PASSWORD = "cnryKeycloakxQ2v8Nd4";

  private final int port = Checkout.freePort();
  private final Web web = new Web();
  private final ChildProcess process;

  private KeycloakProcess() {
    this.process =
        ChildProcess.start(
            "keycloak",
            List.of(
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port),
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xmx768m",
                "JAVA_OPTS_APPEND",
                FOR_JAVA_25,
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD));
  }

  /// Starts one and waits until it answers; where it was not fetched, the test is not carried out.
  static KeycloakProcess start() {
    assumeTrue(
        Files.isExecutable(HOME.resolve("bin/kc.sh")),
        () ->
            "no Keycloak at %s: ./weir test --all fetches one, or -Dweir.keycloak names one"
                .formatted(HOME));
    KeycloakProcess keycloak = new KeycloakProcess();
    try {
      Await.until(STARTED_WITHIN, "Keycloak answers", keycloak::answers);
      return keycloak;
    } catch (AssertionError e) {
      AssertionError failure = keycloak.process.failure(String.valueOf(e.getMessage()));
      keycloak.close();
      throw failure;
    }
  }

  private boolean answers() {
    if (!process.running()) {
      throw process.failure("ended while it started");
    }
    try {
      return web.get(URI.create(issuer("master")), Map.of()).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  String issuer(String realm) {
    return "http://127.0.0.1:%d/realms/%s".formatted(port, realm);
  }

  /// Makes a realm with all that is in it.
  void realm(String json) {
    administered("POST", "", json);
  }

  void takeOut(String realm, String user, String group) {
    administered(
        "DELETE",
        "/%s/users/%s/groups/%s"
            .formatted(
                realm,
                id("/%s/users?exact=true&username=%s".formatted(realm, user)),
                id("/%s/groups?exact=true&search=%s".formatted(realm, group))),
        "");
  }

  private String id(String question) {
    JsonNode found = administered("GET", question, "").json();
    if (found.size() != 1) {
      throw new AssertionError("%s found %s".formatted(question, found));
    }
    return found.path(0).path("id").asText();
  }

  private Web.Answer administered(String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:%d/admin/realms%s".formatted(port, path));
    Map<String, String> headers =
        Map.of("authorization", "Bearer " + token(), "content-type", "application/json");
    Web.Answer answer = web.send(method, uri, headers, body);
    if (answer.status() / 100 != 2) {
      throw new AssertionError("%s %s answered %s".formatted(method, uri, answer));
    }
    return answer;
  }

  /// It lives for a minute.
  private String token() {
    return web.post(
            URI.create(issuer("master") + "/protocol/openid-connect/token"),
            Map.of("content-type", "application/x-www-form-urlencoded"),
            "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                .formatted(ADMIN, PASSWORD))
        .expect(200)
        .json()
        .path("access_token")
        .asText();
  }

  @Override
  public void close() {
    web.close();
    List<ProcessHandle> started = process.descendants();
    process.close();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
