package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.http.Headers;
import dev.weir.base.money.Money;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Fixtures;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.dialect.SlowUsage;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.meter.Meter;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.meter.MeterReading;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.provider.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every recorded exchange: read without an error, its usage found where it says one, its error
/// understood; [RecordedPassageTest] makes every call of them. `docs/recordings.md` has what this
/// counted; with `-Dweir.recordings=write` it is written anew.
class RecordedExchangesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", ".."), "docs", "recordings.md");
  private static final String TABLE = "<!-- counted by RecordedExchangesTest -->\n";
  private static final long SEED = 17;
  private static final Verdict ALLOWED =
      new Verdict.Allow(new Reservation(Money.ZERO, 0, List.of(), List.of()));

  /// Two of its frames lack their last brace.
  private static final String BROKEN = "parallel-tool-call-wrapper.1.chunks";

  private static final Map<String, String> UNRECORDED =
      Map.of(
          "cohere", "what was recorded is its own API, not the compatible one",
          "vertex-anthropic", "nobody recorded it");

  /// What members are called that say what was used, whoever the vendor is.
  private static final List<String> USAGES =
      List.of(
          "usage",
          "usageMetadata",
          "billed_units",
          "amazon-bedrock-invocationMetrics",
          "inputTextTokenCount",
          "prompt_token_count",
          "generated_tokens",
          "token_count");

  /// Kinds of exchange that say what they used to nobody: what no wire of Weir's asks for, or what
  /// is refused, or has a price for each request.
  private static final Set<String> UNREAD =
      Set.of(
          "openai.assistants",
          "openai.transcription",
          "gemini.cached_contents",
          "rerank",
          "invoke",
          "predict",
          "text-generation-inference",
          "other");

  /// Whose router was recorded at the paths of the vendors behind it, and is asked at its common
  /// one.
  private static final String ROUTER = "huggingface";

  private static final List<Recorded> ALL = new ArrayList<>();
  private static final List<Spoken> SPOKEN = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    if (ALL.isEmpty()) {
      ALL.addAll(Recordings.everything());
      ALL.addAll(Fixtures.all());
      for (Recorded recorded : ALL) {
        Spoken.of(recorded).ifPresent(SPOKEN::add);
      }
    }
  }

  private static List<Spoken> good() {
    return SPOKEN.stream().filter(each -> each.recorded().status() < 300).toList();
  }

  private static List<byte[]> chunks(byte[] bytes) {
    Random random = new Random(SEED);
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(2000));
      chunks.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return chunks;
  }

  private static MeterReading metered(Spoken spoken) {
    Meter meter = new Meter(spoken.metering(), true, MeterLimits.USUAL, 0);
    meter.head(spoken.recorded().framing(), 0);
    chunks(spoken.recorded().answer()).forEach(chunk -> meter.chunk(chunk, 0));
    return meter.end(0);
  }

  private static Optional<Ask> ask(Spoken spoken) {
    Recorded recorded = spoken.recorded();
    Incoming incoming =
        spoken
            .operation()
            .map(Operation::incoming)
            .or(() -> Incoming.of("POST", recorded.path()))
            .orElseGet(() -> new Incoming(spoken.wire(), "m", recorded.framing() != Framing.NONE));
    return AskReader.read(incoming, recorded.request().getBytes(UTF_8))
            instanceof AskReader.Reading.Understood understood
        ? Optional.of(understood.ask())
        : Optional.empty();
  }

  private static List<Splice> splices(Spoken spoken) {
    return ask(spoken)
        .map(ask -> Reshaping.splices(ALLOWED, ask, spoken.step(ask.model()), Headers.EMPTY))
        .orElse(List.of());
  }

  @Test
  void theUsageOfEveryAnswerIsFoundWhereItSaysOneAndNoneIsInvented() throws IOException {
    for (Spoken spoken : good()) {
      if (spoken.recorded().where().contains(BROKEN)) {
        continue;
      }
      SlowUsage expected = SlowUsage.of(spoken.wire(), spoken.documents());
      if (spoken.tells()) {
        UsageReport report = metered(spoken).report();
        assertThat(report.whole().map(SlowUsage::figures))
            .as("%s, %s: %s", spoken.recorded().where(), spoken.family(), report)
            .isEqualTo(expected.believable());
        assertThat(report instanceof UsageReport.Contradictory)
            .as("%s says so: %s", spoken.recorded().where(), report)
            .isEqualTo(expected.said() && !expected.possible());
      }
    }
  }

  @Test
  void everyRequestThatIsJsonIsUnderstood() throws IOException {
    for (Spoken spoken : SPOKEN) {
      boolean read = spoken.operation().map(Operation::readsBody).orElse(true);
      if (read && !spoken.recorded().request().isEmpty()) {
        assertThat(ask(spoken).isPresent())
            .as("%s: %s", spoken.recorded().where(), spoken.wire())
            .isEqualTo(isJson(spoken.recorded().request()));
      }
    }
  }

  private static boolean isJson(String text) throws IOException {
    try {
      return Recordings.tree(text).isObject();
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  @Test
  void everyRequestReachesItsProviderAsItIsButForItsSplices() throws IOException {
    int spliced = 0;
    for (Spoken spoken : SPOKEN) {
      byte[] request = spoken.recorded().request().getBytes(UTF_8);
      Optional<Ask> ask = ask(spoken);
      if (ask.isEmpty()) {
        continue;
      }
      List<Splice> splices = splices(spoken);
      byte[] sent = Splices.apply(request, ask.get(), splices);
      spliced += splices.isEmpty() ? 0 : 1;
      if (splices.isEmpty()) {
        assertThat(sent).isSameAs(request);
      } else {
        assertThat(unspliced(sent))
            .as("%s: %s", spoken.recorded().where(), splices)
            .isEqualTo(unspliced(request));
      }
    }
    assertThat(spliced).isGreaterThan(100);
  }

  private static JsonNode unspliced(byte[] request) throws IOException {
    ObjectNode tree = (ObjectNode) Recordings.tree(new String(request, UTF_8));
    tree.remove("stream_options");
    tree.remove("max_tokens");
    return tree;
  }

  @Test
  void everyErrorIsUnderstood() {
    List<Recorded> errors = ALL.stream().filter(each -> each.status() >= 400).toList();
    for (Recorded recorded : errors) {
      ProviderError error = ProviderError.read(recorded.status(), recorded.answer());
      assertThat(error.message()).as(recorded.where()).isNotBlank();
      assertThat(error.message()).as(recorded.where()).doesNotStartWith("{");
      assertThat(error.status()).as(recorded.where()).isEqualTo(recorded.status());
      String body = new String(recorded.answer(), UTF_8);
      assertThat(error.type() + error.code())
          .as(recorded.where())
          .matches(
              said -> !said.isEmpty() || !body.contains("\"type\""), "its type, if it has one");
    }
    assertThat(errors).hasSizeGreaterThan(80);
  }

  @Test
  void everyFamilyHasARecordingAtItsOwnPathOrAReason() {
    for (String family : Families.NAMES) {
      List<Spoken> its =
          SPOKEN.stream()
              .filter(spoken -> spoken.family().equals(family) && spoken.operation().isEmpty())
              .toList();
      assertThat(its.isEmpty()).as(family).isEqualTo(UNRECORDED.containsKey(family));
      boolean known =
          !family.equals(ROUTER)
              && its.stream().anyMatch(spoken -> !spoken.recorded().path().isEmpty());
      assertThat(its.stream().anyMatch(Spoken::own)).as("%s's paths", family).isEqualTo(known);
    }
  }

  /// What is counted of one kind of exchange with one provider.
  private static final class Count {
    int exchanges;
    int streams;
    int said;
    int silent;
    int impossible;
    int errors;
    int wireless;
    int unread;

    void add(Recorded recorded, Optional<Spoken> spoken) throws IOException {
      exchanges++;
      streams += recorded.framing() == Framing.NONE ? 0 : 1;
      if (recorded.status() >= 400) {
        errors++;
      } else if (spoken.isEmpty() || !spoken.get().tells()) {
        wireless++;
        unread += saysUsage(recorded) ? 1 : 0;
      } else {
        UsageReport report = metered(spoken.get()).report();
        said += report.whole().isPresent() ? 1 : 0;
        impossible += report instanceof UsageReport.Contradictory ? 1 : 0;
        silent += report.whole().isPresent() || report instanceof UsageReport.Contradictory ? 0 : 1;
      }
    }

    String cells() {
      return List.of(exchanges, streams, said, silent, impossible, errors, wireless, unread)
          .stream()
          .map(figure -> figure == 0 ? "" : Integer.toString(figure))
          .collect(Collectors.joining(" | "));
    }
  }

  /// Whether any figure in it, wherever it stands, is of tokens or units that were used.
  private static boolean saysUsage(Recorded recorded) throws IOException {
    for (JsonNode document : Spoken.documents(recorded)) {
      for (String name : USAGES) {
        if (document.findValues(name).stream()
            .anyMatch(usage -> usage.isNumber() || (usage.isObject() && !usage.isEmpty()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String kind(Recorded recorded, Optional<Spoken> spoken) {
    if (spoken.isPresent()) {
      return spoken.get().code();
    }
    return recorded.path().isEmpty() ? "other" : "`" + operation(recorded.path()) + "`";
  }

  /// A path without the names and numbers in it.
  private static String operation(String path) {
    return Arrays.stream(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> segment.replaceAll("^([a-z]+)[_-]?[A-Za-z0-9]{20,}$", "{$1}"))
        .map(segment -> segment.matches(".*[0-9A-F%:.].*") && segment.length() > 8 ? "{}" : segment)
        .collect(Collectors.joining("/", "/", ""));
  }

  @Test
  void whatSaysItsUsageAndIsNotReadIsKnownByKind() throws IOException {
    Set<String> unread = new TreeSet<>();
    for (Recorded recorded : ALL) {
      Optional<Spoken> spoken = Spoken.of(recorded);
      boolean read = spoken.map(Spoken::tells).orElse(false);
      if (!read && recorded.status() < 300 && saysUsage(recorded)) {
        unread.add(unread(kind(recorded, spoken)));
      }
    }
    assertThat(unread).isEqualTo(UNREAD);
  }

  private static String unread(String kind) {
    return kind.startsWith("`/model/")
        ? "invoke"
        : kind.startsWith("`/v1beta1/")
            ? "predict"
            : kind.equals("`/`") ? "text-generation-inference" : kind;
  }

  private static String table() throws IOException {
    Map<String, Count> counts = new TreeMap<>();
    Count all = new Count();
    for (Recorded recorded : ALL) {
      Optional<Spoken> spoken = Spoken.of(recorded);
      String provider =
          recorded.path().isEmpty() ? "fixtures: " + recorded.provider() : recorded.provider();
      counts
          .computeIfAbsent("| " + provider + " | " + kind(recorded, spoken), _ -> new Count())
          .add(recorded, spoken);
      all.add(recorded, spoken);
    }
    return counts.entrySet().stream()
            .map(count -> count.getKey() + " | " + count.getValue().cells() + " |\n")
            .collect(Collectors.joining())
        + "| **all** | | "
        + all.cells()
        + " |\n";
  }

  @Test
  void thePageHasWhatIsCounted() throws IOException {
    String page = Files.readString(PAGE);
    int at = page.indexOf(TABLE) + TABLE.length();
    int head = page.indexOf("| --- |", at);
    int rows = page.indexOf('\n', head) + 1;
    String counted = page.substring(0, rows) + table();
    if (System.getProperty("weir.recordings", "").equals("write")) {
      Files.writeString(PAGE, counted);
    }

    assertThat(ALL).hasSizeGreaterThan(3_800);
    assertThat(Files.readString(PAGE)).isEqualTo(counted);
  }
}
