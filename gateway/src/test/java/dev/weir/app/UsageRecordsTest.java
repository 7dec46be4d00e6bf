package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Spend beside the gateway, told to an assembled one over HTTP.
@Timeout(60)
class UsageRecordsTest {
  /// 1,000 × 2.50 + 100 × 10 dollars per million.
  private static final String COST = "0.0035";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply tell(String records) {
    return gateway.control(
        "POST", "/api/v1/usage", "{\"source\":\"pilot\",\"records\":[" + records + "]}");
  }

  private static String record(String id) {
    return """
    {"id":"%s","at":"2026-10-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
     "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot","team":"red"}}
    """
        .formatted(id);
  }

  private JsonNode told(String records) {
    Reply reply = tell(records);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  /// The report's rows by origin and use case, of October and November 2026.
  private String report(String by) {
    gateway.settle();
    return gateway.get("/api/v1/report?format=csv&from=2026-10-01&to=2027-01-01&by=" + by).text();
  }

  @Test
  void aRecordIsPricedAndStandsInTheSameLedgerWithItsTags() {
    JsonNode answer = told(record("a"));

    assertThat(answer.path("recorded").asInt()).isEqualTo(1);
    assertThat(answer.path("cost_usd").asText()).isEqualTo(COST);
    assertThat(report("origin,use_case,team")).contains("pilot,pilot,red,1,");
    JsonNode call = gateway.get("/api/v1/calls?from=2026-10-01&to=2026-11-01").json();
    assertThat(call.path("calls").path(0).path("cost_usd").asText()).isEqualTo(COST);
  }

  @Test
  void theSameAgainIsKnownAndAnotherContentIsRefused() {
    told(record("a"));

    assertThat(told(record("a") + "," + record("b")).path("known").asInt()).isEqualTo(1);
    assertThat(told(record("c") + "," + record("c")).path("recorded").asInt()).isEqualTo(1);
    Reply other = tell(record("d") + "," + record("a").replace("1000", "2000"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text()).contains("record 2 ('a')", "another content");
    assertThat(report("origin")).contains("pilot,3,");
  }

  @Test
  void whatIsToldAgainAfterTheDatabaseWasMadeAnewIsStillKnown() throws IOException {
    told(record("a"));
    gateway.close();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ledger")).toList()) {
        Files.delete(file);
      }
    }
    gateway = new Gateway(data);

    assertThat(told(record("a")).path("known").asInt()).isEqualTo(1);
    assertThat(report("origin")).contains("pilot,1,");
  }

  @Test
  void aSumCountsAsItsRequests() {
    told(
        """
        {"id":"day","at":"2026-10-05","until":"2026-10-06","requests":40,"provider":"tiny",
         "model":"gpt-4o","usage":{"input":40000,"output":4000}}
        """);

    assertThat(report("origin")).contains("pilot,40,40,");
  }

  @Test
  void aStatedCostStandsAndSeatsAreCounted() {
    JsonNode answer =
        told(
            """
            {"id":"seats","at":"2026-10-01","until":"2026-11-01","provider":"copilot",
             "model":"business","cost_usd":"950.00","seats":{"assigned":50,"active":31}}
            """);

    assertThat(answer.path("cost_usd").asText()).isEqualTo("950");
    assertThat(report("origin")).contains("pilot,1,1,");
  }

  @Test
  void whatTheGatewayHasByTheProvidersIdIsNotBookedTwice() {
    String key = gateway.key("live-app");
    gateway.chat(key);
    gateway.settle();
    String call =
        gateway.get("/api/v1/calls?limit=1").json().path("calls").path(0).path("id").asText();
    String response = gateway.get("/api/v1/calls/" + call).json().findPath("response_id").asText();
    assertThat(response).isNotEmpty();

    String told =
        record("a").replace("\"usage\"", "\"response_id\":\"" + response + "\",\"usage\"");
    assertThat(told(told).path("in_ledger").asInt()).isEqualTo(1);
  }

  @Test
  void aRecordTakenBackIsSpentNoMoreAndItsIdStaysTaken() {
    told(record("a") + "," + record("b"));
    String body = "{\"source\":\"pilot\",\"ids\":[\"a\",\"x\"],\"why\":\"told by mistake\"}";

    Reply voided = gateway.control("POST", "/api/v1/usage/void", body);

    assertThat(voided.json().path("voided").toString()).isEqualTo("[\"a\"]");
    assertThat(voided.json().path("missing").toString()).isEqualTo("[\"x\"]");
    assertThat(report("origin")).contains("pilot,1,1,").contains(",0.003500000000,");
    assertThat(told(record("a")).path("taken_back").asInt()).isEqualTo(1);
    Reply again = gateway.control("POST", "/api/v1/usage/void", body);
    assertThat(again.json().path("voided").isEmpty()).isTrue();
  }

