package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.base.money.Money;
import dev.weir.base.wire.Framing;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Fixtures;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.dialect.SlowUsage;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every recorded exchange once more, as a call through the data plane: the test is the provider
/// and answers what the real one did, in chunks split anywhere. The caller gets it byte for byte,
/// and the ledger what it says.
class RecordedPassageTest {
  private static final Families FAMILIES = Families.read();
  private static final Pattern PLACE = Pattern.compile("[{](?<name>[a-z_]+)}");
  private static final Pattern MODEL = Pattern.compile("/models?/(?<name>[^/:]+)");
  private static final int UNAUTHORIZED = 401;
  private static final EdgeLimits ROOMY =
      new EdgeLimits(true, Duration.ofSeconds(5), 1 << 20, Duration.ofSeconds(60), 1 << 24);

  /// Two of its frames lack their last brace.
  private static final String BROKEN = "parallel-tool-call-wrapper.1.chunks";

  /// Every model there is.
  private static final PriceBook PRICES =
      PriceBook.compile(
          List.of(
              Catalogue.parse(
                  """
                  {"format": "weir-prices/1", "name": "any", "contracts": [], "models": [
                   {"provider": "up", "id": "any", "match": [{"regex": "."}, {"starts_with": "op:"}],
                    "limits": {"output_max": 200}, "prices": [
                     {"meter": "input", "usd": "1", "per": 1000000},
                     {"meter": "output", "usd": "2", "per": 1000000},
                     {"meter": "request", "usd": "0.01", "per": 1}]}]}
                  """)));

  /// What a chunk that says usage has besides.
  private static final Set<String> USUAL =
      Set.of(
          "id",
          "object",
          "created",
          "model",
          "choices",
          "usage",
          "service_tier",
          "system_fingerprint",
          "obfuscation");

  /// Requests that are no JSON, by the recording's own fault.
  private int malformed;

  /// What a caller got otherwise than its provider sent it.
  private int undone;

  private int passed;
  private int reported;
  private int flagged;
  private int released;

  private static Walk walk(String family) {
    Family of = FAMILIES.named(family);
    Map<String, String> places =
        of.wires().values().stream()
            .flatMap(path -> PLACE.matcher(path.path()).results())
            .map(place -> place.group("name"))
            .filter(name -> !name.equals("model"))
            .distinct()
            .collect(Collectors.toMap(name -> name, _ -> "here"));
    Provider provider =
        new Provider(
            "up",
            "up",
            of,
            new Origin(true, "up", 443),
            "",
            List.of("*"),
            Account.at(of, "", Map.of(), places),
            1000,
            Set.of());
    RoutingRules once = new RoutingRules(RetryRules.ONCE, RetryRules.ONCE);
    return new Walk(ROOMY, new Routes(List.of(provider), Map.of(), once), Optional.of(PRICES));
  }

  private static Map<String, List<Spoken>> byFamily() throws IOException {
    List<Recorded> all = new ArrayList<>(Recordings.everything());
    all.addAll(Fixtures.all());
    Map<String, List<Spoken>> families = new TreeMap<>();
    for (Recorded recorded : all) {
      Optional<Spoken> spoken = Spoken.of(recorded);
      if (spoken.isPresent()) {
        families.computeIfAbsent(spoken.get().asked(), _ -> new ArrayList<>()).add(spoken.get());
      }
    }
    return families;
  }

