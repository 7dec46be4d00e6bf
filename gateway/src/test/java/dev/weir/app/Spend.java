package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Calls drawn from a seed, and what each cost by this class's own sums: tokens by the prices that
/// were handed in, less what the contract takes off.
final class Spend {
  private static final int RECORDS = 120;
  private static final int CALLS = 12;
  private static final List<String> USE_CASES = List.of("care", "archive", "search");
  private static final List<String> TEAMS = List.of("red", "blue");

  /// Dollars for a million tokens, by model and meter.
  private static final Map<String, Map<String, BigDecimal>> PRICES =
      Map.of(
          "gpt-4o", prices("2.50", "1.25", "10"),
          "small", prices("0.15", "0.07", "0.6"));

  static final BigDecimal POOL = new BigDecimal("60");
  static final BigDecimal PLANNED = new BigDecimal("80");
  static final BigDecimal LIMIT = new BigDecimal("0.01");

  private static final String FOCUS =
      """
      BillingAccountId,BilledCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,\
      ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,\
      ConsumedUnit,EffectiveCost,ListCost,ContractedCost,ProviderName,PublisherName,\
      ServiceName,SkuId
      """;

  private static final BigDecimal DISCOUNT_PERCENT = BigDecimal.valueOf(20);

  private final Gateway gateway;
  private final Random random;
  private final List<Call> calls = new ArrayList<>();
  private BigDecimal billed = BigDecimal.ZERO;

  private Spend(Gateway gateway, long seed) {
    this.gateway = gateway;
    this.random = new Random(seed);
  }

  /// @param asked the name that was asked for
  /// @param model that answered, by which is charged
  record Call(
      YearMonth month,
      String useCase,
      String team,
      String who,
      String asked,
      String model,
      Map<String, Long> tokens) {
    /// What came out of a cache is a part of what went in, and is charged as itself alone.
    BigDecimal usd() {
      long cached = counted("cache_read");
      return of("input", counted("input") - cached)
          .add(of("cache_read", cached))
          .add(of("output", counted("output")))
          .movePointLeft(6)
          .multiply(BigDecimal.valueOf(100).subtract(DISCOUNT_PERCENT))
          .movePointLeft(2);
    }

    private long counted(String meter) {
      return tokens.getOrDefault(meter, 0L);
    }

    private BigDecimal of(String meter, long amount) {
      return Optional.ofNullable(PRICES.get(model))
          .flatMap(prices -> Optional.ofNullable(prices.get(meter)))
          .orElseThrow()
          .multiply(BigDecimal.valueOf(amount));
    }
  }

  private static Map<String, BigDecimal> prices(String input, String cached, String output) {
    return Map.of(
        "input", new BigDecimal(input),
        "cache_read", new BigDecimal(cached),
        "output", new BigDecimal(output));
  }

