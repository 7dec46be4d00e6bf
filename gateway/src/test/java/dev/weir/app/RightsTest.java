package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may use which route, over all of them: `rights.csv` decides each route for each role, and a
/// route that is not in it fails the test. `own` is what an owner may for a use case of its own
/// alone, and what a developer is shown of its teams alone.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
  private static final List<String> ROLES =
      List.of("admin", "finops", "owner", "developer", "viewer", "auditor");

  private Gateway gateway;
  private final Map<String, String> keys = new TreeMap<>();

  @BeforeAll
  void start(@TempDir Path data) {
    gateway = new Gateway(data);
    gateway.ready("other");
    ROLES.forEach(role -> keys.put(role, operator(role, role, "none")));
    keys.put("stranger", operator("stranger", "owner", "other"));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private String operator(String name, String role, String of) {
    String names =
        switch (role) {
          case "owner" -> ",\"use_cases\":[\"%s\"]".formatted(of);
          case "developer" -> ",\"teams\":[\"%s\"]".formatted(of);
          default -> "";
        };
    Reply made =
        gateway.control(
            "POST",
            "/api/v1/operators",
            "{\"name\":\"%s\",\"role\":\"%s\"%s}".formatted(name, role, names));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("secret").asText();
  }

  private record Route(String operation, String method, String path, boolean isOpen) {}

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    JsonNode document = gateway.control("", "GET", "/api/openapi.json", "").json();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    routes.add(
                        new Route(
                            method.getValue().path("operationId").asText(),
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{[a-z]+}", "none"),
                            !method.getValue().has("security")))));
    return routes;
  }

  private static Map<String, List<String>> decided() throws IOException {
    Map<String, List<String>> decided = new TreeMap<>();
    try (InputStream file = RightsTest.class.getResourceAsStream("rights.csv")) {
      new String(file.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .forEach(line -> decided.put(line.getFirst(), line.subList(1, line.size())));
    }
    return decided;
  }

  /// What a role is told: `no`, `own` where a stranger of its kind is refused, `yes`.
  private String told(Route route, String role) {
    String code = code(route, keys.getOrDefault(role, ""));
    if (code.equals("role_missing")) {
      return "no";
    }
    assertThat(code).as(route + " as " + role).isNotIn("use_case_not_owned", "key_unknown");
    if (role.equals("owner")
        && code(route, keys.getOrDefault("stranger", "")).equals("use_case_not_owned")) {
      return "own";
    }
    return role.equals("developer") && isOfTeams(route) ? "own" : "yes";
  }

  private boolean isOfTeams(Route route) {
    return Set.of("keys", "calls", "report", "speed", "traffic", "budgets", "limits")
        .contains(route.path().split("/", -1)[3]);
  }

  private String code(Route route, String key) {
    Reply reply = gateway.control(key, route.method(), route.path(), "{\"use_case\":\"none\"}");
    assertThat(reply.status()).as(route + ": " + reply.text()).isNotEqualTo(500);
    return reply.status() < 400 ? "" : reply.json().path("error").path("code").asText();
  }

  @Test
  void everyRouteIsForTheRolesThatTheTableSays() throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    routes().stream()
        .filter(route -> !route.isOpen())
        .forEach(route ->
            found.put(route.operation(), ROLES.stream().map(role -> told(route, role)).toList()));

    assertThat(found).isEqualTo(decided());
  }

  @Test
  void whatNeedsNoKeyIsFourRoutes() {
    Set<String> open = new TreeSet<>();
    routes().stream().filter(Route::isOpen).forEach(route -> open.add(route.operation()));

    assertThat(open).containsExactly("health", "metrics", "openApi", "readiness");
  }
}
