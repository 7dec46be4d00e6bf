package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    assertThat(finops.get("/prices/model?model=none").statusCode()).isEqualTo(404);
  }

  @Test
  void anImportIsSeenBeforeItChangesAPrice() {
    String dearer = Gateway.PRICES.replace("\"usd\":\"10\"", "\"usd\":\"12\"");
    String before = gateway.get("/api/v1/prices").json().path("version").asText();

    HttpResponse<String> seen =
        finops.post(
            "/prices", "do=preview&import-format=weir&import-catalogue=" + Browser.encoded(dearer));
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body())
        .contains("output: 10 USD per 1,000,000", "output: 12 USD per 1,000,000", "\"usd\":\"12\"");
    assertThat(gateway.get("/api/v1/prices").json().path("version").asText()).isEqualTo(before);

    went(
        send(
            "/prices",
            Map.of(
                "do",
                "import",
                "import-catalogue",
                dearer,
                "import-format",
                "weir",
                "import-why",
                "new list")));
    assertThat(gateway.get("/api/v1/prices").json().path("version").asText()).isNotEqualTo(before);
    assertThat(finops.get("/prices/model?model=gpt-4o").body()).contains("new list", "12 USD per");

    HttpResponse<String> wrong =
        send(
            "/prices",
            Map.of("do", "import", "import-catalogue", "{\"format\":1", "import-format", "weir"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("role=\"alert\"");
  }

  @Test
  void agreedPricesAreListedAndReplaced() {
    String terms =
        "[{\"provider\":\"tiny\",\"discount_percent\":\"12.5\",\"source\":\"agreement 17\"}]";
    went(
        send(
            "/prices",
            Map.of("do", "contracts", "contracts-contracts", terms, "contracts-why", "renewal")));

    assertThat(gateway.get("/api/v1/contracts").json().at("/contracts/0/discount_percent").asText())
        .isEqualTo("12.5");
    assertThat(finops.get("/prices").body()).contains("12.5 % less", "agreement 17");
    HttpResponse<String> wrong =
        send("/prices", Map.of("do", "contracts", "contracts-contracts", "[{\"provider\":1}]"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("[{\"provider\":1}]");
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
            Map.of(
                "do",
                "import",
                "import-catalogue",
                other,
                "import-format",
                "weir",
                "import-why",
                "second source")));
    JsonNode dispute = gateway.get("/api/v1/price-book/disputes").json().at("/disputes/0");
    assertThat(dispute.path("meter").asText()).isEqualTo("output");
    assertThat(finops.get("/prices").body())
        .contains("public: 11 USD per 1,000,000", "Decide where sources differ");

    HttpResponse<String> unsaid =
        send(
            "/prices",
            Map.of(
                "do",
                "decide",
                "decide-id",
                dispute.path("id").asText(),
                "decide-decision",
                "keep"));
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(unsaid.body()).contains("id=\"decide-why-error\"");

    went(
        send(
            "/prices",
            Map.of(
                "do",
                "decide",
                "decide-id",
                dispute.path("id").asText(),
                "decide-decision",
                "accept",
                "decide-why",
                "the page says 11")));
    assertThat(gateway.get("/api/v1/price-book/disputes").json().path("disputes")).isEmpty();
    assertThat(finops.get("/prices").body()).contains("All agree");
  }

  @Test
  void agreementsAreSetTriedAndTakenBack() {
    String terms =
        """
        {"kind":"fee","provider":"tiny","from":"2026-01-01","source":"order 2","unit":"seat",
         "units":10,"price":"31"}
        """;
    went(
        send(
            "/agreements",
            Map.of("do", "put", "put-name", "seats", "put-terms", terms, "put-why", "order 2")));
    assertThat(gateway.get("/api/v1/agreements").json().at("/agreements/0/name").asText())
        .isEqualTo("seats");
    assertThat(finops.get("/agreements").body()).contains("seats", "fee", "order 2");

    HttpResponse<String> wrong =
        send(
            "/agreements",
            Map.of("do", "put", "put-name", "x", "put-terms", "{\"kind\":\"gift\"}"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("gift", "role=\"alert\"");

    HttpResponse<String> tried = send("/agreements", Map.of("do", "try"));
    assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
    assertThat(tried.body()).contains("What would be booked");
    went(send("/agreements", Map.of("do", "end", "end-name", "seats", "end-why", "cancelled")));
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
                      "do=import&import-format=weir&import-catalogue="
                          + Browser.encoded(Gateway.PRICES))
                  .statusCode())
          .isEqualTo(403);
      assertThat(viewer.post("/agreements", "do=book").statusCode()).isEqualTo(403);
    }
  }
}
