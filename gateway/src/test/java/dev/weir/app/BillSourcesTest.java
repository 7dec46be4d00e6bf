package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.BillsPart;
import dev.weir.app.config.ProviderTls;
import dev.weir.app.config.ProxyPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.SourcePart;
import dev.weir.app.config.Webhook;
import dev.weir.exchange.fetch.Vendor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that asks a vendor for usage, and what it says of that.
@Timeout(120)
class BillSourcesTest {
  private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private volatile boolean well = true;
  private HttpServer vendor;
  private Gateway gateway;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/v1/organization/usage/completions", this::usage);
    vendor.createContext("/hook", this::hook);
    vendor.start();
    Webhook webhook =
        new Webhook(URI.create(url() + "/hook"), new SecretReference("env:HOOK_SECRET"), true);
    gateway = new Gateway(data, new BillsPart(Map.of("tiny", source("env:TINY_KEY"))), webhook);
  }

  @AfterEach
  void stop() {
    gateway.close();
    vendor.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + vendor.getAddress().getPort();
  }

  private SourcePart source(String key) {
    return new SourcePart(
        Vendor.OPENAI,
        new SecretReference(key),
        List.of("key_gateway"),
        "",
        List.of("completions"),
        "",
        "",
        Duration.ofHours(6),
        3,
        Optional.of(URI.create(url())),
        ProviderTls.DEFAULT,
        ProxyPart.DEFAULT);
  }

  private void hook(HttpExchange exchange) throws IOException {
    told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /// Two keys were used yesterday.
  private void usage(HttpExchange exchange) throws IOException {
    long from = yesterday.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    String result =
        """
        {"object": "organization.usage.completions.result", "input_tokens": %d,
         "output_tokens": 50, "num_model_requests": %d, "api_key_id": "%s", "model": "gpt-4o"}
        """;
    String body =
        "{\"data\": [{\"start_time\": %d, \"end_time\": %d, \"results\": [%s, %s]}], \"has_more\": false}"
            .formatted(
                from,
                from + 86_400,
                result.formatted(100, 1, "key_gateway"),
                result.formatted(900, 3, "key_laptop"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(well ? 200 : 403, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void aKeyThatBypassesTheGatewayIsToldOfOnce() throws Exception {
    JsonNode alert = Gateway.tree(String.valueOf(told.poll(30, TimeUnit.SECONDS)));

    assertThat(alert.path("kind").asText()).isEqualTo("bypass");
    assertThat(alert.path("id").asText()).isEqualTo("bypass/tiny/key_laptop/" + yesterday);
    assertThat(alert.path("provider").asText()).isEqualTo("tiny");
    assertThat(alert.path("key").asText()).isEqualTo("key_laptop");
    assertThat(alert.path("day").asText()).isEqualTo(yesterday.toString());
    assertThat(alert.path("requests").asLong()).isEqualTo(3);
    assertThat(alert.path("tokens").asLong()).isEqualTo(950);

    assertThat(gateway.control("POST", "/api/v1/bills/fetch", "").status()).isEqualTo(200);

    assertThat(gateway.get("/api/v1/alerts").json().path("alerts"))
        .as("not the gateway's own key, and not again")
        .singleElement()
        .satisfies(line ->
            assertThat(line.path("value").asText())
                .isEqualTo("tiny/key_laptop: 3 requests, 950 tokens on " + yesterday));
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsFetchedIsThereAsFromAFileAndHowThatGoesIsSaid() throws Exception {
    assertThat(told.poll(30, TimeUnit.SECONDS)).as("the first fetch is done").isNotNull();

    JsonNode bill = gateway.get("/api/v1/bills").json().path("bills").path(0);
    assertThat(bill.path("file").asText()).isEqualTo("tiny/completions/" + yesterday);
    assertThat(bill.path("who").asText()).isEqualTo("tiny");
    assertThat(bill.path("why").asText()).isEqualTo("fetched");
    JsonNode source = gateway.get("/api/v1/bills/sources").json().path("sources").path(0);
    assertThat(source.path("report").asText()).isEqualTo("completions");
    assertThat(source.path("watched").asBoolean()).isTrue();
    assertThat(source.path("days").asInt()).isEqualTo(1);
    assertThat(source.path("last_day").asText()).isEqualTo(yesterday.toString());
    assertThat(source.has("problem")).isFalse();
    assertThat(gateway.get("/metrics").text())
        .containsPattern("weir_bill_source_age_seconds\\{source=\"tiny\"} [0-9]+");

    well = false;
    JsonNode failed =
        gateway.control("POST", "/api/v1/bills/fetch?source=tiny", "").json().path("reports");
    assertThat(failed.path(0).path("problem").asText()).contains("answered 403");
    source = gateway.get("/api/v1/bills/sources").json().path("sources").path(0);
    assertThat(source.path("problem").asText()).contains("answered 403");
    assertThat(gateway.get("/api/v1/status").json().path("late_bills"))
        .as("not late yet")
        .isEmpty();
  }

  @Test
  void daysCanBeAskedForAndNoOthers() {
    String query = "?from=%s&to=%s".formatted(yesterday, yesterday.plusDays(1));
    JsonNode report =
        gateway.control("POST", "/api/v1/bills/fetch" + query, "").json().path("reports").path(0);
    assertThat(report.path("from").asText()).isEqualTo(yesterday.toString());
    assertThat(report.path("unchanged").asInt() + report.path("imported").asInt()).isEqualTo(1);

    assertThat(gateway.control("POST", "/api/v1/bills/fetch?from=" + yesterday, "").text())
        .contains("'from' and 'to' are given both or not at all");
    assertThat(gateway.control("POST", "/api/v1/bills/fetch?source=big", "").text())
        .contains("a source is one of those under bills.sources, [tiny], was 'big'");
  }

  @Test
  void thePageAsksForDaysAndSaysWhy() {
    try (Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.page("/reconciliation")).contains("name=\"from\"", "id=\"fetch-why\"");
      String days = "&from=%s&to=%s".formatted(yesterday.minusDays(1), yesterday.plusDays(1));
      HttpResponse<String> sent =
          admin.post("/reconciliation", "do=fetch&source=tiny&why=late+lines" + days);
      assertThat(sent.statusCode()).as(Browser.main(sent)).isEqualTo(303);

      HttpResponse<String> half =
          admin.post("/reconciliation", "do=fetch&source=tiny&from=" + yesterday);
      assertThat(half.statusCode()).isEqualTo(400);
      assertThat(Browser.main(half)).contains("are given both or not at all", "" + yesterday);
    }
  }

  @Test
  void aKeyThatIsNotThereStopsTheStart(@TempDir Path other) {
    BillsPart bills = new BillsPart(Map.of("tiny", source("env:NOT_SET")));

    assertThatThrownBy(() -> new Gateway(other, bills))
        .hasMessage("bills.sources.tiny.key: the secret env:NOT_SET is not set or empty");
  }
}
