package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The past priced by another book, ordered of an assembled gateway over HTTP.
@Timeout(60)
class ReratingTest {
  private static final String TWICE = Gateway.PRICES.replace("\"2.50\"", "\"5\"");
  private static final String MONTH = "&from=2026-10-01&to=2026-11-01";

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

  /// 1,000 × 2.50 + 100 × 10 dollars per million = 0.0035; with input at 5, 0.006.
  private static String record(String id) {
    return """
    {"id":"%s","at":"2026-10-05T08:00:00Z","provider":"tiny","model":"gpt-4o",
     "usage":{"input":1000,"output":100},"tags":{"use_case":"pilot","team":"red"}}
    """
        .formatted(id);
  }

  /// What the same terms make of October once they are in force since then says the re-rating.
  @Test
  void whatCallsWouldHaveCostByAgreedPricesIsWhatTheyCostOnceTheseHold() {
    gateway.tell(record("a"), record("b"));
    gateway.settle();
    String terms =
        "{\"contracts\":[{\"provider\":\"tiny\",\"discount_percent\":\"10\",\"effective_from\":\"%s\",\"source\":\"agreement\"}]}";
    String question = "/api/v1/contracts/rehearsal?month=2026-10";

    Reply seen = gateway.control("POST", question, terms.formatted("2030-01-01T00:00:00Z"));

    assertThat(seen.status()).as(seen.text()).isEqualTo(200);
    assertThat(seen.json().path("on").asText()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(seen.json().path("changed").asInt()).isEqualTo(2);
    assertThat(seen.json().path("was_usd").asText()).isEqualTo("0.007");
    assertThat(seen.json().path("now_usd").asText()).isEqualTo("0.0063");
    Reply before =
        gateway.control(
            "POST", question + "&on=2029-12-31", terms.formatted("2030-01-01T00:00:00Z"));
    assertThat(before.json().path("same").asInt()).as(before.text()).isEqualTo(2);
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).isEmpty();
    assertThat(rerate("?dry_run=true").path("changed").asInt()).isZero();

    gateway.control("PUT", "/api/v1/contracts?why=x", terms.formatted("2026-10-01T00:00:00Z"));
    JsonNode once = rerate("?dry_run=true");
    for (String figure : List.of("changed", "was_usd", "now_usd", "difference_usd", "models")) {
      assertThat(once.path(figure)).as(figure).isEqualTo(seen.json().path(figure));
    }
    assertThat(gateway.control("POST", question, "{\"contracts\":7}").text())
        .contains("field 'contracts' is a list of contract terms");
  }

