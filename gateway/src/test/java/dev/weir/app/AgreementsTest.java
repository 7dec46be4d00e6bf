package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is bought other than by the call, of an assembled gateway over HTTP.
@Timeout(60)
class AgreementsTest {
  private static final String OCTOBER = "&from=2026-10-01&to=2026-11-01";

  /// 744 hours of 2 dollars.
  private static final String CAPACITY =
      """
      {"kind":"capacity","provider":"tiny","from":"2026-10-01","until":"2026-11-01",
       "source":"order 1","unit":"PTU","units":2,"price":"1.00","tags":{"team":"platform"}}
      """;

  private static final String CREDITS =
      """
      {"kind":"credits","provider":"tiny","from":"2026-10-01","until":"2026-11-01",
       "source":"order 2","credit":"0.005","price":"0.004"}
      """;

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

  /// 0.0035 dollars each.
  private void tell(String id, String at, String team) {
    gateway.tell(
        """
        {"id":"%s","at":"%s","provider":"tiny","model":"gpt-4o",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"claims","team":"%s"}}
        """
            .formatted(id, at, team));
  }

  private Reply put(String name, String terms) {
    return gateway.control("PUT", "/api/v1/agreements/" + name + "?why=test", terms);
  }

  private void agreed(String name, String terms) {
    Reply reply = put(name, terms);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private JsonNode book(String query) {
    Reply reply = gateway.control("POST", "/api/v1/dues?month=2026-10" + query, "{}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private BigDecimal cost(String filter) {
    gateway.settle();
    Reply reply = gateway.get("/api/v1/report?by=origin" + OCTOBER + filter);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return new BigDecimal(reply.json().path("total").path("cost_usd").asText());
  }

  @Test
  void capacityIsBorneByThoseItServedAndTheRestIsUnused() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    tell("b", "2026-10-05T08:30:00Z", "red");
    tell("c", "2026-10-05T08:40:00Z", "blue");
    tell("d", "2026-10-06T11:00:00Z", "blue");
    agreed("ptu", CAPACITY);

    JsonNode done = book("");

    assertThat(done.path("unknown")).isEmpty();
    assertThat(cost("")).as("all that it costs").isEqualByComparingTo("1488");
    assertThat(cost("&filter=team=red")).isEqualByComparingTo("1.333333333333");
    assertThat(cost("&filter=team=blue")).isEqualByComparingTo("2.666666666667");
    assertThat(cost("&filter=team=platform")).isEqualByComparingTo("1484");
    JsonNode standing = gateway.get("/api/v1/agreements/ptu?month=2026-10").json();
    assertThat(standing.path("usd").asText()).isEqualTo("1488");
    assertThat(standing.path("used_share").asText()).isEqualTo("0.0027");
    assertThat(standing.path("usd_per_million").asText()).isEqualTo("338181.818182");
  }

  @Test
  void whatSpilledOverHasNoShareOfTheHour() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    gateway.tell(
        """
        {"id":"b","at":"2026-10-05T08:10:00Z","provider":"tiny","model":"gpt-4o",
         "service_tier":"spillover","cost_usd":"0.0035","usage":{"input":1000,"output":100},
         "tags":{"use_case":"claims","team":"blue"}}
        """);
    agreed("ptu", CAPACITY);
    book("");

    assertThat(cost("&filter=team=red")).as("all of the hour").isEqualByComparingTo("2");
    assertThat(cost("&filter=team=blue")).as("by the token").isEqualByComparingTo("0.0035");
  }

  private Reply rehearsed(String name, String query, String terms) {
    return gateway.control(
        "POST", "/api/v1/agreements/%s/rehearsal?month=2026-10%s".formatted(name, query), terms);
  }

  @Test
  void whatWouldBeBookedIsToldBeforeAnythingIsAgreed() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    gateway.settle();

    Reply seen = rehearsed("ptu", "", CAPACITY);

