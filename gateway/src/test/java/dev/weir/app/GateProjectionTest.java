package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The days of a ledger against a gate's projection, over HTTP: ten days of ten users with one call
/// each of 1,100 tokens for 0.0035 USD, but for one day of three times the tokens.
@Timeout(120)
class GateProjectionTest {
  private static final Instant NOW = Instant.parse("2026-11-16T09:00:00Z");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 6);
  private static final LocalDate LONG = LocalDate.of(2026, 11, 13);
  private static final int DAYS = 10;
  private static final int USERS = 10;

  private static final List<String> METRICS =
      List.of(
          "spend_to_projection",
          "users_to_projection",
          "queries_per_user_to_projection",
          "tokens_per_query_to_projection",
          "price_per_token_to_projection");

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data, () -> NOW);
    gateway.ready("other");
    put(
        "use-cases/support",
        """
        {"name":"Support","stage":"poc","budget_usd_per_month":"400",
         "statement":"Answer inbound support tickets of retail customers, so that the share of escalated tickets falls below 5 % by 2027-06-30.",
         "owners":{"business":"viewer","technical":"finops"}}
        """);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void put(String path, String body) {
    Reply reply = gateway.control("PUT", "/api/v1/" + path + "?why=test", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private void used() {
    for (int day = 0; day < DAYS; day++) {
      LocalDate on = FIRST.plusDays(day);
      int times = on.equals(LONG) ? 3 : 1;
      String[] records = new String[USERS];
      for (int user = 0; user < USERS; user++) {
        records[user] =
            """
            {"id":"%s-%d","at":"%sT08:00:00Z","provider":"tiny","model":"gpt-4o",
             "usage":{"input":%d,"output":%d},"tags":{"use_case":"support","user":"u%d"}}
            """
                .formatted(on, user, on, 1000 * times, 100 * times, user);
      }
      gateway.tell(records);
    }
    gateway.settle();
  }

  /// Projected are, per day, 20 users × 2 queries × 1,000 tokens at 5 dollars a million: 0.20 USD.
  private JsonNode standing() {
    String criteria =
        METRICS.stream()
            .map("{\"metric\":\"%s\",\"comparison\":\"at_most\",\"threshold\":\"1\"}"::formatted)
            .collect(Collectors.joining(","));
    put(
        "gates/support/beta",
        """
        {"window_days":10,
         "projection":{"users":"20","queries_per_user":"2","tokens_per_query":"1000",
          "usd_per_million_tokens":"5"},
         "criteria":[%s],
         "proof":{"margin":"0.8","outcomes_min":100},
         "until_proven":{"share":"0.1","users":20,"budget_usd_per_month":"500"}}
        """
            .formatted(criteria));
    return gateway.get("/api/v1/gates/support/beta").json();
  }

  private static void is(JsonNode standing, int criterion, String figure, boolean holds) {
    JsonNode line = standing.path("criteria").path(criterion);
    assertThat(line.path("metric").asText()).isEqualTo(METRICS.get(criterion));
    assertThat(new BigDecimal(line.path("figure").asText()))
        .as(line.toString())
        .isEqualByComparingTo(figure);
    assertThat(line.path("n").asInt()).isEqualTo(DAYS);
    assertThat(line.path("standing").asText()).isEqualTo(holds ? "holds" : "fails");
  }

  @Test
  void eachFactorIsItsMeanOverTheDaysOfTheLedgerAndTheOneThatLeavesIsNamedWithItsDay() {
    used();

    JsonNode standing = standing();

    // 9 × 0.035 + 0.105 = 0.42 USD of 2.00.
    is(standing, 0, "0.21", true);
    is(standing, 1, "0.5", true);
    is(standing, 2, "0.5", true);
    // (9 × 1.1 + 3.3) / 10.
    is(standing, 3, "1.32", false);
    // 0.0035 USD / 1,100 tokens = 3.1818 a million, of 5.
    is(standing, 4, "0.636363636364", true);
    assertThat(standing.path("factors").findValuesAsText("alarmed"))
        .as("3.3 − 1 − 0.1 > 1 on the long day, and nothing else is above its projection")
        .containsExactly(LONG.toString());
    assertThat(standing.path("factors").path(2).path("factor").asText())
        .isEqualTo("tokens_per_query");
    assertThat(standing.path("factors").path(2).path("alarmed").asText())
        .isEqualTo(LONG.toString());
    assertThat(standing.path("held_by").asText()).contains("tokens_per_query");
    assertThat(new BigDecimal(report(standing).at("/total/cost_usd").asText()))
        .as("its rows are those ten days")
        .isEqualByComparingTo("0.42");
  }

  private JsonNode report(JsonNode standing) {
    return gateway.get(standing.at("/criteria/3/rows").asText()).json();
  }

  @Test
  void aDayOfWhichTheLedgerTellsNothingIsOneOfNoUsers() {
    JsonNode standing = standing();

    assertThat(new BigDecimal(standing.at("/criteria/0/figure").asText())).isZero();
    assertThat(new BigDecimal(standing.at("/criteria/1/figure").asText())).isZero();
    assertThat(standing.at("/criteria/3/why").asText()).contains("no day tells");
  }
}
