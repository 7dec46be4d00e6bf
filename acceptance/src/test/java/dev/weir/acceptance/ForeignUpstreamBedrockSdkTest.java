package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeBaseClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/// AWS's own SDK, while the provider behind the model is OpenAI, Anthropic or Google: what it asks
/// and gets is as if it were Bedrock, and what it costs is by that provider's own figures.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignUpstreamBedrockSdkTest {
  private static final String LIMITED = "hello [[sim in=5 out=5 fault=429:2]]";

  private final Stage stage = Vendors.stage();
  private final BedrockRuntimeClient client =
      pointed(BedrockRuntimeClient.builder(), stage.gateway().uri(), stage.key());
  private final BedrockRuntimeAsyncClient streaming =
      pointed(
          BedrockRuntimeAsyncClient.builder()
              .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1)),
          stage.gateway().uri(),
          stage.key());

  /// A client at the gateway, with a key as AWS's SDK takes Bedrock's own API keys.
  private static <B extends BedrockRuntimeBaseClientBuilder<B, C>, C> C pointed(
      B builder, URI gateway, String key) {
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(gateway)
        .tokenProvider(StaticTokenProvider.create(() -> key))
        .authSchemeProvider(
            BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("httpBearerAuth")))
        .overrideConfiguration(client ->
            client
                .putHeader("x-weir-use-case", "foreign")
                .retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  @AfterAll
  void close() {
    client.close();
    streaming.close();
    stage.close();
  }

  private static Message user(ContentBlock... content) {
    return Message.builder().role(ConversationRole.USER).content(content).build();
  }

  private static Message user(String text) {
    return user(ContentBlock.fromText(text));
  }

  private static ConverseRequest.Builder asked(ForeignVendor vendor) {
    return ConverseRequest.builder()
        .modelId(vendor.model())
        .inferenceConfig(inference -> inference.maxTokens(300));
  }

  private static ConverseRequest.Builder asked(ForeignVendor vendor, String text) {
    return asked(vendor).messages(user(text));
  }

  private ConverseResponse ask(ConverseRequest.Builder request) {
    return client.converse(request.build());
  }

  private static ConverseStreamRequest.Builder stream(ForeignVendor vendor, String text) {
    return ConverseStreamRequest.builder()
        .modelId(vendor.model())
        .messages(user(text))
        .inferenceConfig(inference -> inference.maxTokens(300));
  }

  private ConverseTold streamed(ConverseStreamRequest.Builder request) {
    return streamed(streaming, request);
  }

  private static ConverseTold streamed(
      BedrockRuntimeAsyncClient client, ConverseStreamRequest.Builder request) {
    var told = new ConverseTold();
    client.converseStream(request.build(), told.handler()).join();
    return told;
  }

  private static String text(ConverseResponse answer) {
    return answer.output().message().content().getFirst().text();
  }

  @ParameterizedTest
  @EnumSource
  void converses(ForeignVendor vendor) {
    ConverseResponse answer =
        ask(
            asked(vendor, "hello [[sim in=30 out=7 cached=10]]")
                .system(SystemContentBlock.fromText("You are brief."))
                .inferenceConfig(
                    inference -> inference.maxTokens(300).temperature(0.5f).stopSequences("END")));

    assertThat(text(answer)).isNotEmpty();
    assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(answer.usage().inputTokens()).isEqualTo(20);
    assertThat(answer.usage().cacheReadInputTokens()).isEqualTo(10);
    assertThat(answer.usage().outputTokens()).isEqualTo(7);
    assertThat(answer.usage().totalTokens()).isEqualTo(37);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource
  void streams(ForeignVendor vendor) {
    ConverseTold told = streamed(stream(vendor, "hello [[sim in=11 out=25 utf8=1]]"));

    assertThat(told.text()).isNotEmpty();
    assertThat(told.stop()).isEqualTo(StopReason.END_TURN);
    assertThat(told.usage().inputTokens()).isEqualTo(11);
    assertThat(told.usage().outputTokens()).isEqualTo(25);
    vendor.assertBooked(stage);
  }

  /// Where the protocol is agreed on in the handshake, the SDK's own way is left to it.
  @Test
  void streamsThroughTls() throws Exception {
    KeyPair pair = KeyPair.make(GatewayProcess.temporaryDirectory(), "plane");
    String tls =
        "tls: {data_plane: {certificate: '%s', key: '%s'}}"
            .formatted(pair.certificate(), pair.key());
    try (Stage secured = Vendors.stage(tls);
        BedrockRuntimeAsyncClient client =
            pointed(
                BedrockRuntimeAsyncClient.builder()
                    .httpClientBuilder(
                        NettyNioAsyncHttpClient.builder()
                            .tlsTrustManagersProvider(trusting(pair.certificate()))),
                URI.create("https://127.0.0.1:" + secured.gateway().uri().getPort()),
                secured.key())) {
      ConverseTold told =
          streamed(client, stream(ForeignVendor.OPENAI, "hello [[sim in=11 out=25]]"));

      assertThat(told.stop()).isEqualTo(StopReason.END_TURN);
      ForeignVendor.OPENAI.assertBooked(secured);
    }
  }

  private static TlsTrustManagersProvider trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "plane", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory::getTrustManagers;
  }

  private static ToolConfiguration weather() {
    Document city = Document.mapBuilder().putString("type", "string").build();
    Document schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putDocument("properties", Document.mapBuilder().putDocument("city", city).build())
            .build();
    return ToolConfiguration.builder()
        .tools(
            Tool.fromToolSpec(tool ->
                tool.name("weather")
                    .description("The weather of a city")
                    .inputSchema(input -> input.json(schema))))
        .build();
  }

  private static List<ToolUseBlock> uses(ConverseResponse answer) {
    return answer.output().message().content().stream()
        .filter(block -> block.type() == ContentBlock.Type.TOOL_USE)
        .map(ContentBlock::toolUse)
        .toList();
  }

  private static ContentBlock result(ToolUseBlock use) {
    Document weather = Document.mapBuilder().putNumber("celsius", 21).build();
    return ContentBlock.fromToolResult(result ->
        result.toolUseId(use.toolUseId()).content(ToolResultContentBlock.fromJson(weather)));
  }

  @ParameterizedTest
  @EnumSource
  void usesToolsInParallelAndTakesTheirResults(ForeignVendor vendor) {
    Message question = user("weather? [[sim in=40 out=30 tool=weather tools=2]]");

    ConverseResponse asked = ask(asked(vendor).messages(question).toolConfig(weather()));
    List<ToolUseBlock> uses = uses(asked);
    List<ContentBlock> results = new ArrayList<>();
    uses.forEach(use -> results.add(result(use)));
    results.add(ContentBlock.fromText("and now? [[sim in=60 out=5]]"));
    ConverseResponse answer =
        ask(
            asked(vendor)
                .messages(
                    question, asked.output().message(), user(results.toArray(ContentBlock[]::new)))
                .toolConfig(weather()));

    assertThat(asked.stopReason()).isEqualTo(StopReason.TOOL_USE);
    assertThat(uses)
        .hasSize(2)
        .allSatisfy(use -> assertThat(use.name()).isEqualTo("weather"))
        .allSatisfy(use -> assertThat(use.input().asMap()).isNotEmpty());
    assertThat(text(answer)).isNotEmpty();
    assertThat(answer.usage().inputTokens()).isEqualTo(60);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource
  void streamsItsUseOfTools(ForeignVendor vendor) {
    ConverseTold told =
        streamed(
            stream(vendor, "weather? [[sim in=40 out=30 tool=weather tools=2]]")
                .toolConfig(weather()));

    assertThat(told.stop()).isEqualTo(StopReason.TOOL_USE);
    assertThat(told.tools())
        .hasSize(2)
        .allSatisfy((block, name) -> {
          assertThat(name).isEqualTo("weather");
          assertThat(Web.json(told.input(block)).isObject()).isTrue();
        });
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource
  void showsAPicture(ForeignVendor vendor) {
    SdkBytes pixel = SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(ForeignVendor.PIXEL));
    ConverseResponse answer =
        ask(
            asked(vendor)
                .messages(
                    user(
                        ContentBlock.fromImage(image ->
                            image.format(ImageFormat.PNG).source(ImageSource.fromBytes(pixel))),
                        ContentBlock.fromText("what is this? [[sim in=100 out=5]]"))));

    assertThat(answer.usage().inputTokens()).isEqualTo(100);
    vendor.assertBooked(stage);
  }

  @ParameterizedTest
  @EnumSource
  void hasAnAnswerByItsSchema(ForeignVendor vendor) {
    String schema =
        """
        {"type": "object", "properties": {"name": {"type": "string"}},
         "required": ["name"], "additionalProperties": false}
        """;
    ConverseResponse answer =
        ask(
            asked(vendor, "answer me [[sim in=20 out=40 schema=1]]")
                .outputConfig(output ->
                    output.textFormat(format ->
                        format
                            .type(OutputFormatType.JSON_SCHEMA)
                            .structure(form ->
                                form.jsonSchema(json -> json.name("city").schema(schema))))));

    assertThat(Web.json(text(answer)).path("name").isTextual()).as(text(answer)).isTrue();
    vendor.assertBooked(stage);
  }

  /// What only some models know is beside what Converse names.
  @Test
  void saysHowManyTokensToChooseFromWhereThatCanBeCarried() {
    Document extra = Document.mapBuilder().putNumber("top_k", 3).build();
    ConverseResponse answer =
        ask(
            asked(ForeignVendor.ANTHROPIC, "hello [[sim in=12 out=3]]")
                .additionalModelRequestFields(extra));

    assertThat(answer.usage().outputTokens()).isEqualTo(3);
    ForeignVendor.ANTHROPIC.assertBooked(stage);
    assertThatThrownBy(
            () -> ask(asked(ForeignVendor.OPENAI, "hello").additionalModelRequestFields(extra)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("`additionalModelRequestFields.top_k`")
        .hasMessageContaining(ForeignVendor.OPENAI.drop());
  }

  @ParameterizedTest
  @EnumSource
  void hearsOfWhatCannotBeCarriedByItsOwnName(ForeignVendor vendor) {
    assertThatThrownBy(() ->
            ask(
                asked(vendor, "hello")
                    .guardrailConfig(
                        guard -> guard.guardrailIdentifier("g").guardrailVersion("1"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("`guardrailConfig`")
        .hasMessageContaining(vendor.drop());
  }

  @ParameterizedTest
  @EnumSource
  void hearsOfAProvidersLimitAsOfBedrocks(ForeignVendor vendor) {
    assertThatThrownBy(() -> ask(asked(vendor, LIMITED))).isInstanceOf(ThrottlingException.class);
    assertThatThrownBy(() -> streamed(stream(vendor, LIMITED)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ThrottlingException.class);
  }

  @ParameterizedTest
  @EnumSource
  void hearsThatAProviderFailed(ForeignVendor vendor) {
    assertThatThrownBy(() -> ask(asked(vendor, "hello [[sim in=5 out=5 fault=500]]")))
        .isInstanceOfSatisfying(
            BedrockRuntimeException.class,
            e -> assertThat(e.statusCode()).isGreaterThanOrEqualTo(500));
  }

  @ParameterizedTest
  @EnumSource
  void neverTakesATornStreamForAWholeOne(ForeignVendor vendor) {
    ConverseStreamRequest.Builder torn =
        stream(vendor, "hello [[sim in=20 out=60 pace=2ms fault=cut:20]]");

    assertThatThrownBy(() -> streamed(torn))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(BedrockRuntimeException.class);
  }

  @Test
  void isToldThatItsKeyIsNotKnown() {
    try (BedrockRuntimeClient stranger =
        pointed(
            BedrockRuntimeClient.builder(), stage.gateway().uri(), "wk_" + "unknown0".repeat(6))) {
      assertThatThrownBy(() -> stranger.converse(asked(ForeignVendor.OPENAI, "hello").build()))
          .isInstanceOfSatisfying(
              BedrockRuntimeException.class, e -> assertThat(e.statusCode()).isEqualTo(401))
          .hasMessageContaining("not known here");
    }
  }
}