  private void prices(String catalogue) {
    Reply reply = gateway.control("POST", "/api/v1/prices/import?why=test", catalogue);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private Reply order(String query, String from, String to) {
    return gateway.control(
        "POST",
        "/api/v1/reratings" + query,
        "{\"from\":\"%s\",\"to\":\"%s\",\"why\":\"a wrong price\"}".formatted(from, to));
  }

  private JsonNode rerate(String query) {
    Reply reply = order(query, "2026-10-01", "2026-11-01");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private String report(String by) {
    gateway.settle();
    return gateway.get("/api/v1/report?format=csv&by=" + by + MONTH).text();
  }

  private BigDecimal cost() {
    gateway.settle();
    Reply reply = gateway.get("/api/v1/report?by=origin" + MONTH);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return new BigDecimal(reply.json().path("total").path("cost_usd").asText());
  }

  @Test
  void aPreviewSaysWhatWouldChangeAndChangesNothing() {
    gateway.tell(record("a"), record("b"));
    prices(TWICE);

    JsonNode preview = rerate("?dry_run=true");

    assertThat(preview.path("written").asBoolean()).isFalse();
    assertThat(preview.path("changed").asInt()).isEqualTo(2);
    assertThat(preview.path("difference_usd").asText()).isEqualTo("0.005");
    assertThat(preview.path("models").path(0).path("model").asText()).isEqualTo("gpt-4o");
    assertThat(report("origin")).contains(",0.007");
    assertThat(gateway.get("/api/v1/reratings").json().path("reratings")).isEmpty();
  }

  @Test
  void everyChangedChargeIsARowOfItsOwnAndCountsNoCallTwice() {
    gateway.tell(record("a"), record("b"));
    prices(TWICE);

    rerate("");

    String rows = report("origin,use_case,team");
    assertThat(rows).contains("pilot,pilot,red,2,").contains("0.012");
    String call =
        gateway
            .get("/api/v1/calls?limit=1" + MONTH)
            .json()
            .path("calls")
            .path(0)
            .path("id")
            .asText();
    JsonNode found = gateway.get("/api/v1/calls/" + call).json();
    assertThat(found.findValuesAsText("kind")).containsExactly("recorded", "rerated");
    assertThat(found.toString()).contains("\"why\":\"a wrong price\"");
    JsonNode done = gateway.get("/api/v1/reratings").json().path("reratings").path(0);
    assertThat(done.path("changed").asInt()).isEqualTo(2);
    assertThat(done.path("was_usd").asText()).isEqualTo("0.007");
  }

  @Test
  void theSameOrderAgainChangesNothing() {
    gateway.tell(record("a"));
    prices(TWICE);
    rerate("");

    JsonNode again = rerate("");

    assertThat(again.path("written").asBoolean()).isFalse();
    assertThat(again.path("changed").asInt()).isZero();
    assertThat(cost()).isEqualByComparingTo("0.006");
  }

  @Test
  void backToTheBookBeforeTheFiguresAreThoseOfBefore() {
    String first = gateway.get("/api/v1/prices").json().path("version").asText();
    gateway.tell(record("a"));
    prices(TWICE);
    rerate("");

    Reply back =
        gateway.control(
            "POST",
            "/api/v1/reratings",
            "{\"from\":\"2026-10-01\",\"to\":\"2026-11-01\",\"price_book\":\"%s\",\"why\":\"back\"}"
                .formatted(first));

    assertThat(back.json().path("now_usd").asText()).as(back.text()).isEqualTo("0.0035");
    assertThat(cost()).isEqualByComparingTo("0.0035");
  }

  @Test
  void whatWasUnpricedIsPricedAndWhatWasStatedStands() {
    gateway.control("PUT", "/api/v1/settings?why=t", "{\"unpriced\":\"allow\"}");
    gateway.tell(
        record("new").replace("gpt-4o", "gpt-6"),
        """
        {"id":"seat","at":"2026-10-01","provider":"copilot","model":"business","cost_usd":"95.00"}
        """);
    prices(Gateway.PRICES.replace("gpt-4o", "gpt-6"));

    JsonNode done = rerate("");

    assertThat(done.path("changed").asInt()).as(done.toString()).isEqualTo(1);
    assertThat(done.path("now_usd").asText()).isEqualTo("0.0035");
    assertThat(done.path("kept").path(0).path("reason").asText()).isEqualTo("not_by_its_book");
    assertThat(cost()).isEqualByComparingTo("95.0035");
  }

  @Test
  void aModelThatTheOtherBookDoesNotPriceKeepsItsCharge() {
    gateway.tell(record("a"));
    prices(Gateway.PRICES.replace("gpt-4o", "gpt-6"));

    JsonNode done = rerate("");

    assertThat(done.path("kept").path(0).path("reason").asText()).isEqualTo("no_price");
    assertThat(cost()).isEqualByComparingTo("0.0035");
  }

  @Test
  void aCorrectionAndAVoidAfterwardsLeaveNothingBehind() {
    gateway.tell(record("a"), record("b"));
    prices(TWICE);
    rerate("");
    String call =
        gateway
            .get("/api/v1/calls?limit=1" + MONTH)
            .json()
            .path("calls")
            .path(0)
            .path("id")
            .asText();

    Reply corrected =
        gateway.control(
            "POST",
            "/api/v1/calls/" + call + "/correction",
            "{\"cost_usd\":\"1\",\"source\":\"invoice\",\"why\":\"billed\"}");
    assertThat(corrected.json().path("cost_before_usd").asText())
        .as(corrected.text())
        .isEqualTo("0.006");
    assertThat(cost()).isEqualByComparingTo("1.006");

    gateway.control(
        "POST",
        "/api/v1/usage/void",
        "{\"source\":\"pilot\",\"ids\":[\"a\",\"b\"],\"why\":\"told by mistake\"}");
    assertThat(cost()).isZero();
    assertThat(rerate("?dry_run=true").path("changed").asInt()).isZero();
  }

  @Test
  void aBudgetThatStillCountsTheTimeMovesWithItAndSoDoesOneMadeAfterwards() {
    String key = gateway.key("counted");
    gateway.control(
        "PUT",
        "/api/v1/budgets/counted?why=t",
        """
        {"where":[{"tag":"use_case","in":["counted"]}],"window":"day UTC","limit_usd":"5"}
        """);
    gateway.chat(key);
    gateway.settle();
    prices(TWICE);

    String today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).toString();
    String next = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    Reply done = order("", today, next.substring(0, 10));

    assertThat(done.json().path("changed").asInt()).as(done.text()).isEqualTo(1);
    // 10 × 5 + 5 × 10 dollars per million
    assertThat(gateway.get("/api/v1/budgets/counted").text()).contains("0.0001");
    gateway.control(
        "PUT",
        "/api/v1/budgets/later?why=t",
        """
        {"where":[{"tag":"use_case","in":["counted"]}],"window":"day UTC","limit_usd":"5"}
        """);
    assertThat(gateway.get("/api/v1/budgets/later").text()).contains("0.0001");
  }

  @Test
  void aDatabaseMadeAnewHasTheSameRowsAndNoAnomaly() throws IOException {
    gateway.tell(record("a"), record("b"));
    prices(TWICE);
    rerate("");
    String before = report("use_case,team,price_book");
    gateway.close();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("ledger")).toList()) {
        Files.delete(file);
      }
    }
    gateway = new Gateway(data);

    assertThat(report("use_case,team,price_book")).isEqualTo(before);
    assertThat(gateway.get("/api/v1/status").json().path("ledger").path("anomalies").asLong(-1))
        .isZero();
  }

  @Test
  void focusTellsTheDifferenceAsACorrectionOfTheSameTime() {
    gateway.tell(record("a"));
    prices(TWICE);
    rerate("");

    String rows = gateway.get("/api/v1/focus?format=csv" + MONTH).text();

    assertThat(rows).contains("0.005").contains("0.001");
    assertThat(rows.lines().filter(line -> line.contains("pilot")).count()).isPositive();
  }

  @Test
  void anOrderThatCannotBeMetSaysWhy() {
    assertThat(order("", "2026-11-01", "2026-10-01").text()).contains("'to' is after 'from'");
    assertThat(order("", "2026-01-01", "2026-10-01").text()).contains("at most 31 days");
    assertThat(order("", "october", "2026-11-01").text()).contains("'from'", "'october'");
    assertThat(order("?dry_run=maybe", "2026-10-01", "2026-11-01").text()).contains("'dry_run'");
    Reply unknown =
        gateway.control(
            "POST",
            "/api/v1/reratings",
            "{\"from\":\"2026-10-01\",\"to\":\"2026-10-02\",\"price_book\":\"sha256:0\",\"why\":\"x\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("sha256:0");
    for (String field : List.of("from", "to", "why")) {
      String without =
          "{\"from\":\"2026-10-01\",\"to\":\"2026-10-02\",\"why\":\"x\"}"
              .replaceAll(",?\"" + field + "\":\"[^\"]*\"", "")
              .replace("{,", "{");
      assertThat(gateway.control("POST", "/api/v1/reratings", without).text())
          .contains("field '" + field + "' is missing");
    }
  }
}
