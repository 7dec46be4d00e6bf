package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A rule tried on a month of calls says what a gateway does that really has the rule: the same
/// calls, at the same pretended times.
@Timeout(120)
class RehearsalApiTest {
  private static final long SEED = 20_261_001;
  private static final Instant SEPTEMBER = Instant.parse("2026-09-24T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-02T09:00:00Z");

  /// @param care or else labs
  private record Planned(Instant at, boolean care) {}

  private static final List<Planned> CALLS = planned();

  private static List<Planned> planned() {
    Random random = new Random(SEED);
    List<Planned> all = new ArrayList<>();
    Instant at = SEPTEMBER;
    while (at.isBefore(Instant.parse("2026-10-31T00:00:00Z"))) {
      // Two speeds, so that windows fill and empty.
      int minutes = random.nextBoolean() ? random.nextInt(40) : random.nextInt(2_000);
      at = at.plusSeconds(60L * minutes + 1);
      all.add(new Planned(at, random.nextInt(3) > 0));
    }
    return all;
  }

  /// One gateway through both months.
  private static final class Lived implements AutoCloseable {
    private volatile Instant now = SEPTEMBER;
    private final Gateway gateway;
    private final String care;
    private final String labs;
    private final List<Instant> refused = new ArrayList<>();
    private int made;

    Lived(Path data) {
      gateway = new Gateway(data, () -> now);
      care = gateway.ready("care");
      labs = gateway.key("labs");
    }

    void call(Stream<Planned> calls) {
      calls.forEach(call -> {
        now = call.at;
        Reply reply = gateway.chat(call.care ? care : labs);
        assertThat(reply.status()).as(reply.text()).isIn(200, 402, 429);
        made++;
        if (reply.status() != 200) {
          refused.add(call.at);
        }
      });
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  @TempDir static Path data;
  private static Lived without;

  @BeforeAll
  static void liveWithoutRules() {
    without = new Lived(data);
    without.call(CALLS.stream());
    without.now = NOVEMBER;
    without.gateway.settle();
    assertThat(without.refused).isEmpty();
  }

  @AfterAll
  static void stop() {
    without.close();
  }

  private static JsonNode rehearsed(String path, String rule, String query) {
    Reply reply = without.gateway.control("POST", path + "/rehearsal" + query, rule);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budgets | {'window':'month UTC','limit_usd':'0.002'}",
        "budgets | {'window':'week Europe/Berlin','limit_usd':'0.0015','per':'use_case'}",
        "budgets | {'window':'rolling 3d','limit_usd':'0.0013','stop_at':1,'alert_at':[]}",
        "budgets | {'window':'total','limit_usd':'0.004',"
            + "'where':[{'tag':'use_case','in':['care']}]}",
        "limits  | {'window':'rolling 36h','max':3}",
        "limits  | {'window':'day Asia/Kolkata','max':2,'per':'use_case'}",
        "limits  | {'measure':'tokens','window':'month UTC','max':900}",
        "limits  | {'measure':'money','window':'day UTC','max_usd':'0.0014'}"
      })
  void saysWhatAGatewayStopsThatHasTheRule(String kind, String quoted, @TempDir Path other) {
    String rule = quoted.replace('\'', '"');
    String path = "/api/v1/%s/tried".formatted(kind.strip());
    JsonNode said = rehearsed(path, rule, "");
    try (Lived with = new Lived(other)) {
      with.call(CALLS.stream().filter(call -> call.at.isBefore(OCTOBER)));
      with.now = OCTOBER;
      Reply set = with.gateway.control("PUT", path + "?why=test", rule);
      assertThat(set.status()).as(set.text()).isEqualTo(200);
      with.made = 0;
      with.call(CALLS.stream().filter(call -> !call.at.isBefore(OCTOBER)));

      assertThat(with.refused).as("seed %d", SEED).hasSizeBetween(2, with.made - 2);
      assertThat(said.at("/total/stopped_calls").asInt()).isEqualTo(with.refused.size());
      assertThat(Instant.parse(said.at("/first/at").asText())).isEqualTo(with.refused.getFirst());
      BigDecimal each = new BigDecimal(Gateway.CALL_COST);
      assertThat(new BigDecimal(said.at("/total/stopped_usd").asText()))
          .isEqualByComparingTo(each.multiply(BigDecimal.valueOf(with.refused.size())));
    }
  }

