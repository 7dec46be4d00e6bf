package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A vendor's administration API, asked by a gateway, with a key beside the gateway's in it; and a
/// bucket into which a cloud exports its bill.
@Tag("slow")
@Timeout(180)
final class FetchedBillsTest {
  private static final Duration FETCHED_WITHIN = Duration.ofSeconds(60);

  private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile boolean away;
  private volatile String cost = "1.25";
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private LocalServer vendor;

  @BeforeEach
  void listen() {
    vendor = LocalServer.start(this::answer);
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/bucket")) {
      object(exchange, path.substring("/bucket".length()).replaceFirst("^/", ""));
      return;
    }
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String body = path.endsWith("/costs") ? costs() : usage(query.contains("page=second"));
    LocalServer.answer(
        exchange, away ? 403 : 200, "application/json", (away ? "{}" : body).getBytes(UTF_8));
  }

  private String costs() {
    return page(
        bucket(
            yesterday,
            """
            {"object": "organization.costs.result", "amount": {"value": %s, "currency": "usd"},
             "line_item": "gpt-4o, output", "project_id": "proj_1"}
            """
                .formatted(cost)),
        "");
  }

  private String usage(boolean second) {
    return second
        ? page(bucket(yesterday, used("key_gateway", 100) + "," + used("key_laptop", 900)), "")
        : page(bucket(yesterday.minusDays(1), used("key_gateway", 70)), "second");
  }

  private static String used(String key, int tokens) {
    return """
    {"object": "organization.usage.completions.result", "input_tokens": %d, "output_tokens": 5,
     "num_model_requests": 2, "api_key_id": "%s", "model": "gpt-4o"}
    """
        .formatted(tokens, key);
  }

  private static String bucket(LocalDate day, String results) {
    return "{\"start_time\": %d, \"end_time\": %d, \"results\": [%s]}"
        .formatted(
            day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            results);
  }

  private static String page(String bucket, String next) {
    return "{\"object\": \"page\", \"data\": [%s], \"has_more\": %s, \"next_page\": %s}"
        .formatted(bucket, !next.isEmpty(), next.isEmpty() ? "null" : "\"" + next + "\"");
  }

  @Test
  void usageAndCostsComeByThemselvesAndAKeyBesideTheGatewayIsToldOf() {
    String settings =
        """
        bills:
          sources:
            openai:
              family: openai
              url: %s
              key: env:OPENAI_API_KEY
              gateway_keys: [key_gateway]
              reports: [costs, completions]
        """
            .formatted(vendor.url());
    try (Stage stage = Stage.open(settings)) {
      JsonNode alert =
          Await.value(
              FETCHED_WITHIN,
              "the key that bypasses is told of",
              () -> stage.control().send("GET", "alerts", "").json().path("alerts").path(0),
              line -> line.path("kind").asText().equals("bypass"));

      assertThat(alert.path("value").asText())
          .isEqualTo("openai/key_laptop: 2 requests, 905 tokens on " + yesterday);
      assertThat(stage.gateway().weir("alerts").expect(0).out()).contains("bypass", "key_laptop");
      assertThat(stage.gateway().weir("bills", "sources", "--format", "csv").expect(0).out())
          .contains("openai,costs,", "openai,completions,", "," + yesterday + ",false,true,");
      assertThat(stage.gateway().weir("bills", "list", "--format", "csv").expect(0).out())
          .contains(
              "openai/completions/" + yesterday.minusDays(1), "openai/completions/" + yesterday);
      reconciles(stage);
      settles(stage);
      fails(stage);
      assertThat(keys).isNotEmpty().containsOnly(keys.getFirst()).doesNotContain("null");
    }
  }

  /// What was fetched is compared as a file is, by the keys that are configured.
  private void reconciles(Stage stage) {
    String[] reconcile = {
      "reconcile",
      "--provider",
      "openai",
      "--from",
      yesterday.toString(),
      "--to",
      yesterday.plusDays(1).toString(),
      "--format",
      "csv"
    };
    assertThat(stage.gateway().weir(reconcile).out()).contains("key_laptop", "bypass");
  }

  /// A day whose figure changes is another version of the same.
  private void settles(Stage stage) {
    cost = "1.5";
    assertThat(stage.gateway().weir("bills", "fetch", "openai", "--format", "csv").expect(0).out())
        .containsPattern("openai,costs,[0-9-]+,[0-9-]+,0,1,0,0")
        .containsPattern("openai,completions,[0-9-]+,[0-9-]+,0,0,2,0");
    assertThat(stage.control().send("GET", "alerts", "").json().path("alerts"))
        .as("once for each key and day")
        .hasSize(1);
  }

  private void fails(Stage stage) {
    away = true;
    assertThat(stage.gateway().weir("bills", "fetch").expect(1).out()).contains("answered 403");
    stage.gateway().kill();
    stage.gateway().restart();
    assertThat(stage.gateway().weir("bills", "sources").expect(0).out())
        .as("also after a kill")
        .contains("answered 403");
  }

  /// A bucket with what a cloud has exported.
  private void object(HttpExchange exchange, String key) throws IOException {
    if (away) {
      byte[] denied =
          "<Error><Code>AccessDenied</Code><Message>%s</Message></Error>"
              .formatted(keys)
              .getBytes(UTF_8);
      LocalServer.answer(exchange, 403, "application/xml", denied);
      return;
    }
    String contents =
        objects.entrySet().stream()
            .map(each ->
                """
                <Contents><Key>%s</Key><ETag>"%s"</ETag><Size>%d</Size>
                <LastModified>%sT00:00:00.000Z</LastModified></Contents>
                """
                    .formatted(
                        each.getKey(),
                        Arrays.hashCode(each.getValue()),
                        each.getValue().length,
                        yesterday))
            .collect(Collectors.joining());
    byte[] listing = "<ListBucketResult>%s</ListBucketResult>".formatted(contents).getBytes(UTF_8);
    LocalServer.answer(
        exchange,
        200,
        "application/xml",
        key.isEmpty() ? listing : objects.getOrDefault(key, new byte[0]));
  }

  /// A month of two parts and its manifest, put over what was there.
  private void deliver(String cost) {
    String folder = "weir/cur/data/BILLING_PERIOD=" + YearMonth.from(yesterday);
    byte[] table =
        """
        line_item_usage_type,line_item_line_item_type,line_item_usage_start_date,\
        line_item_usage_end_date,line_item_usage_account_id,line_item_usage_amount,\
        line_item_unblended_cost,line_item_currency_code
        EUC1-tokens,Usage,%1$sT00:00:00Z,%1$sT01:00:00Z,222,10,%2$s,USD
        """
            .formatted(yesterday, cost)
            .getBytes(UTF_8);
    objects.put(folder + "/cur-00001.csv", table);
    objects.put(folder + "/cur-00002.csv", table);
    objects.put(
        folder.replace("/data/", "/metadata/") + "/cur-Manifest.json",
        """
        {"executionId": "%1$s", "dataFiles": ["s3://bucket/%2$s/cur-00001.csv",
          "s3://bucket/%2$s/cur-00002.csv"]}
        """
            .formatted(cost, folder)
            .getBytes(UTF_8));
  }

  @Test
  void aBillThatACloudExportsComesByItselfAndItsNextRunReplacesIt(@TempDir Path folder)
      throws IOException {
    Path secret = Files.writeString(folder.resolve("aws"), "AKID:planted-secret");
    deliver("0.5");
    String settings =
        """
        bills:
          sources:
            cloud:
              family: aws
              url: %s/bucket
              region: eu-central-1
              prefix: weir/
              key: file:%s
        """
            .formatted(vendor.url(), secret);
    try (Stage stage = Stage.open(settings)) {
      String bill =
          Await.value(
              FETCHED_WITHIN,
              "the export is kept",
              () -> stage.gateway().weir("bills", "list", "--format", "csv").out(),
              list -> list.contains("cloud/exports/weir/cur/" + YearMonth.from(yesterday)));

      assertThat(bill).contains("aws-cur").contains(",2,USD=1,");
      assertThat(keys).allMatch(key -> key.startsWith("AWS4-HMAC-SHA256 Credential=AKID/"));
      deliver("0.75");
      assertThat(stage.gateway().weir("bills", "fetch", "cloud", "--format", "csv").expect(0).out())
          .containsPattern("cloud,exports,[0-9-]+,[0-9-]+,0,1,0,0");
      assertThat(stage.gateway().weir("bills", "fetch", "cloud", "--format", "csv").expect(0).out())
          .containsPattern("cloud,exports,[0-9-]+,[0-9-]+,0,0,1,0");
      away = true;
      assertThat(stage.gateway().weir("bills", "fetch", "cloud").expect(1).out())
          .contains("answered 403, AccessDenied")
          .doesNotContain("planted-secret");
    }
  }
}
