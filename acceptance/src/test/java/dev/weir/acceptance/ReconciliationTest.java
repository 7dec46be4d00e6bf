package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The provider's own book, made into a usage report and a bill, beside the ledger: all of it by
/// the command line.
@Tag("slow")
@Timeout(600)
final class ReconciliationTest {
  private static final String OWN_KEY = "key_of_the_gateway";
  private static final String STRANGE_KEY = "key_of_a_laptop";
  private static final int CALLS = 24;

  /// What the provider has of a day, a key and a model.
  private static final class Served {
    long requests;
    long input;
    long cached;
    long output;

    void add(BookRow row) {
      requests++;
      input += row.input();
      cached += row.cacheRead();
      output += row.output();
    }

    void add(Served other) {
      requests += other.requests;
      input += other.input;
      cached += other.cached;
      output += other.output;
    }
  }

  private record Line(LocalDate day, String key, String model) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      return toString().compareTo(other.toString());
    }
  }

  @Test
  void theProvidersBookIsReconciledAndWhatPassedBesideTheGatewayIsFound() throws IOException {
    try (Stage stage = Stage.open()) {
      Map<Line, Served> served = traffic(stage);
      LocalDate first =
          served.keySet().stream().map(Line::day).min(LocalDate::compareTo).orElseThrow();
      LocalDate last =
          served.keySet().stream().map(Line::day).max(LocalDate::compareTo).orElseThrow();
      Path usage = write(stage, "usage.json", usage(served));
      Path costs = write(stage, "costs.json", costs(stage, served, BigDecimal.ZERO));
      String[] reconcile = {
        "reconcile",
        "--provider",
        "openai",
        "--from",
        first.toString(),
        "--to",
        last.plusDays(1).toString(),
        "--key",
        OWN_KEY + "=",
        "--format",
        "json",
        "--all"
      };
      imports(stage, usage, costs);

      JsonNode agreed = stage.gateway().weir(reconcile).expect(0).json();

      explainsTheStrangeKey(agreed, served);
      finds(stage, served, reconcile);
      survives(stage, stage.gateway().weir(reconcile).json(), reconcile);
    }
  }

  private static Map<Line, Served> traffic(Stage stage) {
    List<String> ids = IntStream.range(0, CALLS).mapToObj(i -> ask(stage, i)).toList();
    Map<String, LocalDate> days = new HashMap<>();
    ids.forEach(id -> days.put(id, day(stage.ended(id))));
    String direct =
        Application.body(
            Application.Wire.OPENAI_JSON, "gpt-4o-mini", "hello [[sim in=900 out=80]]", 100);
    try (Web web = new Web()) {
      Map<String, String> headers =
          Map.of("authorization", "Bearer sk-strange", "content-type", "application/json");
      URI provider = URI.create(stage.simulator().url() + "/v1/chat/completions");
      assertThat(web.send("POST", provider, headers, direct).status()).isEqualTo(200);
    }
    LocalDate last = days.values().stream().max(LocalDate::compareTo).orElseThrow();
    Map<Line, Served> served = new TreeMap<>();
    for (BookRow row : stage.simulator().book()) {
      boolean own = days.containsKey(row.callId());
      LocalDate day = days.getOrDefault(row.callId(), last);
      Line line = new Line(day, own ? OWN_KEY : STRANGE_KEY, row.model());
      served.computeIfAbsent(line, _ -> new Served()).add(row);
    }
    return served;
  }

  private static String ask(Stage stage, int i) {
    Application.Wire wire = i % 2 == 0 ? Application.Wire.OPENAI_JSON : Application.Wire.OPENAI_SSE;
    String content =
        "hello [[sim in=%d out=%d cached=%d]]".formatted(1_000 + 37 * i, 50 + i, 200 + i);
    String body = Application.body(wire, i % 3 == 0 ? "gpt-4o-mini" : "gpt-4o", content, 300);
    return stage.application().ask(wire, "audited", body).expect(200).header("x-weir-call-id");
  }

  private static LocalDate day(JsonNode call) {
    return LocalDate.ofInstant(Instant.parse(call.path("accepted_at").asText()), ZoneOffset.UTC);
  }

  private static Path write(Stage stage, String name, String text) throws IOException {
    return Files.writeString(stage.gateway().data().resolveSibling(name), text);
  }

  private static String usage(Map<Line, Served> served) {
    List<String> buckets = new ArrayList<>();
    served.forEach((line, of) ->
        buckets.add(
            bucket(
                line.day(),
                """
                {"object": "organization.usage.completions.result", "input_tokens": %d,
                 "input_cached_tokens": %d, "output_tokens": %d, "num_model_requests": %d,
                 "api_key_id": "%s", "model": "%s"}
                """
                    .formatted(
                        of.input, of.cached, of.output, of.requests, line.key(), line.model()))));
    return page(buckets);
  }

  /// @param more charged for the output of gpt-4o
  private static String costs(Stage stage, Map<Line, Served> served, BigDecimal more) {
    Map<Line, Served> byModel = new TreeMap<>();
    served.forEach((line, of) ->
        byModel.computeIfAbsent(new Line(line.day(), "", line.model()), _ -> new Served()).add(of));
    List<String> buckets = new ArrayList<>();
    byModel.forEach((line, of) -> {
      Map<String, BigDecimal> prices =
          stage.prices().usdPerToken().getOrDefault(line.model(), Map.of());
      boolean dear = line.model().equals("gpt-4o");
      buckets.add(
          bucket(
              line.day(),
              String.join(
                  ",",
                  cost(
                      line.model(),
                      "input",
                      of.input - of.cached,
                      prices.getOrDefault("input", BigDecimal.ZERO),
                      BigDecimal.ZERO),
                  cost(
                      line.model(),
                      "cached input",
                      of.cached,
                      prices.getOrDefault("cache_read", BigDecimal.ZERO),
                      BigDecimal.ZERO),
                  cost(
                      line.model(),
                      "output",
                      of.output,
                      prices.getOrDefault("output", BigDecimal.ZERO),
                      dear ? more : BigDecimal.ZERO))));
    });
    return page(buckets);
  }

  private static String cost(
      String model, String meter, long quantity, BigDecimal price, BigDecimal more) {
    return """
    {"amount": {"value": %s, "currency": "usd"}, "line_item": "%s, %s", "quantity": %d,
     "quantity_unit": "tokens"}
    """
        .formatted(
            price.multiply(BigDecimal.valueOf(quantity)).add(more).toPlainString(),
            model,
            meter,
            quantity);
  }

  private static String bucket(LocalDate day, String results) {
    return "{\"start_time\": %d, \"end_time\": %d, \"results\": [%s]}"
        .formatted(
            day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
            results);
  }

  private static String page(List<String> buckets) {
    return "{\"object\": \"page\", \"data\": [%s], \"has_more\": false, \"next_page\": null}"
        .formatted(String.join(",", buckets));
  }

  private static void imports(Stage stage, Path usage, Path costs) throws IOException {
    assertThat(stage.gateway().weir("bills", "import", usage.toString()).expect(0).out())
        .startsWith("bill_1: imported openai-usage of openai");
    stage.gateway().weir("bills", "import", costs.toString(), "--why", "test").expect(0);
    assertThat(stage.gateway().weir("bills", "import", costs.toString()).expect(0).out())
        .startsWith("bill_2: imported already, nothing changed");
    Path half = write(stage, "half.json", Files.readString(costs).substring(0, 200));
    assertThat(stage.gateway().weir("bills", "import", half.toString()).expect(1).err())
        .contains("half.json", "is it half a file?");
    List<Map<String, String>> listed =
        stage.gateway().weir("bills", "list", "--format", "csv").expect(0).csv();
    assertThat(listed.stream().map(row -> row.get("bill"))).containsExactly("bill_2", "bill_1");
    JsonNode shown =
        stage.gateway().weir("bills", "show", "bill_2", "--format", "json").expect(0).json();
    assertThat(shown.path("lines")).hasSize(shown.path("bill").path("lines").asInt());
  }

  private static void explainsTheStrangeKey(JsonNode found, Map<Line, Served> served) {
    assertThat(found.path("balanced").asBoolean()).isTrue();
    assertThat(found.path("totals").path("matched").asInt()).isPositive();
    long strange =
        served.entrySet().stream()
            .filter(each -> each.getKey().key().equals(STRANGE_KEY))
            .mapToLong(each -> each.getValue().output)
            .sum();
    List<Long> bypassed = new ArrayList<>();
    for (JsonNode row : found.path("rows")) {
      if (row.path("key").asText().equals(STRANGE_KEY)
          && row.path("meter").asText().equals("output")) {
        assertThat(row.path("parts").path(0).path("cause").asText()).isEqualTo("bypass");
        bypassed.add(row.path("parts").path(0).path("quantity").asLong());
      } else if (!row.path("key").asText().equals(STRANGE_KEY)
          && !row.path("model").asText().equals("gpt-4o-mini")) {
        assertThat(row.path("verdict").asText()).as(row.toString()).isEqualTo("matched");
      }
    }
    assertThat(bypassed).containsExactly(strange);
  }

  /// A bill in the first one's place that is a dollar dearer.
  private static void finds(Stage stage, Map<Line, Served> served, String... reconcile)
      throws IOException {
    BigDecimal dollar = BigDecimal.ONE;
    long dear = served.keySet().stream().filter(line -> line.model().equals("gpt-4o")).count();
    Path other = write(stage, "costs-2.json", costs(stage, served, dollar));
    assertThat(stage.gateway().weir("bills", "import", other.toString()).expect(1).err())
        .contains("bill_2", "--replace");
    stage.gateway().weir("bills", "import", other.toString(), "--replace").expect(0);

    JsonNode found = stage.gateway().weir(reconcile).expect(1).json();

    assertThat(found.path("balanced").asBoolean()).isFalse();
    assertThat(new BigDecimal(found.path("totals").path("unexplained_more_usd").asText()))
        .isEqualByComparingTo(dollar.multiply(BigDecimal.valueOf(dear)));
    assertThat(found.path("totals").path("unexplained").asLong()).isEqualTo(dear);
  }

  /// A backup takes the bills along, and the verbs work without a gateway.
  private static void survives(Stage stage, JsonNode before, String... reconcile)
      throws IOException {
    stage.gateway().terminate();
    Path data = stage.gateway().data();
    Path backup = data.resolveSibling("backup.zip");
    stage.gateway().weir("backup", backup.toString()).expect(0);
    Files.move(data, data.resolveSibling("lost"));
    stage.gateway().weir("restore", backup.toString()).expect(0);

    assertThat(stage.gateway().weir(reconcile).expect(1).json()).isEqualTo(before);
  }
}
