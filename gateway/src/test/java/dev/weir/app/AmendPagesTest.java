package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages that complete the ledger and put the past right, and the correction of a call.
@Timeout(60)
class AmendPagesTest {
  private static final String MONTH = "from=2026-10-01&to=2026-11-01";
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");
  private static final Pattern BOOK =
      Pattern.compile("<input[^>]*name=\"price_book\"[^>]*value=\"([^\"]+)\"");

  /// 1,000 × 2.50 + 100 × 10 dollars per million.
  private static final String RECORD =
      "&source=pilot&id=a&at=2026-10-05T08:00:00Z&provider=tiny&model=gpt-4o&input=1000&output=100"
          + "&tags=use_case%3Dpilot%0D%0Ateam%3Dred";

  @TempDir private Path data;
  private Gateway gateway;
  private Browser finops;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
    finops = Browser.of(gateway, gateway.operator("finops"));
  }

  @AfterEach
  void stop() {
    finops.close();
    gateway.close();
  }

  private BigDecimal cost(String filter) {
    gateway.settle();
    Reply report = gateway.get("/api/v1/report?by=origin&" + MONTH + filter);
    return new BigDecimal(report.json().at("/total/cost_usd").asText());
  }

  private HttpResponse<String> seen(HttpResponse<String> page) {
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page;
  }

  /// The order that a page has shown, as its form sends it along.
  private static String order(HttpResponse<String> page) {
    Matcher field = SEEN.matcher(page.body());
    assertThat(field.find()).as(page.body()).isTrue();
    return "&seen=" + Browser.encoded(field.group(1).replace("&#34;", "\""));
  }

  /// The price book that the form has after it was seen.
  private static String book(HttpResponse<String> page) {
    Matcher field = BOOK.matcher(page.body());
    assertThat(field.find()).as(page.body()).isTrue();
    return "&price_book=" + Browser.encoded(field.group(1));
  }

  private static String value(String exact) {
    return "<data value=\"%s\">".formatted(exact);
  }

  @Test
  void usageIsSeenRecordedOnceAndTakenBack() {
    String page = "/usage-records?period=2026-10";
    HttpResponse<String> wrong = finops.post(page, "do=record" + RECORD + "&requests=some");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .as("what was entered is there still")
        .contains("requests", "some", "value=\"1000\"", "role=\"alert\"", "Who tells of spend");

    HttpResponse<String> tried = seen(finops.post(page, "do=try-record" + RECORD));
    assertThat(tried.body()).contains("What would be booked", value("0.0035"), "value=\"1000\"");
    assertThat(cost("")).as("nothing is booked").isEqualByComparingTo("0");

    assertThat(seen(finops.post(page, "do=record" + RECORD)).body()).contains("What was booked");
    assertThat(cost("")).isEqualByComparingTo("0.0035");
    assertThat(finops.get(page).body())
        .contains("pilot", value("0.003500000000"))
        .contains("href=\"/calls?period=2026-10&amp;filter=origin%3Dpilot\"");
    seen(finops.post(page, "do=record" + RECORD));
    assertThat(cost("")).as("booked once").isEqualByComparingTo("0.0035");

    HttpResponse<String> unsaid = finops.post(page, "do=void&source=pilot&ids=a");
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(unsaid.body()).contains("id=\"void-why-error\"");
    HttpResponse<String> back =
        seen(finops.post(page, "do=void&source=pilot&ids=a,+nobody&why=told+twice"));
    assertThat(back.body()).contains("Taken back: a.", "these ids: nobody.");
    assertThat(cost("")).isEqualByComparingTo("0");
  }

  @Test
  void onlyTheButtonsThatBookDo() {
    HttpResponse<String> unknown = finops.post("/usage-records", "do=explode" + RECORD);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body())
        .contains("record, try-record, import, try-import, void, was", "explode");
    assertThat(seen(finops.post("/usage-records", RECORD.substring(1))).body())
        .contains("What would be booked", value("0.0035"));
    assertThat(cost("")).isEqualByComparingTo("0");
  }

  @Test
  void aFileOfUsageNamesEveryWrongRecordAndBooksAllOrNothing() {
    String head = "id,at,provider,model,input,output,use_case\r\n";
    String right = head + "a,2026-10-05,tiny,gpt-4o,1000,100,pilot\r\n";
    String file = "&source=batch&format=csv&content=" + Browser.encoded(right);
    String wrong = right + "b,soon,tiny,gpt-4o,1,1,pilot\r\nc,2026-10-05,tiny,gpt-4o,-1,1,pilot";

    HttpResponse<String> refused =
        finops.post(
            "/usage-records",
            "do=import&source=batch&format=csv&content=" + Browser.encoded(wrong));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("2 records", "soon", "-1", "nothing was booked");
    assertThat(seen(finops.post("/usage-records", "do=try-import" + file)).body())
        .contains("What would be booked", value("0.0035"));
    assertThat(cost("")).isEqualByComparingTo("0");
    seen(finops.post("/usage-records", "do=import" + file));
    assertThat(cost("&filter=origin=batch")).isEqualByComparingTo("0.0035");
  }

  @Test
  void thePastIsPricedAnewAsItWasSeen() {
    finops.post("/usage-records", "do=record" + RECORD);
    gateway.settle();
    priced("5");
    String order = "&from=2026-10-01&to=2026-11-01&why=a+wrong+price";

    assertThat(finops.get("/re-rating?period=2026-10").body())
        .as("nothing can be done that was not seen")
        .contains("value=\"preview\"", "value=\"2026-10-01\"")
        .doesNotContain("value=\"change\"");
    HttpResponse<String> late =
        finops.post("/re-rating", "do=preview&from=2026-10-01&to=May&why=x");
    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(late.body()).contains("id=\"preview-to-error\"", "value=\"May\"");

    HttpResponse<String> tried = seen(finops.post("/re-rating", "do=preview" + order));
    assertThat(tried.body()).contains(value("0.0035"), value("0.006"), value("0.0025"));
    assertThat(cost("")).isEqualByComparingTo("0.0035");
    HttpResponse<String> other =
        seen(
            finops.post(
                "/re-rating", "do=change&from=2026-10-02&to=2026-11-01&why=x" + order(tried)));
    assertThat(other.body()).as("another order is shown first").contains("What it would change");
    assertThat(cost("")).isEqualByComparingTo("0.0035");

    HttpResponse<String> done =
        finops.post("/re-rating", "do=change" + order + order(tried) + book(tried));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    assertThat(cost("")).isEqualByComparingTo("0.006");
    assertThat(finops.get("/re-rating").body()).contains("a wrong price", value("0.006"));
  }

  @Test
  void anotherPriceSetSinceIsNotWhatThePastIsPricedBy() {
    finops.post("/usage-records", "do=record" + RECORD);
    gateway.settle();
    String order = "&from=2026-10-01&to=2026-11-01&why=a+wrong+price";
    priced("5");
    HttpResponse<String> tried = seen(finops.post("/re-rating", "do=preview" + order));
    assertThat(tried.body()).contains(value("0.006"));
    priced("7");

    HttpResponse<String> open = finops.post("/re-rating", "do=change" + order + order(tried));
    assertThat(seen(open).body())
        .as("by the book in force, which nobody saw")
        .contains("What it would change", value("0.008"));
    assertThat(cost("")).isEqualByComparingTo("0.0035");

    HttpResponse<String> done =
        finops.post("/re-rating", "do=change" + order + order(tried) + book(tried));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    assertThat(cost("")).as("as it was seen").isEqualByComparingTo("0.006");
  }

  private void priced(String usd) {
    gateway.control(
        "POST",
        "/api/v1/prices/import?why=wrong",
        Gateway.PRICES.replace("\"usd\":\"2.50\"", "\"usd\":\"%s\"".formatted(usd)));
  }

  @Test
  void spendIsPutUnderOtherTagsAsItWasSeen() {
    finops.post("/usage-records", "do=record" + RECORD);
    gateway.settle();
    String order =
        "&from=2026-10-01&to=2026-11-01&where=team+%3D+red&set=team%3Dblue&why=the+wrong+team";

    HttpResponse<String> vague =
        finops.post("/re-tagging", "do=preview&from=2026-10-01&where=team+is+red&set=a%3Db&why=x");
    assertThat(vague.statusCode()).isEqualTo(400);
    assertThat(vague.body()).contains("id=\"preview-where-error\"", "team is red");
    HttpResponse<String> tried = seen(finops.post("/re-tagging", "do=preview" + order));
    assertThat(tried.body()).contains("Money moved", value("0.0035"), "red", "blue");
    assertThat(cost("&filter=team=red")).isEqualByComparingTo("0.0035");

    HttpResponse<String> done = finops.post("/re-tagging", "do=change" + order + order(tried));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    assertThat(cost("&filter=team=blue")).isEqualByComparingTo("0.0035");
    assertThat(finops.get("/re-tagging").body()).contains("team=red", "team=blue", "wrong team");
  }

  @Test
  void aCallIsCorrectedOnItsPage() {
    gateway.chat(gateway.key("app"));
    gateway.settle();
    String id = gateway.get("/api/v1/calls?limit=1").json().at("/calls/0/id").asText();
    assertThat(finops.get("/calls/" + id).body()).contains("Correct this call");

    HttpResponse<String> unsaid =
        finops.post("/calls/" + id, "do=correct&cost_usd=0.5&source=bill");
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(unsaid.body()).contains("id=\"correct-why-error\"", "value=\"0.5\"");
    HttpResponse<String> done =
        finops.post("/calls/" + id, "do=correct&input=20&output=5&source=bill&why=recounted");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
    gateway.settle();
    assertThat(gateway.get("/api/v1/calls/" + id).json().path("cost_usd").asText())
        .startsWith("0.0001");
    assertThat(finops.get("/calls/" + id).body()).contains("recounted");
  }

  @Test
  void whoMayOnlyReadIsOfferedNoFormAndChangesNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      for (String page : new String[] {"/usage-records", "/re-rating", "/re-tagging"}) {
        assertThat(viewer.get(page).body()).as(page).doesNotContain("name=\"why\"");
      }
      assertThat(viewer.post("/usage-records", "do=record" + RECORD).statusCode()).isEqualTo(403);
      assertThat(
              viewer
                  .post("/re-tagging", "do=preview&from=2026-10-01&where=&set=team%3Db&why=x")
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
