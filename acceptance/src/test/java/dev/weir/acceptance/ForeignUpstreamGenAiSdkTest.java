package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Google's own SDK, while the provider behind the model is OpenAI or Anthropic: what it asks and
/// gets is as if it were Gemini, and what it costs is by that provider's own figures.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignUpstreamGenAiSdkTest {
  private final Stage stage = Vendors.stage();
  private final Client client =
      Client.builder()
          .apiKey(stage.key())
          .httpOptions(
              HttpOptions.builder()
                  .baseUrl(stage.gateway().uri().toString())
                  .headers(Map.of("x-weir-use-case", "foreign"))
                  .retryOptions(HttpRetryOptions.builder().attempts(1))
                  .build())
          .build();

  @AfterAll
  void close() {
    client.close();
    stage.close();
  }

  private static GenerateContentConfig.Builder config() {
    return GenerateContentConfig.builder().maxOutputTokens(300);
  }

  private static Content user(Part... parts) {
    return Content.builder().role("user").parts(parts).build();
  }

  private static Content user(String text) {
    return user(Part.fromText(text));
  }

  private GenerateContentResponse ask(
      ForeignVendor vendor, List<Content> conversation, GenerateContentConfig.Builder config) {
    return client.models.generateContent(vendor.model(), conversation, config.build());
  }

  private GenerateContentResponse ask(
      ForeignVendor vendor, String text, GenerateContentConfig.Builder config) {
    return ask(vendor, List.of(user(text)), config);
  }

  private List<GenerateContentResponse> streamed(
      ForeignVendor vendor, String text, GenerateContentConfig.Builder config) {
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(vendor.model(), text, config.build())) {
      stream.forEach(chunks::add);
    }
    return chunks;
  }

  private static Content said(GenerateContentResponse answer) {
    return answer.candidates().orElseThrow().getFirst().content().orElseThrow();
  }

  private static List<FunctionCall> calls(GenerateContentResponse answer) {
    return answer.candidates().orElse(List.of()).stream()
        .flatMap(candidate -> candidate.content().stream())
        .flatMap(content -> content.parts().orElse(List.of()).stream())
        .flatMap(part -> part.functionCall().stream())
        .toList();
  }

  private static GenerateContentResponseUsageMetadata usage(GenerateContentResponse answer) {
    return answer.usageMetadata().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void generates(ForeignVendor vendor) {
    GenerateContentResponse answer =
        ask(
            vendor,
            "hello [[sim in=30 out=7 cached=10]]",
            config()
                .systemInstruction(Content.fromParts(Part.fromText("You are brief.")))
                .temperature(0.5f)
                .stopSequences("END"));

    assertThat(answer.text()).isNotEmpty();
    assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(answer.modelVersion().orElseThrow()).startsWith(vendor.model());
    assertThat(usage(answer).promptTokenCount()).contains(30);
    assertThat(usage(answer).cachedContentTokenCount()).contains(10);
    assertThat(usage(answer).candidatesTokenCount()).contains(7);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void streams(ForeignVendor vendor) {
    List<GenerateContentResponse> chunks =
        streamed(vendor, "hello [[sim in=11 out=25 utf8=1]]", config());

    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks).anySatisfy(chunk -> assertThat(chunk.text()).isNotEmpty());
    assertThat(chunks.getLast().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(usage(chunks.getLast()).candidatesTokenCount()).contains(25);
    vendor.assertBooked(stage);
  }

  private static GenerateContentConfig.Builder withWeather() {
    Schema city = Schema.builder().type(Type.Known.STRING).build();
    return config()
        .tools(
            Tool.builder()
                .functionDeclarations(
                    FunctionDeclaration.builder()
                        .name("weather")
                        .description("The weather of a city")
                        .parameters(
                            Schema.builder()
                                .type(Type.Known.OBJECT)
                                .properties(Map.of("city", city)))));
  }

  private static Part result(FunctionCall call) {
    FunctionResponse.Builder response =
        FunctionResponse.builder().name(call.name().orElseThrow()).response(Map.of("celsius", 21));
    call.id().ifPresent(response::id);
    return Part.builder().functionResponse(response).build();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void callsFunctionsInParallelAndTakesTheirResults(ForeignVendor vendor) {
    List<Content> conversation = new ArrayList<>();
    conversation.add(user("weather? [[sim in=40 out=30 tool=weather tools=2]]"));

    GenerateContentResponse asked = ask(vendor, conversation, withWeather());
    List<FunctionCall> calls = calls(asked);
    conversation.add(said(asked));
    conversation.add(
        user(calls.stream().map(ForeignUpstreamGenAiSdkTest::result).toArray(Part[]::new)));
    conversation.add(user("and now? [[sim in=60 out=5]]"));
    GenerateContentResponse answer = ask(vendor, conversation, withWeather());

    assertThat(calls)
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.name()).contains("weather"))
        .allSatisfy(call -> assertThat(call.args().orElseThrow()).isNotEmpty());
    assertThat(answer.text()).isNotEmpty();
    assertThat(usage(answer).promptTokenCount()).contains(60);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void streamsFunctionCalls(ForeignVendor vendor) {
    List<GenerateContentResponse> chunks =
        streamed(vendor, "weather? [[sim in=40 out=30 tool=weather tools=2]]", withWeather());

    assertThat(chunks.stream().flatMap(chunk -> calls(chunk).stream()))
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.args().orElseThrow()).isNotEmpty());
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void showsAPicture(ForeignVendor vendor) {
    byte[] pixel = Base64.getDecoder().decode(ForeignVendor.PIXEL);
    GenerateContentResponse answer =
        ask(
            vendor,
            List.of(
                user(
                    Part.fromBytes(pixel, "image/png"),
                    Part.fromText("what is this? [[sim in=100 out=5]]"))),
            config());

    assertThat(usage(answer).promptTokenCount()).contains(100);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void hasAnAnswerByASchemaOfGooglesLanguage(ForeignVendor vendor) throws Exception {
    Schema name = Schema.builder().type(Type.Known.STRING).build();
    GenerateContentConfig.Builder config =
        config()
            .responseMimeType("application/json")
            .responseSchema(
                Schema.builder()
                    .type(Type.Known.OBJECT)
                    .properties(Map.of("name", name))
                    .required("name"));

    assertNamed(ask(vendor, "answer me [[sim in=20 out=40 schema=1]]", config));
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void hasAnAnswerByAJsonSchema(ForeignVendor vendor) throws Exception {
    GenerateContentConfig.Builder config =
        config()
            .responseMimeType("application/json")
            .responseJsonSchema(
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("name", Map.of("type", "string")),
                    "required",
                    List.of("name"),
                    "additionalProperties",
                    false));

    assertNamed(ask(vendor, "answer me [[sim in=20 out=40 schema=1]]", config));
    vendor.assertBooked(stage);
  }

  private static void assertNamed(GenerateContentResponse answer) throws Exception {
    String json = Optional.ofNullable(answer.text()).orElseThrow();
    assertThat(Web.JSON.readTree(json).path("name").isTextual()).as(json).isTrue();
  }

  /// The SDK writes it as a number with a fraction.
  @Test
  void saysHowManyTokensToChooseFromWhereThatCanBeCarried() {
    GenerateContentResponse answer =
        ask(ForeignVendor.ANTHROPIC, "hello [[sim in=12 out=3]]", config().topK(3f));

    assertThat(usage(answer).candidatesTokenCount()).contains(3);
    ForeignVendor.ANTHROPIC.assertBooked(stage);
    assertThatThrownBy(() -> ask(ForeignVendor.OPENAI, "hello", config().topK(3f)))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("`generationConfig.topK`")
        .hasMessageContaining(ForeignVendor.OPENAI.drop());
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void hearsOfWhatCannotBeCarriedByItsOwnName(ForeignVendor vendor) {
    GenerateContentConfig.Builder config =
        config()
            .safetySettings(
                SafetySetting.builder()
                    .category("HARM_CATEGORY_HARASSMENT")
                    .threshold("BLOCK_NONE"));

    assertThatThrownBy(() -> ask(vendor, "hello", config))
        .isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(400))
        .hasMessageContaining("`safetySettings`")
        .hasMessageContaining(vendor.drop());
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void hearsOfAProvidersLimitAsOfGooglesOwn(ForeignVendor vendor) {
    assertThatThrownBy(() -> ask(vendor, "hello [[sim in=5 out=5 fault=429:2]]", config()))
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> {
              assertThat(e.code()).isEqualTo(429);
              assertThat(e.status()).isEqualTo("RESOURCE_EXHAUSTED");
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void hearsThatAProviderFailed(ForeignVendor vendor) {
    assertThatThrownBy(() -> ask(vendor, "hello [[sim in=5 out=5 fault=500]]", config()))
        .isInstanceOf(ServerException.class);
  }

  /// The SDK reads an event ahead: it tells of the connection that ended before it looks at the
  /// event that says why.
  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "ANTHROPIC"})
  void neverTakesATornStreamForAWholeOne(ForeignVendor vendor) {
    assertThatThrownBy(
            () -> streamed(vendor, "hello [[sim in=20 out=60 pace=2ms fault=cut:20]]", config()))
        .isInstanceOf(GenAiIOException.class);
  }

  @Test
  void isToldThatItsKeyIsNotKnown() {
    try (Client stranger =
        Client.builder()
            .apiKey("wk_" + "unknown0".repeat(6))
            .httpOptions(HttpOptions.builder().baseUrl(stage.gateway().uri().toString()).build())
            .build()) {
      assertThatThrownBy(() ->
              stranger.models.generateContent(
                  ForeignVendor.OPENAI.model(), "hello", config().build()))
          .isInstanceOfSatisfying(
              ClientException.class,
              e -> {
                assertThat(e.code()).isEqualTo(401);
                assertThat(e.status()).isEqualTo("UNAUTHENTICATED");
              });
    }
  }
}