  /// The request line of a caller who speaks the wire.
  private static String line(Spoken spoken) {
    if (spoken.operation().isPresent()) {
      String recorded = spoken.recorded().path();
      return recorded.isEmpty() ? spoken.operation().get().lines().getFirst().path() : recorded;
    }
    boolean stream = spoken.recorded().framing() != Framing.NONE;
    Matcher named = MODEL.matcher(spoken.recorded().path());
    String model = named.find() ? named.group("name") : "m";
    return switch (spoken.wire()) {
      case OPENAI_CHAT -> "/v1/chat/completions";
      case OPENAI_RESPONSES -> "/v1/responses";
      case OPENAI_COMPLETIONS -> "/v1/completions";
      case OPENAI_EMBEDDINGS -> "/v1/embeddings";
      case ANTHROPIC_MESSAGES -> "/v1/messages";
      case ANTHROPIC_COUNT_TOKENS -> "/v1/messages/count_tokens";
      case GEMINI_GENERATE ->
          "/v1beta/models/" + model + (stream ? ":streamGenerateContent" : ":generateContent");
      case GEMINI_EMBED -> "/v1beta/models/" + model + ":embedContent";
      case GEMINI_BATCH_EMBED -> "/v1beta/models/" + model + ":batchEmbedContents";
      case GEMINI_COUNT_TOKENS -> "/v1beta/models/" + model + ":countTokens";
      case BEDROCK_CONVERSE -> "/model/" + model + (stream ? "/converse-stream" : "/converse");
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE ->
          throw new IllegalStateException("an operation has its own line");
    };
  }

  /// The recorded one; a plain one where none was recorded, or where it is InvokeModel's.
  private static String request(Spoken spoken) {
    String recorded = spoken.recorded().request();
    boolean plain = recorded.isEmpty() || spoken.family().equals("bedrock-anthropic");
    boolean stream = spoken.recorded().framing() != Framing.NONE;
    return !plain
        ? recorded
        : switch (spoken.wire().dialect()) {
          case OPENAI, ANTHROPIC ->
              "{\"model\":\"m\",\"max_tokens\":9,\"stream\":%b,%s\"input\":\"hi\",\"messages\":[]}"
                  .formatted(stream, stream ? "\"stream_options\":{\"include_usage\":true}," : "");
          case GEMINI, BEDROCK -> "{}";
        };
  }

