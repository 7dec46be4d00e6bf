package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A budget counts the calls of its effective dates, whenever it was set.
@Timeout(60)
class EffectiveDatesTest {
  private static final String TWO_CALLS = "0.00015";

  @Test
  void aBudgetIsArmedWithTheCallsOfItsEffectiveDatesOnly(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      String caller = gateway.ready("dated");
      Instant before = Instant.now().minus(Duration.ofHours(1));
      assertThat(gateway.chat(caller).status()).isEqualTo(200);
      gateway.settle();
      Instant first = acceptedLast(gateway);

      String from = "\"from\":\"%s\"";
      String until = "\"until\":\"%s\"";
      put(gateway, "later", from.formatted(first.plusNanos(1_000)));
      put(gateway, "over", until.formatted(first));
      put(gateway, "meant", from.formatted(first) + "," + until.formatted("9999-01-01T00:00:00Z"));

      assertThat(used(gateway, "later")).isEqualTo("0");
      assertThat(used(gateway, "over")).isEqualTo("0");
      assertThat(used(gateway, "meant")).isEqualTo(Gateway.CALL_COST);

      assertThat(gateway.chat(caller).status()).isEqualTo(200);
      gateway.settle();
      assertThat(used(gateway, "later")).isEqualTo(Gateway.CALL_COST);
      assertThat(used(gateway, "over")).isEqualTo("0");
      assertThat(used(gateway, "meant")).isEqualTo(TWO_CALLS);

      put(gateway, "later", from.formatted(before));
      put(gateway, "over", from.formatted(before));
      assertThat(used(gateway, "later")).as("other dates, other calls").isEqualTo(TWO_CALLS);
      assertThat(used(gateway, "over")).isEqualTo(TWO_CALLS);
    }
  }

  private static Instant acceptedLast(Gateway gateway) {
    JsonNode calls = gateway.get("/api/v1/calls?limit=1").json().path("calls");
    return Instant.parse(calls.path(0).path("accepted_at").asText());
  }

  private static void put(Gateway gateway, String id, String dates) {
    String body = "{\"window\":\"year UTC\",\"limit_usd\":\"1\",%s}".formatted(dates);
    Gateway.Reply put = gateway.control("PUT", "/api/v1/budgets/" + id, body);
    assertThat(put.status()).as(put.text()).isEqualTo(200);
  }

  private static String used(Gateway gateway, String id) {
    JsonNode page = gateway.get("/api/v1/budgets/" + id).json();
    return page.path("standings").path(0).path("used").asText();
  }
}
