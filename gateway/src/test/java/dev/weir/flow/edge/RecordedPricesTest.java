package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.Fixtures;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.importer.GenaiPrices;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every recorded usage, priced by a public catalogue: wholly, or with what is not priced named.
/// `docs/recordings.md` has what came of it; with `-Dweir.recordings=write` it is written anew.
class RecordedPricesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", ".."), "docs", "recordings.md");
  private static final String TABLE = "<!-- counted by RecordedPricesTest -->\n";
  private static final Path PRICES =
      Path.of(System.getProperty("weir.root", ".."))
          .resolve("../shared/data/prices/genai_prices_data.json");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Pattern NAMED = Pattern.compile("/(?:models|model|deployments)/([^/:?]+)");

  /// What the catalogue calls those that Weir's families call otherwise.
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("azure-v1", "azure"),
          Map.entry("bedrock", "aws"),
          Map.entry("bedrock-anthropic", "aws"),
          Map.entry("mantle", "aws"),
          Map.entry("gemini", "google"),
          Map.entry("gemini-openai", "google"),
          Map.entry("vertex", "google"),
          Map.entry("moonshot", "moonshotai"),
          Map.entry("voyage", "voyageai"),
          Map.entry("xai", "x-ai"),
          Map.entry("zai", "zhipuai"));

  private static final List<Priced> ALL = new ArrayList<>();

  /// A recorded usage and what it costs.
  record Priced(
      Recorded recorded,
      String provider,
      String model,
      Usage usage,
      String tier,
      PriceLookup found) {
    Optional<Charge> charge() {
      return found instanceof PriceLookup.Priced priced
          ? Optional.of(priced.tariff().charge(usage, tier))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return "%s: %s/%s %s".formatted(recorded.where(), provider, model, usage);
    }
  }

  @BeforeAll
  static void price() throws IOException {
    if (ALL.isEmpty()) {
      ALL.addAll(all());
    }
  }

  /// Every recorded answer that says a whole usage.
  static List<Priced> all() throws IOException {
    assumeThat(PRICES).as("price data beside the project").exists();
    PriceBook book =
        PriceBook.compile(
            List.of(
                GenaiPrices.read(Files.readString(PRICES), LocalDate.parse("2026-11-01"))
                    .catalogue()));
    List<Recorded> recorded = new ArrayList<>(Recordings.everything());
    recorded.addAll(Fixtures.all());
    List<Priced> priced = new ArrayList<>();
    for (Recorded each : recorded) {
      Optional<Spoken> spoken = Spoken.of(each).filter(it -> each.status() < 300 && it.tells());
      if (spoken.isPresent()) {
        MeterReading reading = metered(spoken.get());
        String provider = PROVIDERS.getOrDefault(spoken.get().family(), spoken.get().family());
        if (reading.report() instanceof UsageReport.Reported(Usage usage)) {
          String model = model(each, reading);
          PriceLookup found = book.find(provider, model, NOW);
          priced.add(new Priced(each, provider, model, usage, reading.serviceTier(), found));
        }
      }
    }
    return priced;
  }

  private static MeterReading metered(Spoken spoken) {
    Meter meter = new Meter(spoken.metering(), true, MeterLimits.USUAL, 0);
    meter.head(spoken.recorded().framing(), 0);
    meter.chunk(spoken.recorded().answer(), 0);
    return meter.end(0);
  }

  /// The model that was served, or else asked for.
  private static String model(Recorded recorded, MeterReading reading) throws IOException {
    if (!reading.modelServed().isEmpty()) {
      return reading.modelServed();
    }
    Matcher named = NAMED.matcher(recorded.path());
    if (named.find()) {
      return URLDecoder.decode(named.group(1), UTF_8);
    }
    JsonNode request =
        recorded.request().startsWith("{") ? Recordings.tree(recorded.request()) : null;
    return request == null ? "" : request.path("model").asText();
  }

  @Test
  void eachIsPricedExactlyOrSaysWhatIsNot() {
    for (Priced priced : ALL) {
      if (priced.charge().isEmpty()) {
        continue;
      }
      Charge charge = priced.charge().get();
      long tokens =
          charge.lines().stream()
              .filter(line -> !line.meter().isUnit())
              .mapToLong(Charge.Line::quantity)
              .sum();
      if (charge.unpriced().isEmpty()) {
        assertThat(tokens)
            .as("%s: every token is in a line", priced)
            .isEqualTo(priced.usage().input() + priced.usage().output());
      }
      boolean nothing = tokens == 0 && priced.usage().beyond().isEmpty();
      boolean free =
          charge.lines().stream().allMatch(line -> line.unitPrice().isZero())
              && !charge.lines().isEmpty();
      assertThat(charge.total().isZero())
          .as("%s: nothing is 0 without a reason", priced)
          .matches(zero -> !zero || nothing || free || charge.partlyUnpriced());
    }
  }

  @Test
  void thePageHasWhatIsCounted() throws IOException {
    String page = Files.readString(PAGE);
    int at = page.indexOf(TABLE) + TABLE.length();
    int rows = page.indexOf('\n', page.indexOf("| --- |", at)) + 1;
    int end = page.indexOf("\n\n", rows - 1);
    String counted = page.substring(0, rows) + table() + (end < 0 ? "" : page.substring(end + 1));
    if (System.getProperty("weir.recordings", "").equals("write")) {
      Files.writeString(PAGE, counted);
    }

    assertThat(ALL).hasSizeGreaterThan(2_000);
    assertThat(Files.readString(PAGE)).isEqualTo(counted);
  }

  private static String table() {
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, TreeSet<String>> names = new TreeMap<>();
    for (Priced priced : ALL) {
      int[] count = counts.computeIfAbsent(priced.provider(), _ -> new int[4]);
      count[0]++;
      Optional<Charge> charge = priced.charge();
      count[charge.isEmpty() ? 3 : charge.get().partlyUnpriced() ? 2 : 1]++;
      charge.ifPresent(it ->
          names.computeIfAbsent(priced.provider(), _ -> new TreeSet<>()).addAll(it.unpriced()));
    }
    var table = new StringBuilder();
    counts.forEach((provider, count) ->
        table.append(
            "| %s | %d | %d | %d | %d | %s |\n"
                .formatted(
                    provider,
                    count[0],
                    count[1],
                    count[2],
                    count[3],
                    String.join(", ", names.getOrDefault(provider, new TreeSet<>())))));
    return table.toString();
  }
}