  private static List<byte[]> chunks(byte[] bytes) {
    Random random = new Random(bytes.length);
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(2000));
      chunks.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return chunks;
  }

  private static boolean isJson(String text) throws IOException {
    try {
      return Recordings.tree(text).isObject();
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  private static SimCaller answered(Walk walk, Spoken spoken, SimCaller caller) {
    Recorded recorded = spoken.recorded();
    String type = recorded.contentType().isEmpty() ? "application/json" : recorded.contentType();
    walk.provider().head(recorded.status(), Headers.of("content-type", type));
    chunks(recorded.answer()).forEach(walk.provider()::chunk);
    walk.provider().end();
    walk.later();
    walk.drain();
    return caller;
  }

  @Test
  void everyAnswerReachesItsCallerByteForByteAndTheLedgerAsItSays() throws IOException {
    for (Map.Entry<String, List<Spoken>> family : byFamily().entrySet()) {
      Walk walk = walk(family.getKey());
      for (Spoken spoken : family.getValue()) {
        pass(walk, spoken);
        assertThat(walk.bugs).as(spoken.recorded().where()).isEmpty();
        assertThat(walk.ledger.open()).as(spoken.recorded().where()).isZero();
      }
    }

    assertThat(passed).isGreaterThan(3_500);
    assertThat(reported).isGreaterThan(3_200);
    assertThat(flagged).isGreaterThan(150);
    assertThat(released).isGreaterThan(80);
    assertThat(undone).isLessThan(20);
    assertThat(malformed).isLessThan(10);
  }

  private void pass(Walk walk, Spoken spoken) throws IOException {
    Recorded recorded = spoken.recorded();
    byte[] request = request(spoken).getBytes(UTF_8);
    int before = walk.endings.size();
    SimCaller caller = walk.line("POST", line(spoken), request);
    walk.drain();
    if (caller.status() != 0) {
      assertThat(caller.status())
          .as("%s: %s", recorded.where(), new String(caller.received(), UTF_8))
          .isEqualTo(400);
      assertThat(isJson(recorded.request())).as(recorded.where()).isFalse();
      malformed++;
      return;
    }
    answered(walk, spoken, caller);
    assertThat(walk.endings).as(recorded.where()).hasSize(before + 1);
    got(walk, spoken, caller, request);
    booked(spoken, walk.endings.getLast());
    passed++;
  }

  private void got(Walk walk, Spoken spoken, SimCaller caller, byte[] request) throws IOException {
    Recorded recorded = spoken.recorded();
    if (recorded.status() == UNAUTHORIZED) {
      // That Weir's own credential is refused is no caller's matter.
      assertThat(caller.status()).as(recorded.where()).isEqualTo(502);
      return;
    }
    assertThat(caller.status()).as(recorded.where()).isEqualTo(recorded.status());
    assertThat(caller.complete()).as(recorded.where()).isTrue();
    boolean unwrapped = recorded.framing() == Framing.EVENT_STREAM && !isOwn(spoken);
    if (unwrapped || Arrays.equals(caller.received(), recorded.answer())) {
      return;
    }
    // Weir asked for usage where its caller did not, and some servers say it unasked.
    undone++;
    assertThat(walk.attempt().body()).as(recorded.where()).isNotEqualTo(request);
    assertThat(new String(caller.received(), UTF_8))
        .as("%s, %s", recorded.where(), spoken.family())
        .isEqualTo(withoutUsage(new String(recorded.answer(), UTF_8)));
  }

  /// Whether binary messages are what the caller's wire has too.
  private static boolean isOwn(Spoken spoken) {
    return spoken.wire() == Wire.BEDROCK_CONVERSE;
  }

  private void booked(Spoken spoken, Entry.Ended ended) throws IOException {
    Recorded recorded = spoken.recorded();
    String where = "%s, %s: %s".formatted(recorded.where(), spoken.family(), ended);
    if (recorded.status() >= 400) {
      assertThat(ended).as(where).isInstanceOf(Entry.Released.class);
      released++;
      return;
    }
    if (!spoken.tells() || recorded.where().contains(BROKEN)) {
      return;
    }
    SlowUsage expected = SlowUsage.of(spoken.wire(), spoken.documents());
    if (ended instanceof Entry.Released unbilled) {
      assertThat(unbilled.ending()).as(where).isEqualTo(Ending.PROVIDER_ERROR);
      assertThat(expected.said()).as(where).isFalse();
      assertThat(new String(recorded.answer(), UTF_8)).as(where).contains("\"error\"");
      flagged++;
      return;
    }
    Entry.Settled settled = (Entry.Settled) ended;
    if (expected.believable().isPresent()) {
      assertThat(SlowUsage.figures(settled.usage()))
          .as(where)
          .isEqualTo(expected.believable().get());
      assertThat(settled.usage().provenance()).as(where).isEqualTo(Provenance.REPORTED);
      reported++;
    } else {
      assertThat(settled.usage().provenance()).as(where).isNotEqualTo(Provenance.REPORTED);
      assertThat(settled.charge().total()).as(where).isGreaterThan(Money.ZERO);
      flagged++;
    }
  }

  /// What such a server would have sent if it did as OpenAI does: no chunk that only says usage,
  /// and no such member where there is more beside it.
  private static String withoutUsage(String answer) throws IOException {
    StringBuilder without = new StringBuilder();
    for (String event : answer.split("(?<=\n\n)", -1)) {
      JsonNode chunk =
          event.startsWith("data: {") ? Recordings.tree(event.substring(6)) : Recordings.tree("{}");
      boolean noChoices = chunk.path("choices").isArray() && chunk.path("choices").isEmpty();
      if (!noChoices || !chunk.path("usage").isObject()) {
        without.append(event.replace(",\"usage\":null", ""));
      } else if (chunk.properties().stream().anyMatch(each -> !USUAL.contains(each.getKey()))) {
        without.append(event.replace(",\"usage\":" + chunk.path("usage"), ""));
      }
    }
    return without.toString();
  }
}
