package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Chargeback and envelopes of an assembled gateway, over HTTP.
@Timeout(60)
class ChargebackTest {
  private static final String OCTOBER = "/api/v1/chargeback?month=2026-10";

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    spent("a", "2026-10-01T00:00:00Z", "10.003", "care", "primary");
    spent("b", "2026-10-31T23:59:59Z", "5.003", "care", "primary");
    spent("c", "2026-10-15T12:00:00Z", "7.004", "=labs", "primary");
    spent("d", "2026-10-15T12:00:00Z", "1.004", "care", "judge");
    spent("e", "2026-10-15T12:00:00Z", "0.333", "", "primary");
    spent("f", "2026-11-01T00:00:00Z", "99", "care", "primary");
    gateway.settle();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void spent(String id, String at, String usd, String costCentre, String purpose) {
    String tags = costCentre.isEmpty() ? "" : ",\"cost_centre\":\"" + costCentre + "\"";
    done(
        "POST",
        "/api/v1/usage",
        """
        {"source":"books","records":[{"id":"%s","at":"%s","provider":"copilot","model":"business",
         "cost_usd":"%s","purpose":"%s","tags":{"use_case":"%s-work"%s}}]}
        """
            .formatted(id, at, usd, purpose, id, tags));
  }

  private JsonNode done(String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private Reply refused(int status, String method, String path, String body) {
    Reply reply = gateway.control(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply;
  }

  private void account(String of, String body) {
    done("PUT", "/api/v1/accounts/" + of + "?why=test", body);
  }

  private void everyAccount() {
    account("cost_centre%3Dcare", "{\"account\":\"6400\",\"owner\":\"ada\"}");
    account("cost_centre%3D%3Dlabs", "{\"account\":\"6401\",\"owner\":\"bob\"}");
    account(
        "shared%3Djudges",
        """
        {"account":"6500","owner":"cleo","cost_centre":"platform",
         "where":[{"tag":"purpose","in":["judge"]}]}
        """);
    account("unattributed", "{\"owner\":\"finance\",\"mode\":\"showback\"}");
    account("platform", "{\"account\":\"4900\",\"owner\":\"cto\"}");
  }

  private static List<String> lines(JsonNode chargeback, String... fields) {
    return StreamSupport.stream(chargeback.path("lines").spliterator(), false)
        .map(line ->
            List.of(fields).stream()
                .map(field -> line.path(field).asText())
                .collect(Collectors.joining(" ")))
        .toList();
  }

  @Test
  void everyDollarOfTheMonthHasOneLineAndTheLinesAreTheReport() {
    JsonNode before = gateway.get(OCTOBER).json();
    assertThat(lines(before, "payer", "treatment", "cost_usd", "due_usd", "certainty"))
        .containsExactly(
            "cost_centre==labs no_account 7.004 7.01 estimated",
            "cost_centre=care no_account 16.01 16.01 estimated",
            "unattributed no_account 0.333 0.33 estimated");

    everyAccount();

    JsonNode after = gateway.get(OCTOBER).json();
    assertThat(lines(after, "payer", "owner", "treatment", "due_usd"))
        .containsExactly(
            "cost_centre==labs bob posted 7.01",
            "cost_centre=care ada posted 15.01",
            "shared=judges cleo posted 1",
            "unattributed finance informational 0.33");
    assertThat(after.path("without_account")).isEmpty();
    assertThat(after.path("due_usd").asText()).isEqualTo("23.35");
    assertThat(after.path("total_usd").asText())
        .isEqualTo("23.347")
        .isEqualTo(report("2026-10-01", "2026-11-01"));
  }

  private String report(String from, String to) {
    JsonNode total =
        gateway.get("/api/v1/report?from=%s&to=%s".formatted(from, to)).json().path("total");
    return new BigDecimal(total.path("cost_usd").asText()).stripTrailingZeros().toPlainString();
  }

  @Test
  void aLineOpensIntoItsPartsWhichAddUpToIt() {
    everyAccount();
    JsonNode care = gateway.get(OCTOBER + "&by=use_case").json().path("lines").path(1);

    JsonNode opened = gateway.get(care.path("reference").asText()).json();

    assertThat(lines(opened, "payer", "cost_usd", "due_usd"))
        .containsExactly("cost_centre=care 10.003 10.01", "cost_centre=care 5.003 5");
    assertThat(opened.path("lines").path(0).path("group").path("use_case").asText())
        .isEqualTo("a-work");
    assertThat(opened.path("due_usd").asText()).isEqualTo("15.01");
  }

  @Test
  void thePostingsBalanceAndAreNoFormula() {
    everyAccount();

    Reply csv = gateway.get("/api/v1/chargeback/postings?month=2026-10&format=csv");

    assertThat(csv.text().lines())
        .containsExactly(
            "period,posting_date,document,account,cost_centre,debit,credit,currency,text,reference,certainty",
            posted("6401,'=labs,7.01,0.00", "cost_centre==labs", "&payer=cost_centre%3D%3Dlabs"),
            posted("6400,care,15.01,0.00", "cost_centre=care", "&payer=cost_centre%3Dcare"),
            posted("6500,platform,1.00,0.00", "shared=judges", "&payer=shared%3Djudges"),
            posted("4900,,0.00,23.02", "charged on", ""));
    JsonNode page = done("GET", "/api/v1/chargeback/postings?month=2026-10", "");
    assertThat(page.path("informational_usd").asText()).isEqualTo("0.33");
    assertThat(page.path("debit_usd")).isEqualTo(page.path("credit_usd"));
  }

  private static String posted(String figures, String text, String query) {
    return "2026-10,2026-10-31,WEIR-2026-10,%s,USD,GenAI 2026-10 %s,%s%s,estimated"
        .formatted(figures, text, OCTOBER, query);
  }

  @Test
  void thereAreNoPostingsWhileSomethingHasNoAccountNorBeforeTheMonthIsOver() {
    assertThat(refused(409, "GET", "/api/v1/chargeback/postings?month=2026-10", "").text())
        .contains("account_missing", "cost_centre==labs, cost_centre=care, unattributed, platform");
    assertThat(refused(409, "GET", "/api/v1/chargeback/postings?month=2099-01", "").text())
        .contains("month_open", "2099-02-01T00:00:00Z");
    assertThat(refused(400, "GET", "/api/v1/chargeback?month=October", "").text())
        .contains("parameter 'month' is a month of 2015 to 2100, as 2026-10, was 'October'");
  }

  @Test
  void anAccountHasAHistoryAndSaysWhatIsWrongWithIt() {
    account("unattributed", "{\"owner\":\"ada\",\"mode\":\"showback\"}");
    account("unattributed", "{\"owner\":\"bob\",\"mode\":\"showback\"}");

    JsonNode history = gateway.get("/api/v1/history/cost_account/unattributed").json();
    assertThat(history.findValuesAsText("owner")).containsExactly("bob", "ada");
    assertThat(refused(400, "PUT", "/api/v1/accounts/unattributed", "{\"owner\":\"a\"}").text())
        .contains(
            "account 'unattributed': one that is charged has an account code, and there is none");
    assertThat(refused(400, "PUT", "/api/v1/accounts/care", "{\"owner\":\"a\"}").text())
        .contains("a payer is written cost_centre=NAME");
    done("DELETE", "/api/v1/accounts/unattributed", "");
    assertThat(gateway.get("/api/v1/accounts").json().path("accounts")).isEmpty();
  }

  @Test
  void accountsOfManyCostCentresAreImportedAtOnce() {
    String table = "cost_centre,account,owner,mode\ncare,6400,ada,\n=labs,6401,bob,showback\n";

    assertThat(done("POST", "/api/v1/accounts/import", table).path("set").asInt()).isEqualTo(2);
    JsonNode again = done("POST", "/api/v1/accounts/import", table);
    assertThat(again.path("unchanged").asInt()).isEqualTo(2);
    assertThat(
            gateway.get("/api/v1/history/cost_account/cost_centre%3Dcare").json().path("versions"))
        .hasSize(1);
  }

  private JsonNode envelopes(String more, String table) {
    return done("PUT", "/api/v1/envelopes" + more, table).path("years").path(0);
  }

  @Test
  void theSameFileTwiceIsOneVersionAndAnotherIsANewOne() {
    String table = "cost_centre,2026-10,2026-11\ncare,20,20\nidle,5,\n";
    assertThat(envelopes("?why=plan", table).path("version").asInt()).isEqualTo(1);
    assertThat(envelopes("", table).path("imported").asBoolean()).isFalse();

    JsonNode altered = envelopes("", table.replace("5,", "6,7"));

    assertThat(altered.path("version").asInt()).isEqualTo(2);
    assertThat(altered.path("altered").asInt()).isEqualTo(1);
    assertThat(altered.path("added").asInt()).isEqualTo(1);
    JsonNode history = gateway.get("/api/v1/history/envelopes/2026").json();
    assertThat(history.findValuesAsText("why")).containsExactly("no reason given", "plan");
  }

  @Test
  void aFileThatLeavesEnvelopesOutEndsThemOnlyWhenAskedTo() {
    envelopes("", "cost_centre,month,amount\ncare,2026-10,20\nidle,2026-10,5\n");
    String shorter = "cost_centre,month,amount\ncare,2026-10,20\n";

    assertThat(refused(409, "PUT", "/api/v1/envelopes", shorter).text())
        .contains(
            "envelopes_missing", "2026 has 1 envelopes that are not in the file", "idle 2026-10");
    assertThat(envelopes("?replace=true", shorter).path("removed").asInt()).isEqualTo(1);
    assertThat(gateway.get("/api/v1/envelopes?year=2026").json().path("envelopes")).hasSize(1);
  }

  @Test
  void aWrongCellKeepsTheWholeFileOut() {
    String table = "cost_centre,month,amount\ncare,2026-10,20\nidle,2026-10,-5\n";

    assertThat(refused(400, "PUT", "/api/v1/envelopes", table).text())
        .contains("line 3, column 'amount': an amount is not negative, was '-5'");
    assertThat(gateway.get("/api/v1/envelopes").json().path("envelopes")).isEmpty();
  }

  @Test
  void planAndLedgerCostStandSideBySideAndNothingIsLeftOut() {
    everyAccount();
    envelopes("", "cost_centre,2026-10,2026-11\ncare,20,20\nidle,5,\n");

    JsonNode october = gateway.get("/api/v1/envelopes/comparison?month=2026-10").json();

    assertThat(rows(october))
        .containsExactly(
            "=labs - 7.004 - - no_envelope",
            "care 20 15.006 4.994 0.7503 compared",
            "idle 5 0 5 0 no_cost");
    assertThat(
            StreamSupport.stream(october.path("outside").spliterator(), false)
                .map(row -> row.path("ledger_cost_usd").asText()))
        .containsExactlyInAnyOrder("1.004", "0.333");
    assertThat(october.path("total").path("ledger_cost_usd").asText())
        .isEqualTo(report("2026-10-01", "2026-11-01"));
    JsonNode year = gateway.get("/api/v1/envelopes/comparison?year=2026").json();
    assertThat(year.path("total").path("planned_usd").asText()).isEqualTo("45");
    assertThat(year.path("months")).hasSize(12);
    BigDecimal ofMonths = BigDecimal.ZERO;
    for (JsonNode month : year.path("months")) {
      JsonNode total = gateway.get(month.asText()).json().path("total");
      ofMonths = ofMonths.add(new BigDecimal(total.path("ledger_cost_usd").asText()));
    }
    assertThat(ofMonths).isEqualByComparingTo(year.at("/total/ledger_cost_usd").asText());
    assertThat(year.path("total").path("ledger_cost_usd").asText())
        .isEqualTo(report("2026-01-01", "2027-01-01"));
  }

  @Test
  void envelopesStandBesideFullyLoadedCost() {
    everyAccount();
    envelopes("", "cost_centre,2026-10\ncare,20\n");
    pool("desk", "3", "[\"support\"]");
    pool("far", "2", "[\"elsewhere\"]");
    done(
        "PUT",
        "/api/v1/use-cases/support",
        "{\"name\":\"Support\",\"statement\":\"Answer tickets\",\"cost_centre\":\"care\"}");
    done(
        "PUT",
        "/api/v1/pools/legal",
        "{\"category\":\"legal\",\"amount_usd\":\"7\",\"from\":\"2026-10\",\"until\":\"2026-10\",\"basis\":\"headcount\",\"units\":{\"support\":0},\"source\":\"s\",\"evidence\":\"e\"}");

    JsonNode october = gateway.get("/api/v1/envelopes/comparison?month=2026-10").json();

    assertThat(october.path("total").path("pools_usd").asText()).isEqualTo("12");
    for (JsonNode row : october.path("rows")) {
      if (row.path("cost_centre").asText().equals("care")) {
        assertThat(row.path("pools_usd").asText()).isEqualTo("3");
        assertThat(row.path("loaded_usd").asText()).isEqualTo("18.006");
        assertThat(row.path("left_usd").asText()).isEqualTo("1.994");
      }
    }
    assertThat(october.path("outside").toString())
        .contains(
            "{\"payer\":\"pools of use cases without a cost centre\",\"ledger_cost_usd\":\"0\",\"pools_usd\":\"2\",",
            "{\"payer\":\"unallocated pools\",\"ledger_cost_usd\":\"0\",\"pools_usd\":\"7\",");
    opensToItsRows(october);
  }

  /// Each figure has its evidence; costs are the sum of what their paths open to.
  private void opensToItsRows(JsonNode comparison) {
    List<JsonNode> rows = new ArrayList<>();
    comparison.path("rows").forEach(rows::add);
    comparison.path("outside").forEach(rows::add);
    rows.add(comparison.path("total"));
    int sums = 0;
    for (JsonNode row : rows) {
      for (var figure : row.properties()) {
        JsonNode source = row.path("sources").path(figure.getKey());
        boolean isFigure = figure.getKey().endsWith("usd") || figure.getKey().equals("used");
        boolean isNothing = figure.getValue().asText().equals("0");
        assertThat(source.has("evidence") || !isFigure || isNothing).as("%s", figure).isTrue();
        if (source.has("rows")) {
          Reply opened = gateway.get(source.path("rows").asText());
          assertThat(opened.status()).as(source + " " + opened.text()).isEqualTo(200);
          if (row.has("cost_centre") && figure.getKey().equals("pools_usd")) {
            sums++;
            assertThat(added(opened.json().path("lines"), "amount_usd"))
                .as("%s", source)
                .isEqualByComparingTo(figure.getValue().asText());
          }
          if (figure.getKey().equals("ledger_cost_usd")) {
            sums++;
            assertThat(added(opened.json().path("lines"), "cost_usd"))
                .as("%s", source)
                .isEqualByComparingTo(figure.getValue().asText());
          }
        }
      }
    }
    assertThat(sums).isGreaterThan(4);
  }

  private static BigDecimal added(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new BigDecimal(row.path(field).asText("0")))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void pool(String name, String usd, String useCases) {
    done(
        "PUT",
        "/api/v1/pools/" + name,
        "{\"category\":\"engineering\",\"amount_usd\":\"%s\",\"from\":\"2026-10\",\"until\":\"2026-10\",\"basis\":\"direct\",\"use_cases\":%s,\"source\":\"s\",\"evidence\":\"e\"}"
            .formatted(usd, useCases));
  }

  private static List<String> rows(JsonNode comparison) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : comparison.path("rows")) {
      rows.add(
          List.of("cost_centre", "planned_usd", "ledger_cost_usd", "left_usd", "used", "standing")
              .stream()
              .map(field -> row.path(field).asText("-"))
              .collect(Collectors.joining(" ")));
    }
    return rows;
  }
}
