package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of cost pools and of accounts.
@Timeout(60)
class SharedCostPagesTest {
  private static final String POOLS = "/cost-pools?period=2026-10";

  @TempDir private Path data;
  private Gateway gateway;
  private Browser finops;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    finops = Browser.of(gateway, gateway.operator("finops"));
  }

  @AfterEach
  void stop() {
    finops.close();
    gateway.close();
  }

  private static void went(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private JsonNode pools() {
    return gateway.get("/api/v1/pools?month=2026-10").json();
  }

  private JsonNode accounts() {
    return gateway.get("/api/v1/accounts").json().path("accounts");
  }

  private static String pool(String amount) {
    return "&do=set&pool=platform-team&category=platform&from=2026-01&basis=headcount&source=payroll"
        + "&evidence=time+sheets&why=plan&units=support%3D2.5%0D%0Aclaims%3D1&amount_usd="
        + amount;
  }

  @Test
  void aPoolIsSetByItsFieldsChangedAndRemoved() {
    assertThat(finops.get(POOLS).body()).contains("No cost pool yet", "Import cost pools");
    HttpResponse<String> wrong = finops.post(POOLS, pool("many"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .as("beside its field, with what was entered, on the whole page")
        .contains(
            "id=\"set-amount_usd-error\"", "value=\"many\"", "support=2.5", "No cost pool yet");
    assertThat(pools().path("pools")).isEmpty();

    went(finops.post(POOLS, pool("12000.00")));
    JsonNode set = pools().path("pools").path(0);
    assertThat(set.at("/pool/units/support").asText()).isEqualTo("2.5");
    assertThat(set.path("category").asText()).isEqualTo("platform");
    String page = finops.get(POOLS).body();
    assertThat(page)
        .contains("<data value=\"%s\">".formatted(pools().path("total_usd").asText()))
        .contains("USD a month from 2026-01", "/audit/pool/platform-team");

    assertThat(finops.get(POOLS + "&pool=platform-team").body())
        .as("the form of one that is there has what is in force")
        .contains("support=2.5", "value=\"payroll\"");
    String shown = finops.shown(POOLS + "&pool=platform-team", "set");
    went(finops.post(POOLS, shown + pool("9000.00")));
    HttpResponse<String> late = finops.post(POOLS, shown + pool("1.00"));
    assertThat(late.statusCode()).as("no change is lost").isEqualTo(409);
    assertThat(late.body()).contains("role=\"alert\"");
    assertThat(pools().at("/pools/0/month_usd").asText()).startsWith("9000");

    went(finops.post(POOLS, "do=remove&pool=platform-team&why=over"));
    assertThat(pools().path("pools")).isEmpty();
  }

  /// 2.5 and 1 of 3.5 parts of 7,000 dollars; then twice as much.
  @Test
  void whatAPoolWouldCostUseCasesIsSeenBeforeItIsSet() {
    HttpResponse<String> tried =
        finops.post(POOLS, pool("7000.00").replace("do=set", "do=try-pool"));

    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body())
        .contains("What it would change in 2026-10", "<data value=\"7000\">")
        .contains("<data value=\"5000\">", "<data value=\"2000\">", "support=2.5");
    assertThat(pools().path("pools")).as("nothing is set").isEmpty();
    HttpResponse<String> wrong =
        finops.post(
            POOLS, pool("7000.00").replace("do=set", "do=try-pool") + "&serves=nosuch%3D0.2");
    assertThat(wrong.statusCode()).as("as it would be when it is set").isEqualTo(400);
    assertThat(wrong.body()).contains("nosuch");

    went(finops.post(POOLS, pool("7000.00")));
    JsonNode more =
        gateway
            .control(
                "POST",
                "/api/v1/pools/platform-team/rehearsal?month=2026-10",
                pools().at("/pools/0/pool").toString().replace("7000", "14000"))
            .json();
    assertThat(more.path("month_usd").asText()).isEqualTo("14000");
    assertThat(more.path("use_cases").findValuesAsText("before_usd"))
        .containsExactly("2000", "5000");
    assertThat(more.path("use_cases").findValuesAsText("more_usd")).containsExactly("2000", "5000");
    assertThat(pools().at("/pools/0/month_usd").asText()).startsWith("7000");
  }

  @Test
  void aTableOfPoolsIsSeenBeforeItIsSetAndNamesEveryWrongLine() {
    String head = "pool,category,amount_usd,from,months,basis,source,evidence\r\n";
    String right = head + "judges,evaluation,900.00,2026-03,,calls,invoice 7,contract\r\n";
    String table = "&why=plan&table=" + Browser.encoded(right);

    HttpResponse<String> seen = finops.post(POOLS, "do=preview" + table);
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body()).contains("New or changed", "<data value=\"1\">", "invoice 7");
    assertThat(pools().path("pools")).as("nothing is set").isEmpty();

    String wrong = head + "a,party,1,2026-03,,calls,i,c\r\nb,risk,1.234,2026-03,,calls,i,c\r\n";
    HttpResponse<String> refused = finops.post(POOLS, "do=preview&table=" + Browser.encoded(wrong));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("line 2", "party", "line 3", "1.234", "role=\"alert\"");

    went(finops.post(POOLS, "do=import" + table));
    assertThat(pools().at("/pools/0/name").asText()).isEqualTo("judges");
  }

  @Test
  void accountsAreSetImportedAndTakenOutOfForce() {
    HttpResponse<String> bare = finops.post("/accounts", "do=set&of=cost_centre%3Dcare&why=x");
    assertThat(bare.statusCode()).isEqualTo(400);
    assertThat(bare.body())
        .contains("id=\"set-owner-error\"", "value=\"cost_centre=care\"", "No account yet");
    HttpResponse<String> vague =
        finops.post(
            "/accounts", "do=set&of=shared%3Djudges&account=6500&owner=cleo&where=judges+only");
    assertThat(vague.statusCode()).isEqualTo(400);
    assertThat(vague.body()).contains("id=\"set-where-error\"");

    went(
        finops.post(
            "/accounts",
            "do=set&of=shared%3Djudges&account=6500&owner=cleo&mode=chargeback&why=x"
                + "&where=purpose+%3D+judge,+audit"));
    assertThat(accounts().at("/0/where").toString())
        .isEqualTo("[{\"tag\":\"purpose\",\"in\":[\"audit\",\"judge\"]}]");
    assertThat(finops.get("/accounts?of=shared%3Djudges").body())
        .contains("purpose = audit, judge", "value=\"6500\"");

    String table = "&why=x&table=" + Browser.encoded("cost_centre,account,owner\r\ncare,4711,ada");
    HttpResponse<String> seen = finops.post("/accounts", "do=preview" + table);
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(accounts()).hasSize(1);
    went(finops.post("/accounts", "do=import" + table));
    assertThat(accounts()).hasSize(2);
    went(finops.post("/accounts", "do=remove&of=cost_centre%3Dcare&why=x"));
    assertThat(accounts()).hasSize(1);
  }

  @Test
  void whoMayOnlyReadIsOfferedNoFormAndChangesNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get(POOLS).body()).doesNotContain("<textarea");
      assertThat(viewer.get("/accounts").body()).doesNotContain("<textarea");
      assertThat(viewer.post(POOLS, pool("1.00")).statusCode()).isEqualTo(403);
      assertThat(viewer.post("/accounts", "do=set&of=platform&owner=x&account=1").statusCode())
          .isEqualTo(403);
      assertThat(accounts()).isEmpty();
    }
  }

  private static void late(HttpResponse<String> answer, String entered) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("now; nothing was changed", "role=\"alert\"", entered);
  }

  @Test
  void aPoolIsNotReplacedByWhoDidNotSeeIt() {
    String empty = finops.shown(POOLS, "set");
    went(finops.post(POOLS, empty + pool("12000.00")));
    late(finops.post(POOLS, empty + pool("1.00")), "value=\"1.00\"");
    late(finops.post(POOLS, finops.shown(POOLS, "set") + pool("2.00")), "value=\"2.00\"");

    String removal = finops.shown(POOLS, "remove");
    went(finops.post(POOLS, finops.shown(POOLS + "&pool=platform-team", "set") + pool("9000.00")));
    late(finops.post(POOLS, removal + "&pool=platform-team&why=not+used"), "value=\"not used\"");
    assertThat(pools().at("/pools/0/month_usd").asText()).startsWith("9000");

    went(finops.post(POOLS, finops.shown(POOLS, "remove") + "&pool=platform-team&why=over"));
    went(finops.post(POOLS, finops.shown(POOLS, "set") + pool("3.00")));
    assertThat(pools().at("/pools/0/version").asInt()).as("after its removal").isEqualTo(4);
  }

  @Test
  void anAccountIsNotReplacedByWhoDidNotSeeIt() {
    String account = "&of=cost_centre%3Dcare&owner=cleo&mode=chargeback&why=x&account=";
    String empty = finops.shown("/accounts", "set");
    went(finops.post("/accounts", empty + account + "1"));
    late(finops.post("/accounts", empty + account + "2"), "value=\"2\"");

    String seen = finops.shown("/accounts?of=cost_centre%3Dcare", "set");
    String removal = finops.shown("/accounts", "remove");
    went(finops.post("/accounts", seen + account + "3"));
    late(finops.post("/accounts", seen + account + "4"), "value=\"4\"");
    late(finops.post("/accounts", removal + "&of=cost_centre%3Dcare&why=old"), "value=\"old\"");
    assertThat(accounts().at("/0/account").asText()).isEqualTo("3");
  }
}