  @Test
  void whatWasTakenBackCanBeToldUnderAnotherIdAlthoughItIsOfTheSameAnswer() {
    String answered = record("a").replace("\"usage\"", "\"response_id\":\"r-1\",\"usage\"");
    told(answered);
    assertThat(told(answered.replace("\"a\"", "\"b\"")).path("in_ledger").asInt()).isEqualTo(1);
    gateway.control(
        "POST",
        "/api/v1/usage/void",
        "{\"source\":\"pilot\",\"ids\":[\"a\"],\"why\":\"wrong model\"}");

    JsonNode again = told(answered.replace("\"a\"", "\"b\""));

    assertThat(again.path("recorded").asInt()).isEqualTo(1);
    assertThat(report("origin")).contains("pilot,1,1,");
  }

  @Test
  void aCorrectionKeepsQuantitiesThatItDoesNotName() {
    told(record("a").replace("\"input\"", "\"more\":{\"web_search\":3},\"input\""));
    gateway.settle();
    String path =
        "/api/v1/calls/%s/correction"
            .formatted(
                gateway
                    .get("/api/v1/calls?from=2026-10-01&to=2026-11-01")
                    .json()
                    .findPath("id")
                    .asText());

    Reply kept =
        gateway.control(
            "POST", path, "{\"usage\":{\"input\":500},\"source\":\"invoice\",\"why\":\"so\"}");
    Reply gone =
        gateway.control(
            "POST",
            path,
            "{\"usage\":{\"input\":500,\"more\":{}},\"source\":\"invoice\",\"why\":\"so\"}");

    assertThat(kept.json().path("unpriced").toString()).contains("web_search");
    assertThat(gone.json().path("unpriced").isEmpty()).as(gone.text()).isTrue();
  }

  @Test
  void timesThatNoDatabaseHoldsAndTextsWithoutEndAreRefused() {
    assertThat(tell(record("a").replace("2026-10-05", "-999999-01-01")).text())
        .contains("at is not before 2015");
    assertThat(
            tell(record("a")
                    .replace("\"model\"", "\"until\":\"+999999-01-01T00:00:00Z\",\"model\""))
                .text())
        .contains("until is at most 400 days after");
    String account = "\"account\":\"%s\",\"model\"".formatted("x".repeat(300));
    assertThat(tell(record("a").replace("\"model\"", account)).text())
        .contains("account has at most 256 characters");
    assertThat(tell("{},".repeat(10_000) + "{}").text()).contains("a batch has at most 10000");
  }

  @Test
  void aRecordIsCorrectedAsACallIs() {
    told(record("a"));
    gateway.settle();
    String call =
        gateway
            .get("/api/v1/calls?from=2026-10-01&to=2026-11-01")
            .json()
            .path("calls")
            .path(0)
            .path("id")
            .asText();

    Reply corrected =
        gateway.control(
            "POST",
            "/api/v1/calls/%s/correction".formatted(call),
            "{\"cost_usd\":\"0.5\",\"source\":\"invoice\",\"why\":\"billed so\"}");

    assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
    assertThat(report("origin")).contains("pilot,1,1,").contains(",0.500000000000,");
  }

  @Test
  void noBudgetCountsIt() {
    told(record("a").replace("2026-10-05T08:00:00Z", Instant.now().toString()));
    gateway.control("PUT", "/api/v1/budgets/b", "{\"window\":\"year UTC\",\"limit_usd\":\"1\"}");

    JsonNode page = gateway.get("/api/v1/budgets/b").json();
    assertThat(page.path("standings").path(0).path("used").asText("0")).isEqualTo("0");
  }

  @Test
  void nothingOfABatchIsBookedWhenOneRecordIsWrong() {
    Reply reply =
        tell(
            Stream.of(
                    record("good"),
                    record("model").replace("gpt-4o", "gpt-9"),
                    record("negative").replace("1000", "-1"),
                    record("colour").replace("\"id\"", "\"colour\":\"red\",\"id\""),
                    record("future").replace("2026-10-05", "2999-10-05"),
                    record("tag").replace("\"team\"", "\"Team\""))
                .collect(Collectors.joining(",")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text())
        .contains("nothing was booked")
        .contains("record 3 ('negative')", "never negative, was '-1'")
        .contains("record 4 ('colour')", "there is no field 'colour'");
    String alike = record("x").replace("gpt-4o", "gpt-9");
    assertThat(tell(alike + "," + alike.replace("\"x\"", "\"y\"")).text())
        .contains("record 1 ('x'): model gpt-9", "(and 1 more)");
    Reply priced = tell(record("good") + "," + record("model").replace("gpt-4o", "gpt-9"));
    assertThat(priced.text()).contains("record 2 ('model')", "model gpt-9 of provider tiny has no");
    String more = "\"usage\":{\"more\":{\"audio_input\":2000},";
    assertThat(tell(record("audio").replace("\"usage\":{", more)).text())
        .contains("record 1 ('audio')", "contradicts itself", "2000");
    assertThat(tell(record("future").replace("2026-10-05", "2999-10-05")).text())
        .contains("more than a day in the future");
    assertThat(tell(record("tag").replace("\"team\"", "\"Team\"")).text()).contains("tag 'Team'");
    assertThat(report("origin")).doesNotContain("pilot,");
  }

  @Test
  void aTypedTagTakesDeclaredValuesOnlyAndBringsItsParent() {
    gateway.control(
        "PUT",
        "/api/v1/tags/team/red",
        "{\"from\":\"2026-01-01T00:00:00Z\",\"parent\":{\"tag\":\"department\",\"value\":\"finance\"}}");

    assertThat(tell(record("a").replace("\"red\"", "\"green\"")).text())
        .contains("tag 'team': 'green' is not declared");
    told(record("a"));
    assertThat(report("department")).contains("finance,1,");
  }

  @Test
  void aRehearsalSaysWhatWouldBeAndBooksNothing() {
    Reply reply = gateway.control("POST", "/api/v1/usage?source=pilot&dry_run=true", record("a"));

    assertThat(reply.json().path("recorded").asInt()).isEqualTo(1);
    assertThat(reply.json().path("cost_usd").asText()).isEqualTo(COST);
    assertThat(report("origin")).doesNotContain("pilot,");
  }

  @Test
  void aTableIsReadWithItsTags() {
    String table =
        """
        id,at,provider,model,input,output,use_case,tag:region
        1,2026-10-05T08:00:00Z,tiny,gpt-4o,1000,100,"pilot, old",eu
        2,2026-10-06,tiny,gpt-4o,1000,100,pilot,
        """;
    Reply reply = gateway.control("POST", "/api/v1/usage?source=sheet&format=csv", table);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("recorded").asInt()).isEqualTo(2);
    assertThat(report("use_case,tag:region")).contains("\"pilot, old\",eu,1,");
  }