  @Test
  void countsByDayAndByValueWhatItCountsInAll() {
    JsonNode said =
        rehearsed(
            "/api/v1/limits/tried",
            "{\"window\":\"month UTC\",\"max\":20,\"per\":\"use_case\"}",
            "?month=2026-10");
    List<Planned> october = CALLS.stream().filter(call -> !call.at.isBefore(OCTOBER)).toList();
    long care = october.stream().filter(Planned::care).count();
    long labs = october.size() - care;

    assertThat(said.path("from").asText()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(said.path("to").asText()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(said.at("/total/calls").asLong()).isEqualTo(october.size());
    assertThat(said.at("/total/stopped_calls").asLong())
        .as("by hand: what is beyond twenty of each")
        .isEqualTo(Math.max(0, care - 20) + Math.max(0, labs - 20));
    assertThat(sum(said.path("days"), "calls")).isEqualTo(october.size());
    assertThat(sum(said.path("days"), "stopped_calls"))
        .isEqualTo(said.at("/total/stopped_calls").asLong());
    assertThat(said.path("values_in_all").asInt()).isEqualTo(2);
    assertThat(said.at("/values/0/value").asText()).isEqualTo(care >= labs ? "care" : "labs");
    assertThat(sum(said.path("values"), "stopped_calls"))
        .isEqualTo(said.at("/total/stopped_calls").asLong());
    Reply call = without.gateway.get("/api/v1/calls/" + said.at("/first/call").asText());
    assertThat(call.status()).isEqualTo(200);
  }

  private static long sum(JsonNode rows, String field) {
    return rows.valueStream().mapToLong(row -> row.path(field).asLong()).sum();
  }

  @Test
  void takesAnyStretchOfDaysInThePlaceOfAMonth() {
    JsonNode said =
        rehearsed(
            "/api/v1/limits/tried",
            "{\"window\":\"total\",\"max\":0}",
            "?from=2026-10-05&to=2026-10-12");
    long calls =
        CALLS.stream()
            .filter(call -> !call.at.isBefore(Instant.parse("2026-10-05T00:00:00Z")))
            .filter(call -> call.at.isBefore(Instant.parse("2026-10-12T00:00:00Z")))
            .count();

    assertThat(said.at("/total/calls").asLong()).isEqualTo(calls);
    assertThat(said.at("/total/stopped_calls").asLong()).isEqualTo(calls);
  }

  @Test
  void thePageSaysItInOneSentenceBeforeTheRuleIsSet() {
    JsonNode said = rehearsed("/api/v1/limits/tried", "{\"window\":\"month UTC\",\"max\":20}", "");
    try (Browser finops = Browser.of(without.gateway, without.gateway.operator("finops"))) {
      String page =
          finops
              .post("/new-limit", "rule=tried&measure=requests&max=20&window=month+UTC&do=try")
              .body();

      assertThat(page)
          .contains("Tried on October 2026")
          .contains(
              "This limit would have stopped %s of %s calls"
                  .formatted(said.at("/total/stopped_calls"), said.at("/total/calls")))
          .contains("value=\"%s\"".formatted(said.at("/total/stopped_usd").asText()))
          .contains("data-chart", "value=\"tried\"");
    }
  }

  @Test
  void setsNothing() {
    rehearsed("/api/v1/budgets/tried", "{\"window\":\"total\",\"limit_usd\":\"0\"}", "");

    assertThat(without.gateway.get("/api/v1/budgets/tried").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?month=october|{\"window\":\"total\",\"limit_usd\":\"1\"}|parameter 'month'",
        "?from=2026-01-01|{\"window\":\"total\",\"limit_usd\":\"1\"}|at most 32 days",
        "?month=2026-10&to=2026-10-02|{\"window\":\"total\",\"limit_usd\":\"1\"}|parameter 'month'",
        "|{\"window\":\"fortnight\",\"limit_usd\":\"1\"}|field 'window'",
        "|{\"window\":\"total\",\"limit_usd\":\"1\",\"cap\":1}|'cap'",
        "|{\"window\":\"month UTC\",\"limit\":\"1 EUR\"}|EUR"
      })
  void refusesWhatItCannotTry(String asked) {
    String[] part = asked.split("\\|", -1);
    Reply reply =
        without.gateway.control("POST", "/api/v1/budgets/tried/rehearsal" + part[0], part[1]);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.text()).contains(part[2]);
  }
}
