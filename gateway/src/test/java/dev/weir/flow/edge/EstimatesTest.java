package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Origin;
import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Offer;
import dev.weir.flow.policy.Question;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call can use at most is neither less than it can be billed nor more than its model gives.
class EstimatesTest {
  private static final Instant NOW = Instant.parse("2026-03-15T10:00:00Z");
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "own", "contracts": [], "models": [
        {"provider": "p", "id": "chat", "limits": {"input_max": 128000, "output_max": 16384},
         "prices": [{"meter": "input", "usd": "3", "per": 1000000},
                    {"meter": "output", "usd": "9", "per": 1000000}]},
        {"provider": "p", "id": "seeing",
         "limits": {"input_max": 1000, "output_max": 100, "tokens_per_image_max": 5000},
         "prices": [{"meter": "input", "usd": "3", "per": 1000000},
                    {"meter": "output", "usd": "9", "per": 1000000}]},
        {"provider": "p", "id": "outgrown", "limits": {"input_max": 1000, "output_max": 100},
         "prices": [{"meter": "input", "usd": "3", "per": 1000000},
                    {"meter": "input", "above_input_tokens": 1000, "context_tier": "cliff",
                     "usd": "6", "per": 1000000},
                    {"meter": "output", "usd": "9", "per": 1000000}]},
        {"provider": "p", "id": "small", "limits": {"input_max": 128000, "output_max": 16384},
         "prices": [{"meter": "input", "usd": "1", "per": 1000000},
                    {"meter": "output", "usd": "2", "per": 1000000}]},
        {"provider": "p", "id": "brief", "limits": {"input_max": 128000, "output_max": 10},
         "prices": [{"meter": "input", "usd": "1", "per": 1000000},
                    {"meter": "output", "usd": "2", "per": 1000000}]},
        {"provider": "p", "id": "hearing", "limits": {"input_max": 1000, "output_max": 100},
         "prices": [{"meter": "input", "usd": "1", "per": 1000000},
                    {"meter": "image_input", "usd": "3", "per": 1000000},
                    {"meter": "audio_input", "usd": "40", "per": 1000000},
                    {"meter": "output", "usd": "2", "per": 1000000},
                    {"meter": "audio_output", "usd": "80", "per": 1000000}]},
        {"provider": "p", "id": "listening",
         "prices": [{"meter": "audio_seconds", "usd": "0.36", "per": 3600}]},
        {"provider": "p", "id": "embed", "limits": {"input_max": 8191},
         "prices": [{"meter": "input", "usd": "0.02", "per": 1000000}]}
      ]}
      """;
  private static final PriceBook BOOK = PriceBook.compile(List.of(Catalogue.parse(PRICES)));

  private static final Family OPENAI = Families.read().named("openai");

  private static Provider provider(int tokensPerThousandBytes, String... models) {
    Origin origin = new Origin(false, "provider", 80);
    return new Provider("open", "p", OPENAI, origin, "", List.of(models), tokensPerThousandBytes);
  }

  private static VirtualKey key(String... models) {
    Secrets.Minted secret = new Secrets(new Random(1)).mint(Secrets.KEY_PREFIX);
    return new VirtualKey(
        "key_1",
        "claims bot",
        List.of(new VirtualKey.Secret(secret.hash(), Optional.empty())),
        Tags.of(Map.of()),
        Set.of(),
        false,
        VirtualKey.OnMissing.REFUSE,
        1_000,
        List.of(models),
        Set.of(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  private static Ask ask(Wire wire, String body) {
    return switch (AskReader.read(wire, body.getBytes(UTF_8))) {
      case AskReader.Reading.Understood(Ask ask) -> ask;
      case AskReader.Reading.Malformed malformed ->
          throw new AssertionError(malformed.refusal().message());
    };
  }

  private static Ask chat(String model, String members) {
    return ask(Wire.OPENAI_CHAT, "{\"model\":\"%s\",\"messages\":[]%s}".formatted(model, members));
  }

  private static Estimate estimate(Provider provider, Ask ask) {
    return new Estimates(BOOK, provider, key(), ask, NOW).at(ask.model());
  }

  private static Estimate estimate(Ask ask) {
    return estimate(provider(1000), ask);
  }

  private static Ask seeing(String model, String part) {
    return ask(
        Wire.OPENAI_CHAT,
        "{\"model\":\"%s\",\"messages\":[{\"content\":[%s]}]}".formatted(model, part));
  }

  @ParameterizedTest
  @CsvSource({"'', 16384", "',\"max_tokens\":50', 50", "',\"max_tokens\":10000000', 16384"})
  void anAnswerIsNoLongerThanItsModelGives(String members, long tokens) {
    Estimate estimate = estimate(chat("chat", members));
    assertThat(estimate.outputTokens()).isEqualTo(tokens);
    assertThat(estimate.boundless()).isEmpty();
  }

  @Test
  void anInputIsNoLongerThanItsModelTakes() {
    Ask ask = chat("chat", ",\"x\":\"%s\"".formatted("y".repeat(400_000)));
    assertThat(estimate(ask).inputTokens()).isEqualTo(128_000);
  }

  @Test
  void aWindowThatAContextTierLiesBeyondIsNotBelieved() {
    Ask ask = chat("outgrown", ",\"x\":\"%s\"".formatted("y".repeat(4_000)));
    assertThat(estimate(ask).inputTokens()).isGreaterThan(4_000);
  }

  @Test
  void aPictureIsBoundedByTheWindowWhereNothingIsSaidOfPictures() {
    String picture = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a\"}}";
    assertThat(estimate(seeing("chat", picture)).inputTokens()).isEqualTo(128_000);
    assertThat(estimate(seeing("chat", picture)).boundless()).isEmpty();
    assertThat(estimate(seeing("seeing", picture)).inputTokens()).isBetween(5_000L, 6_000L);
  }

  @Test
  void aFileIsBoundedByTheWindowAndARecordingHasNoBound() {
    assertThat(estimate(seeing("chat", "{\"type\":\"file\",\"file\":{}}")).boundless()).isEmpty();
    assertThat(estimate(seeing("chat", "{\"type\":\"file\",\"file\":{}}")).inputTokens())
        .isEqualTo(128_000);
    assertThat(estimate(seeing("chat", "{\"type\":\"input_audio\"}")).boundless())
        .contains("audio input");
    assertThat(estimate(seeing("chat", "{\"type\":\"hologram\"}")).boundless())
        .contains("content hologram");
  }

  @Test
  void aRatioOfTokensToBytesIsNoneOfTokensGivenAsNumbers() {
    String numbers = IntStream.range(0, 1_000).mapToObj(i -> "7").collect(Collectors.joining(","));
    for (String input : List.of("[" + numbers + "]", "[[" + numbers + "],[7]]")) {
      Ask ask = ask(Wire.OPENAI_EMBEDDINGS, "{\"model\":\"embed\",\"input\":%s}".formatted(input));
      assertThat(estimate(provider(100), ask).inputTokens()).isGreaterThanOrEqualTo(1_000);
    }
    Ask text = chat("chat", ",\"x\":\"%s\"".formatted("y".repeat(10_000)));
    assertThat(estimate(provider(100), text).inputTokens()).isBetween(1_000L, 1_100L);
  }

  @Test
  void onlyPricesOfWhatACallMayHoldAreReserved() {
    String picture = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a\"}}";
    Estimate text = estimate(chat("hearing", ",\"x\":\"%s\"".formatted("y".repeat(4_000))));
    Estimate pictures = estimate(seeing("hearing", picture));
    Estimate file = estimate(seeing("hearing", "{\"type\":\"file\",\"file\":{}}"));

    // 1,000 of input and 100 of output, per million
    assertThat(text.cost(100)).isEqualTo(Money.usd("0.0012"));
    assertThat(pictures.cost(100)).isEqualTo(Money.usd("0.0032"));
    assertThat(file.cost(100)).isEqualTo(Money.usd("0.048"));
  }

  @Test
  void aModelThatIsPricedByUnitsAloneHasNoPriceOfACall() {
    assertThat(estimate(chat("listening", ",\"max_tokens\":5")).tariff()).isEmpty();
  }

  @Test
  void anAnswerWithoutAPriceHasNoBound() {
    assertThat(estimate(chat("embed", ",\"max_tokens\":5")).boundless().orElseThrow())
        .contains("no price of the model's output");
    Ask embedding = ask(Wire.OPENAI_EMBEDDINGS, "{\"model\":\"embed\",\"input\":\"a\"}");
    assertThat(estimate(embedding).boundless()).isEmpty();
  }

  private static Question question(Provider provider, VirtualKey key, Ask ask, String... ladder) {
    Budget.Rung[] rungs =
        Arrays.stream(ladder)
            .map(model -> new Budget.Rung.Substitute(new Share(0), model))
            .toArray(Budget.Rung[]::new);
    Budget budget =
        Budget.of("b", Scope.EVERY_CALL, Window.parse("total"), Total.of(1_000_000_000_000L))
            .with(Budget.Terms.USUAL.withLadder(rungs));
    RuleBook rules = RuleBook.of(List.of(budget), List.of());
    Principal principal = new Principal("key_1", Tags.of(Map.of("key", "key_1")), false);
    CallFacts facts =
        new CallFacts(
            principal, ask.wire().code(), ask.model(), false, "primary", Optional.empty(), 9);
    return new Estimates(BOOK, provider, key, ask, NOW).question(facts, rules, NOW);
  }

  private static List<String> offered(Question question) {
    return question.substitutes().stream().map(Offer::model).toList();
  }

  @Test
  void aSubstituteGivesAnAnswerOfTheSameKind() {
    Question chat = question(provider(1000), key(), chat("chat", ""), "small", "embed", "nobody");
    assertThat(offered(chat)).containsExactly("small");
    assertThat(chat.barred()).containsOnlyKeys("embed", "nobody");

    Ask embedding = ask(Wire.OPENAI_EMBEDDINGS, "{\"model\":\"embed\",\"input\":\"a\"}");
    Question vectors = question(provider(1000), key(), embedding, "small");
    assertThat(offered(vectors)).isEmpty();
    assertThat(vectors.barred())
        .containsEntry("small", "a call of openai.embeddings keeps its model");
  }

  @Test
  void aSubstituteIsNoWayAroundWhatAKeyMayAskFor() {
    Question barred = question(provider(1000), key("ch*"), chat("chat", ""), "small");
    assertThat(offered(barred)).isEmpty();
    assertThat(barred.barred()).containsEntry("small", "key 'claims bot' may not use it");
    assertThat(offered(question(provider(1000), key("*"), chat("chat", ""), "small")))
        .containsExactly("small");
  }

  @Test
  void aSubstituteIsAmongTheModelsItsProviderIsConfiguredFor() {
    Question barred = question(provider(1000, "chat"), key(), chat("chat", ""), "small");
    assertThat(offered(barred)).isEmpty();
    assertThat(barred.barred().get("small")).contains("provider open");
    assertThat(offered(question(provider(1000, "chat", "sm*"), key(), chat("chat", ""), "small")))
        .containsExactly("small");
  }

  @Test
  void aSubstituteCanGiveTheAnswerThatWasAskedFor() {
    assertThat(
            offered(question(provider(1000), key(), chat("chat", ",\"max_tokens\":11"), "brief")))
        .isEmpty();
    assertThat(
            offered(question(provider(1000), key(), chat("chat", ",\"max_tokens\":10"), "brief")))
        .containsExactly("brief");
  }
}