  @Test
  void manyRecordsAtOnceAddUpExactly() {
    int count = 3_000;
    String records =
        IntStream.range(0, count).mapToObj(i -> record("r" + i)).collect(Collectors.joining(","));

    assertThat(told(records).path("recorded").asInt()).isEqualTo(count);
    assertThat(told(records).path("known").asInt()).isEqualTo(count);
    assertThat(report("origin")).contains("pilot,3000,3000,").contains(",10.500000000000,");
  }

  @Test
  void spansOfApplicationsAreBookedAndAgentsAndWeirsOwnAreNot() throws IOException {
    String spans =
        """
        {"resourceSpans":[{"resource":{"attributes":[
           {"key":"service.name","value":{"stringValue":"chatbot"}}]},
         "scopeSpans":[{"spans":[
          %s,%s,%s,%s,%s]}]}]}
        """
            .formatted(
                span("01", "", "chat", "100", "{\"intValue\":\"5\"}"),
                span("02", "", "invoke_agent", "900", "{\"intValue\":\"9\"}"),
                span("03", "02", "chat", "300", "{\"intValue\":\"0\"}"),
                span("04", "", "chat", "200", "{\"intValue\":\"7\"}")
                    .replace(
                        "\"attributes\":[",
                        "\"attributes\":[{\"key\":\"weir.call.id\","
                            + "\"value\":{\"stringValue\":\"call_x\"}},"),
                span("05", "", "chat", "100", "{\"stringValue\":\"many\"}"));

    Reply reply = gateway.control("POST", "/api/v1/otlp/v1/traces", spans);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("partialSuccess").path("rejectedSpans").asInt()).isEqualTo(1);
    assertThat(reply.text()).contains("gen_ai.usage.output_tokens is a whole number, was 'many'");
    assertThat(report("origin,tag:service")).contains("otlp,chatbot,2,");
    assertThat(gateway.control("POST", "/api/v1/otlp/v1/traces", spans).status()).isEqualTo(200);
    assertThat(report("origin,tag:service")).contains("otlp,chatbot,2,");
  }

  private static String span(String id, String parent, String op, String input, String output) {
    return """
    {"traceId":"aa","spanId":"%s","parentSpanId":"%s","startTimeUnixNano":"1791187200000000000",
     "attributes":[
      {"key":"gen_ai.operation.name","value":{"stringValue":"%s"}},
      {"key":"gen_ai.provider.name","value":{"stringValue":"tiny"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
      {"key":"gen_ai.usage.input_tokens","value":{"intValue":"%s"}},
      {"key":"gen_ai.usage.output_tokens","value":%s}]}
    """
        .formatted(id, parent, op, input, output);
  }

  @Test
  void sourcesAreNamedAndTextsThatAreNoneAreRefused() {
    assertThat(gateway.control("POST", "/api/v1/usage", record("a")).text())
        .contains("source is 1 to 64 of letters", "was ''");
    assertThat(gateway.control("POST", "/api/v1/usage?source=gateway", record("a")).status())
        .isEqualTo(400);
    List<String> broken =
        List.of("[]", "{\"records\":1}", "{\"records\":[1]}", "{", "{\"record\":[]}");
    for (String each : broken) {
      assertThat(gateway.control("POST", "/api/v1/usage?source=x", each).status())
          .as(each)
          .isEqualTo(400);
    }
    assertThat(
            gateway.control("POST", "/api/v1/usage?source=x&format=csv", "id,at\n1,2,3\n").text())
        .contains("line 2");
  }
}
