package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Budgets in a review: as they stood at the month's end, whenever it is held.
@Timeout(60)
class ReviewedBudgetsTest {
  private static final BigDecimal CALL = new BigDecimal("0.000075");

  @TempDir private Path data;
  private volatile Instant now = Instant.parse("2027-01-10T08:00:00Z");
  private Gateway gateway;
  private String secret = "";

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> now);
    secret = gateway.ready("care");
    budget("a-month", "\"window\":\"month UTC\"," + of("care"));
    budget("b-berlin", "\"window\":\"month Europe/Berlin\",\"per\":\"use_case\"");
    budget("c-year", "\"window\":\"year UTC\"," + of("care", "labs"));
    call("2027-01-10T08:00:00Z");
    call("2027-01-31T23:30:00Z");
    call("2027-02-02T08:00:00Z");
    gateway.settle();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String of(String... useCases) {
    return "\"where\":[{\"tag\":\"use_case\",\"in\":[\"%s\"]}]"
        .formatted(String.join("\",\"", useCases));
  }

  private void budget(String id, String more) {
    done("PUT", "/api/v1/budgets/" + id, "{%s,\"limit_usd\":\"1\"}".formatted(more));
  }

  private void call(String at) {
    now = Instant.parse(at);
    Reply answer = gateway.chat(secret);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
    return reply.json();
  }

  private JsonNode row(String month, String budget) {
    JsonNode rows = done("GET", "/api/v1/reviews/%s/draft".formatted(month), "").path("budgets");
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.path("budget").asText().equals(budget))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rows));
  }

  private void used(String month, String budget, int calls) {
    JsonNode row = row(month, budget);
    BigDecimal usd = CALL.multiply(BigDecimal.valueOf(calls));
    assertThat(new BigDecimal(row.path("used_usd").asText()))
        .as("%s of %s: %s", budget, month, row)
        .isEqualByComparingTo(usd);
    assertThat(row.path("limit_usd").asText()).isEqualTo("1");
    JsonNode opened = done("GET", row.at("/sources/used_usd/rows").asText(), "");
    assertThat(new BigDecimal(opened.at("/total/cost_usd").asText()))
        .as("%s", opened)
        .isEqualByComparingTo(usd);
  }

  @Test
  void aMonthThatIsOverHasWhatItsBudgetsHadCountedAtItsEnd() {
    used("2027-01", "a-month", 2);
    used("2027-01", "b-berlin care", 1);
    used("2027-01", "c-year", 2);
  }

  @Test
  void aMonthThatRunsHasWhatTheyHaveCountedSoFar() {
    used("2027-02", "a-month", 1);
    used("2027-02", "b-berlin care", 2);
    used("2027-02", "c-year", 3);
  }
}