  /// @param over a month that is over, of usage that is told
  /// @param now this month, of calls through the gateway
  static Spend make(Gateway gateway, long seed, YearMonth over, YearMonth now) {
    Spend spend = new Spend(gateway, seed);
    spend.publish();
    USE_CASES.forEach(spend::register);
    spend.plan(over);
    spend.tell(over);
    spend.bill(over);
    spend.call(now);
    gateway.settle();
    return spend;
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, "/api/v1/" + path + "?why=test", body);
    assertThat(reply.status()).as(path + ": " + reply.text()).isIn(200, 201);
    return reply.json();
  }

  private void publish() {
    String models =
        PRICES.entrySet().stream()
            .map(model ->
                """
                {"provider":"tiny","id":"%s","limits":{"input_max":128000,"output_max":16384},
                 "prices":[%s]}
                """
                    .formatted(model.getKey(), lines(model.getValue())))
            .collect(Collectors.joining(","));
    done(
        "POST",
        "prices/import",
        "{\"format\":\"weir-prices/1\",\"name\":\"test\",\"models\":[%s],\"contracts\":[]}"
            .formatted(models));
    done(
        "PUT",
        "contracts",
        "{\"contracts\":[{\"provider\":\"tiny\",\"discount_percent\":\"%s\",\"source\":\"x\"}]}"
            .formatted(DISCOUNT_PERCENT));
  }

  private static String lines(Map<String, BigDecimal> prices) {
    return prices.entrySet().stream()
        .map(price ->
            "{\"meter\":\"%s\",\"usd\":\"%s\",\"per\":1000000}"
                .formatted(price.getKey(), price.getValue()))
        .collect(Collectors.joining(","));
  }

  private void register(String useCase) {
    done(
        "PUT",
        "use-cases/" + useCase,
        """
        {"name":"The %1$s","stage":"poc","audience":"internal","budget_usd_per_month":"900",
         "statement":"Does %1$s.","owners":{"business":"ada","technical":"bob"}}
        """
            .formatted(useCase));
  }

  private void plan(YearMonth month) {
    done(
        "PUT",
        "pools/platform",
        """
        {"category":"engineering","amount_usd":"%s","from":"%s","basis":"usage","source":"payroll",
         "evidence":"sheets"}
        """
            .formatted(POOL, month));
    done(
        "PUT",
        "envelopes",
        """
        cost_centre,month,amount,note
        cc-red,%1$s,%2$s,
        cc-blue,%1$s,%2$s,
        """
            .formatted(month, PLANNED));
    for (String team : TEAMS) {
      done(
          "PUT",
          "budgets/" + team,
          """
          {"window":"month UTC","limit_usd":"%s","stop_at":1,
           "where":[{"tag":"team","in":["%s"]}]}
          """
              .formatted(LIMIT, team));
    }
  }

  private void bill(YearMonth month) {
    StringBuilder lines = new StringBuilder(FOCUS);
    for (int n = 0; n < 5; n++) {
      BigDecimal usd = BigDecimal.valueOf(random.nextLong(1_000_000), 6);
      billed = billed.add(usd);
      lines.append(
          """
          acc,%1$s,USD,%2$s-01T00:00:00Z,%3$s-01T00:00:00Z,\
          Usage,gpt-4o input,%2$s-0%4$dT00:00:00Z,%2$s-0%5$dT00:00:00Z,20,\
          Tokens,%1$s,%1$s,%1$s,tiny,tiny,gpt-4o,x
          """
              .formatted(usd, month, month.plusMonths(1), n + 1, n + 2));
    }
    Reply reply = gateway.control("POST", "/api/v1/bills?file=bill.csv&why=test", lines.toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  BigDecimal billed() {
    return billed;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void tell(YearMonth month) {
    List<String> records = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      String model = any(List.of("gpt-4o", "small"));
      Call call =
          new Call(
              month,
              any(USE_CASES),
              any(TEAMS),
              "u" + n % 9,
              model,
              model,
              Map.of(
                  "input", random.nextLong(40_000, 90_000),
                  "cache_read", random.nextLong(40_000),
                  "output", random.nextLong(16_000)));
      calls.add(call);
      records.add(record(call, n, month.atDay(1 + random.nextInt(28))));
    }
    gateway.tell(records.toArray(String[]::new));
  }

  private static String record(Call call, int number, LocalDate day) {
    return """
    {"id":"r%d","at":"%sT08:00:00Z","provider":"tiny","model":"%s","usage":%s,
     "tags":{"use_case":"%s","team":"%s","user":"%s","cost_centre":"cc-%s"}}
    """
        .formatted(
            number,
            day,
            call.model,
            call.tokens.entrySet().stream()
                .map(each -> "\"%s\":%d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",", "{", "}")),
            call.useCase,
            call.team,
            call.who,
            call.team);
  }

  /// Through the gateway, by a key for each team; the tokens are those that the caller was told.
  private void call(YearMonth month) {
    Map<String, JsonNode> keys = TEAMS.stream().collect(Collectors.toMap(team -> team, this::key));
    done("PUT", "modules/tone", "{\"text\":\"Be brief.\"}");
    done("PUT", "prompts/brief", "{\"modules\":[{\"module\":\"tone\"}],\"model\":\"gpt-4o\"}");
    done("PUT", "prompts/brief/labels/production", "{\"version\":1}");
    for (int n = 0; n < CALLS; n++) {
      String team = any(TEAMS);
      JsonNode key = Optional.ofNullable(keys.get(team)).orElseThrow();
      String model = any(List.of("gpt-4o", "small", "prompt/brief"));
      Reply answer = gateway.chat(key.path("secret").asText(), model);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      JsonNode usage = answer.json().path("usage");
      calls.add(
          new Call(
              month,
              "care",
              team,
              "",
              model,
              answer.json().path("model").asText(),
              Map.of(
                  "input", usage.path("prompt_tokens").asLong(),
                  "output", usage.path("completion_tokens").asLong())));
    }
  }

  private JsonNode key(String team) {
    return done(
        "POST",
        "keys",
        """
        {"name":"%1$s-app","fixed_tags":{"use_case":"care","department":"ops","team":"%1$s",
         "role":"engineer","environment":"test","cost_centre":"cc-%1$s"}}
        """
            .formatted(team));
  }

  BigDecimal usd(Predicate<Call> of) {
    return calls.stream().filter(of).map(Call::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