    assertThat(seen.json().at("/booked/0/usd").asText()).as(seen.text()).isEqualTo("1487.9965");
    assertThat(seen.json().path("dry_run").asBoolean()).isTrue();
    assertThat(gateway.get("/api/v1/agreements").json().path("agreements")).isEmpty();
    assertThat(cost("")).as("nothing is booked").isEqualByComparingTo("0.0035");
    agreed("ptu", CAPACITY);
    book("");
    assertThat(rehearsed("ptu", "", CAPACITY).json().path("booked")).as("as it is").isEmpty();
    Reply ended = rehearsed("ptu", "&end=true", "{}");
    assertThat(ended.json().at("/booked/0/usd").asText()).as(ended.text()).isEqualTo("-1487.9965");
    assertThat(cost("")).isEqualByComparingTo("1488");
    assertThat(rehearsed("other", "&end=true", "{}").status()).isEqualTo(404);
    assertThat(rehearsed("second", "", CAPACITY).text()).contains("agreement_collides");
  }

  @Test
  void itIsBookedOnceAndWhatChangesIsADifference() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    agreed("ptu", CAPACITY);
    JsonNode would = book("&dry_run=true");
    assertThat(would.path("booked").path(0).path("usd").asText()).isEqualTo("1487.9965");
    assertThat(cost("")).as("nothing is booked").isEqualByComparingTo("0.0035");
    book("");
    assertThat(book("").path("booked")).as("booked again").isEmpty();

    tell("late", "2026-10-05T08:10:00Z", "blue");
    JsonNode difference = book("");
    assertThat(difference.path("booked").path(0).path("rows").asInt()).isEqualTo(2);
    assertThat(difference.path("booked").path(0).path("usd").asText()).isEqualTo("-0.0035");
    assertThat(cost("")).isEqualByComparingTo("1488");

    assertThat(gateway.control("DELETE", "/api/v1/agreements/ptu?why=test", "{}").status())
        .isEqualTo(200);
    book("");
    assertThat(cost("")).as("taken back").isEqualByComparingTo("0.007");
  }

  @Test
  void duesCountAsNoCallsAndAreListedForWhoeverAsksForThem() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    agreed("ptu", CAPACITY);
    book("");
    gateway.settle();
    JsonNode total = gateway.get("/api/v1/report?by=origin" + OCTOBER).json().path("total");
    assertThat(total.path("calls").asInt()).isEqualTo(1);
    assertThat(gateway.get("/api/v1/calls?limit=9" + OCTOBER).json().path("calls")).hasSize(1);
    JsonNode dues =
        gateway
            .get("/api/v1/calls?limit=9&filter=origin=agreement:ptu" + OCTOBER)
            .json()
            .path("calls");
    assertThat(dues).hasSize(9);
    String id = dues.path(0).path("id").asText();
    JsonNode due = gateway.get("/api/v1/calls/" + id).json();
    assertThat(due.path("booked").path(0).path("kind").asText()).isEqualTo("due");
    assertThat(due.path("booked").path(0).path("lines").path(0).path("meter").asText())
        .isEqualTo("capacity_unused");
  }

  @Test
  void aModelForNothingIsToldUntilACapacitySaysWhatItCosts() {
    String free = Gateway.PRICES.replace("\"2.50\"", "\"0\"").replace("\"10\"", "\"0\"");
    assertThat(gateway.control("POST", "/api/v1/prices/import?why=own", free).status())
        .isEqualTo(200);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    tell("a", today.minusDays(2) + "T08:00:00Z", "red");
    gateway.settle();
    JsonNode uncovered = gateway.get("/api/v1/agreements").json().path("uncovered");
    assertThat(uncovered.path(0).path("model").asText()).isEqualTo("gpt-4o");
    assertThat(uncovered.path(0).path("tokens").asLong()).isEqualTo(1_100);

    agreed("gpus", CAPACITY.replace("\"until\":\"2026-11-01\",", ""));
    assertThat(gateway.get("/api/v1/agreements").json().path("uncovered")).isEmpty();
  }

  @Test
  void creditsPayAndWhatTheyCostIsTheCost() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    tell("b", "2026-10-06T08:00:00Z", "blue");
    agreed("prepaid", CREDITS);
    book("");
    // 0.005 of 0.007 are paid by credits that cost 0.8 of a dollar each.
    assertThat(cost("")).isEqualByComparingTo("0.006");
    assertThat(cost("&filter=team=red")).isEqualByComparingTo("0.0028");
    assertThat(cost("&filter=team=blue")).isEqualByComparingTo("0.0032");
    assertThat(drawn("prepaid", "2026-10")).isEqualTo("2026-10-01 2026-11-01 0.005 0.005 USD 1");
    assertThat(drawn("prepaid", "2026-09")).as("not begun").isEmpty();
  }

  private String drawn(String name, String month) {
    JsonNode drawn =
        gateway.get("/api/v1/agreements/%s?month=%s".formatted(name, month)).json().path("drawn");
    return drawn.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
  }

  /// The quarter's: what September had counts in it as what October has.
  @Test
  void aCommitmentIsUsedByWhatIsSpentInItsPeriodSoFar() {
    tell("a", "2026-08-05T08:00:00Z", "red");
    tell("b", "2026-09-05T08:00:00Z", "red");
    tell("c", "2026-10-05T08:00:00Z", "red");
    tell("d", "2026-11-05T08:00:00Z", "red");
    agreed(
        "floor",
        """
        {"kind":"commitment","provider":"tiny","from":"2026-09-01","source":"order 3",
         "price":"0.014","per":"quarter"}
        """);
    gateway.settle();

    // A third of July to September is held: 30 of 92 days.
    assertThat(drawn("floor", "2026-09"))
        .startsWith("2026-09-01 2026-10-01 0.0035 0.00456521739130434782608695652")
        .endsWith(" USD 0.7667");
    assertThat(drawn("floor", "2026-10")).isEqualTo("2026-10-01 2027-01-01 0.0035 0.014 USD 0.25");
    assertThat(drawn("floor", "2026-11")).isEqualTo("2026-10-01 2027-01-01 0.007 0.014 USD 0.5");
  }

  @Test
  void seatsCostWhatIsPaidForThemAndEachOneInUseMore() {
    gateway.tell(
        """
        {"id":"s","at":"2026-10-05T08:00:00Z","provider":"github","model":"copilot","cost_usd":"0",
         "seats":{"assigned":10,"active":8},"tags":{"use_case":"coding"}}
        """);
    agreed(
        "copilots",
        """
        {"kind":"fee","provider":"github","from":"2026-10-01","source":"order 2","unit":"seat",
         "price":"19","units":[{"from":"2026-10-01","count":10}]}
        """);
    book("");

    JsonNode shown = gateway.get("/api/v1/agreements/copilots?month=2026-10").json();

    assertThat(shown.path("usd").asText()).isEqualTo("190");
    assertThat(shown.path("active_seats").asInt()).isEqualTo(8);
    assertThat(shown.path("usd_per_active_seat").asText()).isEqualTo("23.75");
    assertThat(drawn("copilots", "2026-10")).isEqualTo("2026-10-01 2026-11-01 8 10 seat 0.8");
  }

  @Test
  void aClosedMonthHasItsDuesAndGetsNoOthersUnasked() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    agreed("ptu", CAPACITY);
    Reply closed =
        gateway.control("POST", "/api/v1/periods/2026-10/close", "{\"why\":\"month end\"}");
    assertThat(closed.status()).as(closed.text()).isEqualTo(200);
    assertThat(closed.json().path("now_usd").asText()).isEqualTo("1488");

    agreed("ptu", CAPACITY.replace("\"1.00\"", "\"1.50\""));
    JsonNode held = book("");
    assertThat(held.path("booked")).isEmpty();
    assertThat(held.path("held").path(0).path("usd").asText()).isEqualTo("744");
    book("&restate=true");
    JsonNode period = gateway.get("/api/v1/periods/2026-10").json();
    assertThat(period.path("now_usd").asText()).isEqualTo("2232");
    assertThat(period.path("restatements").path(0).path("kind").asText()).isEqualTo("due");
  }

  @Test
  void whatCannotBeWorkedOutStopsTheClosing() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    agreed("ptu", CAPACITY.replace("\"price\"", "\"currency\":\"EUR\",\"price\""));
    assertThat(book("").path("unknown").path("ptu").asText())
        .isEqualTo("no catalogue has an exchange rate of EUR on or before 2026-10-01");
    Reply closed =
        gateway.control("POST", "/api/v1/periods/2026-10/close", "{\"why\":\"month end\"}");
    assertThat(closed.status()).isEqualTo(409);
    assertThat(closed.text()).contains("exchange rate of EUR");
  }

  @Test
  void whatIsWrongIsRefusedByName() {
    List<String> refusals = new ArrayList<>();
    refusals.add(put("a%20b", CAPACITY).text());
    refusals.add(put("x", CAPACITY.replace("capacity", "lease")).text());
    refusals.add(put("x", CAPACITY.replace("\"units\"", "\"unitz\"")).text());
    assertThat(refusals.get(0)).contains("a name is 1 to 64", "was 'a b'");
    assertThat(refusals.get(1)).contains("field 'kind' is one of", "was 'lease'");
    assertThat(refusals.get(2)).contains("there is no field 'unitz'");
    assertThat(gateway.control("POST", "/api/v1/dues?month=never", "{}").text())
        .contains("a month of 2015 to 2100, as 2026-10, was 'never'");
    Reply usage =
        gateway.control("POST", "/api/v1/usage", "{\"source\":\"agreement:ptu\",\"records\":[]}");
    assertThat(usage.status()).isEqualTo(400);
    assertThat(usage.text()).contains("nor an agreement's");
  }

  @Test
  void theLedgerBuiltAgainHasTheSameDues() throws Exception {
    tell("a", "2026-10-05T08:00:00Z", "red");
    agreed("ptu", CAPACITY);
    agreed("prepaid", CREDITS);
    book("");
    String before = gateway.get("/api/v1/report?format=csv&by=origin,team" + OCTOBER).text();
    gateway.close();
    java.nio.file.Files.delete(data.resolve("ledger.duckdb"));
    gateway = new Gateway(data);
    gateway.ready("live");
    gateway.settle();
    assertThat(gateway.get("/api/v1/report?format=csv&by=origin,team" + OCTOBER).text())
        .isEqualTo(before);
  }

  @Test
  void focusHasARowForEachDueAndTheSameCost() {
    tell("a", "2026-10-05T08:00:00Z", "red");
    tell("b", "2026-10-06T08:00:00Z", "blue");
    agreed("ptu", CAPACITY);
    agreed("prepaid", CREDITS);
    book("");
    gateway.settle();
    String csv =
        gateway.get("/api/v1/focus?version=1.2&granularity=day&format=csv" + OCTOBER).text();
    assertThat(csv).contains("capacity_unused", "credit_drawn", "CapacityReservation");
  }
}
