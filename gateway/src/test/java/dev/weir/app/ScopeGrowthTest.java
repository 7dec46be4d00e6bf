package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Calls that go beyond what was approved of a use case's scope: told of, on a clock that the test
/// moves, and on its page.
@Timeout(60)
class ScopeGrowthTest {
  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2026-11-16T09:00:00Z");
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    put(
        "care",
        """
        {"name":"Care","stage":"poc","statement":"Answer tickets of customers",
         "scope":[{"kind":"department","name":"ops","approved_by":"first",
          "approved_on":"2026-11-16"}]}
        """);
    put("labs", "{\"name\":\"Labs\",\"stage\":\"poc\",\"statement\":\"Read reports\"}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void put(String useCase, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/use-cases/" + useCase + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private void called(String id, String useCase, String more) {
    gateway.tell(
        """
        {"id":"%s","at":"2026-11-16T08:00:00Z","provider":"copilot","model":"big","cost_usd":"1",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"%s",%s}}
        """
            .formatted(id, useCase, more));
    gateway.settle();
  }

  private JsonNode alerts() {
    return gateway.get("/api/v1/alerts").json().path("alerts");
  }

  /// The gateway looks within a second of another time of day.
  private List<String> told(int alerts) {
    now = now.plus(Duration.ofMinutes(10));
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (alerts().size() < alerts) {
      assertThat(System.nanoTime()).as("%s", alerts()).isLessThan(deadline);
      Thread.onSpinWait();
    }
    return alerts().valueStream().map(line -> line.path("value").asText()).toList();
  }

  @Test
  void whatNobodyHasApprovedIsToldOfOnceForEachPart() {
    called("a", "care", "\"department\":\"ops\"");
    called("b", "care", "\"department\":\"sales\"");
    called("c", "labs", "\"department\":\"sales\"");
    assertThat(told(1)).containsExactly("care: department sales, 1 calls");
    assertThat(alerts().path(0).path("kind").asText()).isEqualTo("scope_growth");

    called("d", "care", "\"department\":\"sales\"");
    called("e", "care", "\"department\":\"ops\",\"source\":\"archive\"");
    assertThat(told(2))
        .as("labs registers no scope, and sales is known")
        .containsExactly("care: source archive, 1 calls", "care: department sales, 1 calls");
  }

  @Test
  void aKeyThatNobodyHasApprovedIsAnAgent() {
    gateway.control("POST", "/api/v1/prices/import?why=test", Gateway.PRICES);
    Reply made =
        gateway.control(
            "POST",
            "/api/v1/keys",
            """
            {"name":"night-bot","fixed_tags":{"use_case":"care","department":"ops",
             "role":"service","environment":"test"}}
            """);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(gateway.chat(made.json().path("secret").asText()).status()).isEqualTo(200);
    gateway.settle();

    assertThat(told(1)).containsExactly("care: agent night-bot, 1 calls");
    assertThat(gateway.get("/api/v1/use-cases/care").json().path("unexplained").toString())
        .isEqualTo("[\"agent night-bot\"]");
  }

  @Test
  void thePageOfOneUseCaseHasWhatTheListHas() {
    called("a", "care", "\"department\":\"sales\"");

    JsonNode page = gateway.get("/api/v1/use-cases/care").json();
    JsonNode line = gateway.get("/api/v1/use-cases").json().path("use_cases").path(0);
    assertThat(page.path("unexplained").toString()).isEqualTo("[\"department sales\"]");
    assertThat(line.path("unexplained")).isEqualTo(page.path("unexplained"));
  }
}
