package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.Framing;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.importer.GenaiPrices;
import dev.weir.flow.importer.Imported;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The same catalogue and the same usages, priced by somebody else's calculator.
class IndependentCalculatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static final Path PRICES = ROOT.resolve("../shared/data/prices/genai_prices_data.json");
  private static final Path DIRECTORY = ROOT.resolve("gateway/target/genai-prices");
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");
  private static final int USAGES_PER_MODEL = 4;
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-11-21T12:00:00Z"),
          Instant.parse("2025-06-09T23:59:59Z"),
          Instant.parse("2025-06-10T00:29:59Z"),
          Instant.parse("2026-03-13T00:30:00Z"),
          Instant.parse("2026-08-31T16:30:00Z"));

  /// Their names for what Weir calls otherwise.
  private static final Map<String, String> NAMES =
      Map.of(
          "audio_input", "input_audio_tokens",
          "audio_cache_read", "cache_audio_read_tokens",
          "audio_output", "output_audio_tokens");

  /// A call that both are asked the price of.
  private record Question(String provider, String model, Instant at, Usage usage, ObjectNode json) {
    static Question of(String provider, String model, Instant at, Usage usage) {
      ObjectNode json = ask(provider, model, at);
      ObjectNode said = json.putObject("usage");
      said.put("input_tokens", usage.input())
          .put("output_tokens", usage.output())
          .put("cache_read_tokens", usage.cacheRead())
          .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
      usage
          .beyond()
          .forEach((name, quantity) -> said.put(NAMES.getOrDefault(name, name), quantity));
      return new Question(provider, model, at, usage, json);
    }

    static ObjectNode ask(String provider, String model, Instant at) {
      return JSON.createObjectNode()
          .put("provider", provider)
          .put("model", model)
          .put("at", at.toString());
    }
  }

  /// How many answers could be compared, and why others could not.
  private static final class Tally {
    private final Map<String, Integer> counts = new HashMap<>();

    void add(String outcome) {
      counts.merge(outcome, 1, Integer::sum);
    }

    int of(String outcome) {
      return counts.getOrDefault(outcome, 0);
    }
  }

  private static Imported imported() throws Exception {
    assumeThat(PRICES).as("price data beside the project").exists();
    return GenaiPrices.read(Files.readString(PRICES), LocalDate.parse("2026-11-01"));
  }

  /// Compares each answer that both give.
  private static Tally compare(Imported imported, List<Question> questions) throws Exception {
    GenaiCalculator theirs = GenaiCalculator.install(DIRECTORY, PRICES);
    List<JsonNode> answers = theirs.ask(questions.stream().map(Question::json).toList());
    assertThat(answers).hasSameSizeAs(questions);
    PriceBook book = PriceBook.compile(List.of(imported.catalogue()));
    var tally = new Tally();
    for (int i = 0; i < questions.size(); i++) {
      tally.add(outcome(book, rounded(imported), questions.get(i), answers.get(i)));
    }
    return tally;
  }

  /// Models with a price of more decimals than Weir keeps.
  private static Set<String> rounded(Imported imported) {
    Set<String> models = new HashSet<>();
    imported.rounded().forEach(line -> models.add(line.substring(0, line.indexOf(' '))));
    return models;
  }

  private static String outcome(
      PriceBook book, Set<String> rounded, Question question, JsonNode answer) {
    PriceLookup found = book.find(question.provider(), question.model(), question.at());
    if (!(found instanceof PriceLookup.Priced priced)) {
      return "unknown to Weir";
    }
    if (!answer.has("total")) {
      return answer.has("unknown") ? "unknown to them" : "error: " + answer.path("error").asText();
    }
    if (!answer.path("model").asText().equals(priced.tariff().model())) {
      return "another model matched";
    }
    if (rounded.contains(question.provider() + "/" + priced.tariff().model())) {
      return "rounded";
    }
    Charge charge = priced.tariff().charge(question.usage(), "");
    BigDecimal difference =
        charge.total().toBigDecimal().subtract(answer.path("total").decimalValue()).abs();
    boolean agree = difference.compareTo(TOLERANCE) <= 0;
    if (!agree && charge.notes().stream().anyMatch(note -> note.matches("cache_.* as input"))) {
      return "no cache price at a context tier";
    }
    if (charge.partlyUnpriced()) {
      return agree ? "partly unpriced, the same sum" : "partly unpriced, another sum";
    }
    assertThat(agree)
        .as(
            "%s/%s at %s, %s: Weir %s, they %s, lines %s",
            question.provider(),
            question.model(),
            question.at(),
            question.usage(),
            charge.total(),
            answer.path("total"),
            charge.lines())
        .isTrue();
    return "agreed";
  }

  @Test
  void madeUsagesOfEveryModelCostTheSame() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Imported imported = imported();
    List<Question> questions = new ArrayList<>();
    for (ModelPrices model : imported.catalogue().models()) {
      for (int i = 0; i < USAGES_PER_MODEL; i++) {
        Instant at = TIMES.get(random.nextInt(TIMES.size()));
        questions.add(Question.of(model.provider(), model.id(), at, usage(model, random)));
      }
    }

    Tally tally = compare(imported, questions);

    assertThat(tally.of("agreed")).as("seed %d: %s", seed, tally.counts).isGreaterThan(3_500);
    assertThat(tally.counts.keySet())
        .as("seed %d: %s", seed, tally.counts)
        .isSubsetOf(
            "agreed",
            "another model matched",
            "rounded",
            "partly unpriced, the same sum",
            "no cache price at a context tier",
            "unknown to them",
            "unknown to Weir");
  }

  /// Of what the model has a price for, and now and then of what it has none for.
  private static Usage usage(ModelPrices model, Random random) {
    Set<Meter> priced = new HashSet<>();
    model.cells().forEach(cell -> priced.add(cell.meter()));
    long scale = random.nextInt(8) == 0 ? 400_000 : 40_000;
    long read = random.nextInt(3) == 0 ? 0 : random.nextLong(scale);
    boolean writes = priced.contains(Meter.CACHE_WRITE_5M) || random.nextInt(20) == 0;
    long written = writes ? random.nextLong(scale) : 0;
    long input = read + written + random.nextLong(scale);
    long output = random.nextLong(scale);
    Map<String, Long> beyond = new HashMap<>();
    if (priced.contains(Meter.AUDIO_INPUT)) {
      long audio = random.nextLong(input - read - written + 1);
      long cached = priced.contains(Meter.AUDIO_CACHE_READ) ? random.nextLong(read + 1) : 0;
      beyond.put("audio_input", audio + cached);
      beyond.put("audio_cache_read", cached);
    }
    if (priced.contains(Meter.AUDIO_OUTPUT)) {
      beyond.put("audio_output", random.nextLong(output + 1));
    }
    return new Usage(input, read, written, 0, output, 0, beyond, Provenance.REPORTED);
  }

  @Test
  void recordedUsagesCostTheSame() throws Exception {
    List<Question> questions = new ArrayList<>();
    for (RecordedPricesTest.Priced priced : RecordedPricesTest.all()) {
      boolean theirs = NAMES.keySet().containsAll(priced.usage().beyond().keySet());
      if (theirs && priced.tier().isEmpty()) {
        questions.add(
            Question.of(priced.provider(), priced.model(), TIMES.getFirst(), priced.usage()));
      }
    }

    Tally tally = compare(imported(), questions);

    assertThat(tally.of("agreed")).as("%s", tally.counts).isGreaterThan(500);
    assertThat(tally.of("partly unpriced, another sum")).as("%s", tally.counts).isZero();
  }

  @Test
  void recordedBodiesOfTheLargeVendorsAreReadAndPricedTheSame() throws Exception {
    List<Question> questions = new ArrayList<>();
    for (RecordedPricesTest.Priced priced : RecordedPricesTest.all()) {
      Optional<String> flavor = flavor(priced);
      if (flavor.isPresent() && priced.recorded().framing() == Framing.NONE) {
        ObjectNode json =
            Question.ask(priced.provider(), priced.model(), TIMES.getFirst())
                .put("flavor", flavor.get());
        json.set(
            "body", JSON.readTree(new String(priced.recorded().answer(), StandardCharsets.UTF_8)));
        questions.add(
            new Question(
                priced.provider(), priced.model(), TIMES.getFirst(), priced.usage(), json));
      }
    }

    Tally tally = compare(imported(), questions);

    assertThat(tally.of("agreed")).as("%s", tally.counts).isGreaterThan(300);
  }

  private static Optional<String> flavor(RecordedPricesTest.Priced priced) {
    String path = priced.recorded().path();
    return switch (priced.provider()) {
      case "openai" ->
          path.endsWith("/chat/completions")
              ? Optional.of("chat")
              : path.endsWith("/responses") ? Optional.of("responses") : Optional.empty();
      case "anthropic" -> path.endsWith("/messages") ? Optional.of("default") : Optional.empty();
      case "google" ->
          path.endsWith(":generateContent") ? Optional.of("default") : Optional.empty();
      default -> Optional.empty();
    };
  }
}
