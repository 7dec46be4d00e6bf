package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of prices and agreements.
@Timeout(60)
class PricePagesTest {
  @TempDir private Path data;
  private Gateway gateway;
  private Browser finops;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.chat(gateway.ready("triage"));
    gateway.settle();
    finops = Browser.of(gateway, gateway.operator("finops"));
  }

  @AfterEach
  void stop() {
    finops.close();
    gateway.close();
  }

  private HttpResponse<String> send(String path, Map<String, String> fields) {
    return finops.post(
        path,
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + Browser.encoded(field.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static void went(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void aModelThatWasUsedLeadsToEveryPriceItEverHad() {
    String page = finops.get("/prices").body();
    assertThat(page)
        .contains("href=\"/prices/model?model=gpt-4o\"", "<data value=\"0.000075000000\">")
        .contains(gateway.get("/api/v1/prices").json().path("version").asText());

    JsonNode said = gateway.get("/api/v1/price-book/history?model=gpt-4o").json();
    String history = finops.get("/prices/model?model=gpt-4o").body();
    assertThat(said.path("prices")).hasSize(2);
    assertThat(history)
        .contains("2.5 USD per 1,000,000", "10 USD per 1,000,000")
        .contains(said.at("/prices/0/price_book").asText());
    assertThat(finops.get("/prices/model?model=none").body())
        .contains("Prices of none", "No catalogue has stated one.");
  }

  @Test
  void anImportIsSeenBeforeItChangesAPrice() {
    String dearer = Gateway.PRICES.replace("\"usd\":\"10\"", "\"usd\":\"12\"");
    String before = gateway.get("/api/v1/prices").json().path("version").asText();

    HttpResponse<String> seen =
        finops.post("/prices", "do=preview&format=weir&catalogue=" + Browser.encoded(dearer));
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body())
        .contains("output: 10 USD per 1,000,000", "output: 12 USD per 1,000,000", "\"usd\":\"12\"");
    assertThat(gateway.get("/api/v1/prices").json().path("version").asText()).isEqualTo(before);

    went(
        send(
            "/prices",
            Map.of("do", "import", "catalogue", dearer, "format", "weir", "why", "new list")));
    assertThat(gateway.get("/api/v1/prices").json().path("version").asText()).isNotEqualTo(before);
    assertThat(finops.get("/prices/model?model=gpt-4o").body()).contains("new list", "12 USD per");

    HttpResponse<String> wrong =
        send("/prices", Map.of("do", "import", "catalogue", "{\"format\":1", "format", "weir"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("role=\"alert\"");
  }

  @Test
  void anAgreedPriceIsAddedByItsFieldsAndTakenBack() {
    String discount =
        "do=agree&provider=tiny&match=gpt-4o,+mini-*&discount_percent=12.5&why=renewal";
    HttpResponse<String> unfounded = finops.post("/prices", discount + "&per=lots");
    assertThat(unfounded.statusCode()).isEqualTo(400);
    assertThat(unfounded.body())
        .as("with what was entered, and the rest of the page")
        .contains("role=\"alert\"", "value=\"12.5\"", "value=\"lots\"", "Old prices");

    HttpResponse<String> seen =
        finops.post("/prices", discount.replace("do=agree", "do=try-agree") + "&source=a+17");
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body())
        .as("12.5 % of 0.000075 less, and what was entered")
        .contains("<data value=\"0.000065625\">", "value=\"12.5\"", "Nothing is changed yet");
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).isEmpty();
    went(finops.post("/prices", discount + "&source=agreement+17"));
    went(finops.post("/prices", "do=agree&provider=other&discount_percent=3&source=b&why=second"));
    JsonNode terms = gateway.get("/api/v1/contracts").json().path("contracts");
    assertThat(terms).hasSize(2);
    assertThat(terms.at("/0/discount_percent").asText()).isEqualTo("12.5");
    assertThat(terms.at("/0/match").toString())
        .isEqualTo("[{\"exact\":\"gpt-4o\"},{\"starts_with\":\"mini-\"}]");
    assertThat(finops.get("/prices").body())
        .contains("12.5 % less", "agreement 17", "gpt-4o, mini-*");

    String end = "disagree&why=over&term=" + Browser.encoded(terms.get(0).toString());
    assertThat(finops.post("/prices", "do=try-" + end).body()).contains("What would have changed");
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).hasSize(2);
    went(finops.post("/prices", "do=" + end));
    JsonNode left = gateway.get("/api/v1/contracts").json().path("contracts");
    assertThat(left).hasSize(1);
    assertThat(left.at("/0/provider").asText()).isEqualTo("other");
    HttpResponse<String> gone =
        finops.post(
            "/prices", "do=disagree&why=x&term=" + Browser.encoded(terms.get(0).toString()));
    assertThat(gone.statusCode()).isEqualTo(409);
    assertThat(gone.body()).contains("id=\"disagree-term-error\"");
  }

  @Test
  void aModelWithoutAPriceSaysWhyAndOpensItsCallsAndWhoNamesOneIsSaid() {
    gateway.control("PUT", "/api/v1/settings?why=t", "{\"unpriced\":\"allow\"}");
    gateway.key("triage", "engineer", "gpt-7");
    gateway.tell(
        """
        {"id":"new","at":"2026-10-01","provider":"tiny","model":"gpt-6",
         "usage":{"input":1000,"output":100},"tags":{"use_case":"triage"}}
        """,
        """
        {"id":"more","at":"2026-10-02","provider":"tiny","model":"gpt-4o",
         "usage":{"input":10,"more":{"web_search":3}},"tags":{"use_case":"triage"}}
        """);
    gateway.settle();
    String calls = "/calls?period=2026-10&filter=provider%3Dtiny&filter=model%3Dgpt-6";

    String page = finops.page("/prices?period=2026-10");

    assertThat(page)
        .contains("id=\"unpriced\"", "href=\"#unpriced\"", "<data value=\"1\">1</data>")
        .contains("href=\"%s\"".formatted(calls.replace("&", "&amp;")))
        .contains(
            "no catalogue names it",
            "web_search: ",
            "gpt-7",
            "no price at any provider that serves it");
    assertThat(finops.page(calls)).contains("<data value=\"1\">1</data>", "/calls/call_");
    assertThat(finops.page("/finops?period=2026-10"))
        .contains(
            "href=\"/prices?period=2026-10#unpriced\"",
            "1 model that something names has no price");
    assertThat(finops.page("/prices?period=2026-09"))
        .contains("Every attempt of the month is priced");
  }

  @Test
  void aCatalogueIsRemoved() {
    String second = Gateway.PRICES.replace("\"name\":\"test\"", "\"name\":\"second\"");
    went(
        send("/prices", Map.of("do", "import", "catalogue", second, "format", "weir", "why", "x")));
    assertThat(gateway.get("/api/v1/prices/second").status()).isEqualTo(200);

    HttpResponse<String> unknown = finops.post("/prices", "do=remove&name=third&why=x");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("third", "role=\"alert\"");
    went(finops.post("/prices", "do=remove&name=second&why=not+bought+there"));
    assertThat(gateway.get("/api/v1/prices/second").status()).isEqualTo(404);
  }

  @Test
  void whereSourcesDifferSomebodyDecides() {
    String other =
        Gateway.PRICES
            .replace("\"name\":\"test\"", "\"name\":\"public\",\"kind\":\"imported\"")
            .replace("\"usd\":\"10\"", "\"usd\":\"11\"");
    went(
        send(
            "/prices",
            Map.of("do", "import", "catalogue", other, "format", "weir", "why", "second source")));
    JsonNode dispute = gateway.get("/api/v1/price-book/disputes").json().at("/disputes/0");
    assertThat(dispute.path("meter").asText()).isEqualTo("output");
    assertThat(finops.get("/prices").body())
        .contains("public: 11 USD per 1,000,000", "Decide where sources differ");

    HttpResponse<String> unsaid =
        send(
            "/prices",
            Map.of("do", "decide", "id", dispute.path("id").asText(), "decision", "keep"));
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(unsaid.body()).contains("id=\"decide-why-error\"");

    went(
        send(
            "/prices",
            Map.of(
                "do",
                "decide",
                "id",
                dispute.path("id").asText(),
                "decision",
                "accept",
                "why",
                "the page says 11")));
    assertThat(gateway.get("/api/v1/price-book/disputes").json().path("disputes")).isEmpty();
    assertThat(finops.get("/prices").body()).contains("All agree");
  }

  @Test
  void agreementsAreSetByTheirFieldsTriedAndTakenBack() {
    Map<String, String> seats =
        Map.of(
            "do", "put",
            "name", "seats",
            "kind", "fee",
            "provider", "tiny",
            "from", "2026-01-01",
            "unit", "seat",
            "units", "2026-01-01 10\r\n2026-06-01 12",
            "price", "31",
            "source", "order 2",
            "why", "order 2");
    Map<String, String> meant = new HashMap<>(seats);
    meant.put("do", "try-put");
    assertThat(send("/agreements", meant).body())
        .contains("What would be booked", "Nothing is booked yet", "value=\"order 2\"");
    assertThat(gateway.get("/api/v1/agreements").json().path("agreements")).isEmpty();
    went(send("/agreements", seats));
    JsonNode agreement = gateway.get("/api/v1/agreements").json().at("/agreements/0");
    assertThat(agreement.at("/terms/units/1").toString())
        .isEqualTo("{\"from\":\"2026-06-01\",\"count\":12}");
    assertThat(finops.get("/agreements").body()).contains("seats", "fee", "order 2");
    assertThat(finops.get("/agreements?name=seats").body())
        .as("the form of one that is there has its terms")
        .contains("2026-06-01 12", "value=\"order 2\"", "value=\"31\"");

    Map<String, String> broken = new HashMap<>(seats);
    broken.putAll(Map.of("name", "later", "from", "soon"));
    HttpResponse<String> wrong = send("/agreements", broken);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .as("beside its field, on the whole page")
        .contains("id=\"put-from-error\"", "value=\"soon\"", "nobody says what it costs");

    HttpResponse<String> tried = send("/agreements", Map.of("do", "try", "month", "2026-01"));
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body())
        .contains("What would be booked", "<data value=\"310\">", "value=\"2026-01\"")
        .doesNotContain("role=\"alert\"");
    assertThat(send("/agreements", Map.of("do", "try-end", "name", "seats")).body())
        .as("nothing is booked of it")
        .contains("Nothing would be booked of these days.");
    went(send("/agreements", Map.of("do", "end", "name", "seats", "why", "cancelled")));
    assertThat(gateway.get("/api/v1/agreements").json().path("agreements")).isEmpty();
  }

  @Test
  void whoMayOnlyReadIsOfferedNoFormAndChangesNothing() {
    try (Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/prices").body()).doesNotContain("Import a catalogue", "<textarea");
      assertThat(viewer.get("/agreements").body()).doesNotContain("<textarea");
      assertThat(
              viewer
                  .post(
                      "/prices",
                      "do=import&format=weir&catalogue=" + Browser.encoded(Gateway.PRICES))
                  .statusCode())
          .isEqualTo(403);
      assertThat(viewer.post("/agreements", "do=book").statusCode()).isEqualTo(403);
    }
  }

  private static void late(HttpResponse<String> answer, String entered) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("now; nothing was changed", "role=\"alert\"", entered);
  }

  @Test
  void anAgreementIsNotReplacedByWhoDidNotSeeIt() {
    String seats =
        "&name=seats&kind=fee&provider=tiny&from=2026-01-01&units=10&source=order&why=x&price=";
    String empty = finops.shown("/agreements", "put");
    went(finops.post("/agreements", empty + seats + "31"));
    late(finops.post("/agreements", empty + seats + "32"), "value=\"32\"");

    String seen = finops.shown("/agreements?name=seats", "put");
    String end = finops.shown("/agreements", "end");
    went(finops.post("/agreements", seen + seats + "33"));
    late(finops.post("/agreements", seen + seats + "34"), "value=\"34\"");
    late(finops.post("/agreements", end + "&name=seats&why=cancelled"), "value=\"cancelled\"");
    assertThat(gateway.get("/api/v1/agreements").json().at("/agreements/0/terms/price").asText())
        .isEqualTo("33");
  }

  @Test
  void agreedPricesAndCataloguesAreNotChangedByWhoSawOthers() {
    String discount = "&provider=tiny&source=a&why=x&discount_percent=";
    String none = finops.shown("/prices", "agree");
    went(finops.post("/prices", none + discount + "3"));
    late(finops.post("/prices", none + discount + "4"), "value=\"4\"");

    JsonNode first = gateway.get("/api/v1/contracts").json().at("/contracts/0");
    String one = finops.shown("/prices", "disagree");
    String removal = finops.shown("/prices", "remove");
    went(finops.post("/prices", finops.shown("/prices", "agree") + discount + "5&match=gpt-4o"));
    String term = "&why=over&term=" + Browser.encoded(first.toString());
    late(finops.post("/prices", one + term), "value=\"over\"");
    late(finops.post("/prices", removal + "&name=contracts&why=none"), "value=\"none\"");
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).hasSize(2);

    went(finops.post("/prices", finops.shown("/prices", "remove") + "&name=contracts&why=over"));
    went(finops.post("/prices", finops.shown("/prices", "agree") + discount + "6"));
    assertThat(gateway.get("/api/v1/contracts").json().path("contracts")).hasSize(1);
  }
}
