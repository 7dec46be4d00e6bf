package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls to vendors that pass other vendors' wires on: each at its own path, with its own
/// credential, and charged as the simulator's book has it.
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FamiliesTest {
  private static final String AWS_SECRET = "cnryAwsSecretxH6m1Zp3cnryAwsSecretxH6m1Zp3";
  private static final String AWS_SESSION = "cnryAwsSessionxL4v9Bd7cnryAwsSessionxL4v9Bd7";
  private static final String AWS_KEYS = "AKIDSIMULATED:%s:%s".formatted(AWS_SECRET, AWS_SESSION);
  private static final int TOKEN_SECONDS = 20;
  private static final Duration RENEWED_WITHIN = Duration.ofSeconds(90);

  private final Path keys = GatewayProcess.temporaryDirectory();
  private final Stage stage = stage();

  /// A way to a vendor.
  enum Way {
    AZURE_CHAT(Inbound.CHAT, "on-azure", "our-4o", "chat.completions"),
    AZURE_RESPONSES(Inbound.RESPONSES, "on-azure", "our-4o", "responses"),
    AZURE_V1_CHAT(Inbound.CHAT, "on-azure-v1", "our-4o-next", "chat.completions"),
    AZURE_V1_RESPONSES(Inbound.RESPONSES, "on-azure-v1", "our-4o-next", "responses"),
    VERTEX(Inbound.GENERATE, "on-vertex", "gemini-2.5-flash", "generateContent"),
    VERTEX_CLAUDE(Inbound.MESSAGES, "on-vertex-claude", "claude-sonnet-4-5@20250929", "messages"),
    BEDROCK(
        Inbound.CONVERSE, "on-bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "converse"),
    BEDROCK_CLAUDE(
        Inbound.MESSAGES,
        "on-bedrock-claude",
        "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "invoke");

    private final Inbound wire;
    private final String route;
    private final String id;
    private final String endpoint;

    Way(Inbound wire, String route, String id, String endpoint) {
      this.wire = wire;
      this.route = route;
      this.id = id;
      this.endpoint = endpoint;
    }
  }

  private Stage stage() {
    SimulatorProcess simulator =
        SimulatorProcess.start(
            "--aws-secret", AWS_SECRET, "--token-life", Integer.toString(TOKEN_SECONDS));
    try {
      String settings =
          settings(
              simulator.url(),
              googleKey("google.json", simulator.url() + "/token"),
              googleKey("lost.json", "http://127.0.0.1:%d/token".formatted(Checkout.freePort())));
      GatewayProcess gateway =
          GatewayProcess.startWith(
              GatewayProcess.temporaryDirectory(),
              settings,
              Map.of("AZURE_KEY", "cnryAzurexP5r8Kc2cnryAzurexP5r8Kc2", "AWS_KEYS", AWS_KEYS));
      gateway.search().plant("the secret key of AWS", AWS_SECRET);
      gateway.search().plant("the session token of AWS", AWS_SESSION);
      gateway.search().plant("a token of the simulator's", "sim-token-000001-of-the-simulator");
      return Stage.with(simulator, gateway);
    } catch (AssertionError | RuntimeException e) {
      simulator.close();
      throw e;
    }
  }

  private static String settings(String url, Path google, Path lost) {
    return """
    providers:
      azure: {family: azure, url: '%1$s', key: 'env:AZURE_KEY', prices: openai,
              ids: {gpt-4o: our-4o}, place: {api_version: 2024-10-21}}
      azure-v1: {family: azure-v1, url: '%1$s', key: 'env:AZURE_KEY', auth: bearer,
                 prices: openai, ids: {gpt-4o: our-4o-next}}
      vertex: {family: vertex, url: '%1$s', key: 'file:%2$s', prices: google,
               place: {project: p-1, location: europe-west4}}
      vertex-claude: {family: vertex-anthropic, url: '%1$s', key: 'file:%2$s', prices: anthropic,
                      ids: {claude-sonnet-4-5: claude-sonnet-4-5@20250929},
                      place: {project: p-1, location: europe-west4}}
      bedrock: {family: bedrock, url: '%1$s', key: 'env:AWS_KEYS', auth: sigv4,
                place: {region: eu-central-1}}
      bedrock-claude: {family: bedrock-anthropic, url: '%1$s', key: 'env:AWS_KEYS', auth: sigv4,
                       prices: anthropic, place: {region: eu-central-1},
                       ids: {claude-sonnet-4-5: 'anthropic.claude-sonnet-4-5-20250929-v1:0'}}
      lost: {family: vertex, url: '%1$s', key: 'file:%3$s', prices: google,
             place: {project: p-2, location: europe-west4}}
    routing:
      routes:
        on-azure: {target: azure/gpt-4o}
        on-azure-v1: {target: azure-v1/gpt-4o}
        on-vertex: {target: vertex/gemini-2.5-flash}
        on-vertex-claude: {target: vertex-claude/claude-sonnet-4-5}
        on-bedrock: {target: 'bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0'}
        on-bedrock-claude: {target: bedrock-claude/claude-sonnet-4-5}
        on-lost: {target: lost/gemini-2.5-flash}
        on-lost-or-vertex:
          fallback: [{target: lost/gemini-2.5-flash}, {target: vertex/gemini-2.5-flash}]
    """
        .formatted(url, google, lost);
  }

  private Path googleKey(String name, String tokens) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      String key =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
      String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(key);
      return Files.writeString(
          keys.resolve(name),
          """
          {"type": "service_account", "client_email": "weir@p-1.example", "private_key": "%s", \
          "token_uri": "%s"}
          """
              .formatted(pem.replace("\n", "\\n"), tokens));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  @AfterAll
  void close() {
    stage.close();
    GatewayProcess.deleteTree(keys);
  }

  private void isChargedAsItsVendorSays(Way way, boolean stream) {
    Asking asking = new Asking(stage, way.wire, way.route, stream);

    Asking.Answered answered = asking.ask("hello [[sim in=1234 out=56 cached=200]]");

    String priced = way.wire == Inbound.CONVERSE ? way.id : way.wire.model();
    BookRow row = asking.booked(answered, priced);
    assertThat(row.model()).isEqualTo(way.id);
    assertThat(row.endpoint()).isEqualTo(way.endpoint);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerIsChargedAsItsVendorSays(Way way) {
    isChargedAsItsVendorSays(way, false);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamIsChargedAsItsVendorSays(Way way) {
    isChargedAsItsVendorSays(way, true);
  }

  @ParameterizedTest
  @EnumSource(names = {"VERTEX_CLAUDE", "BEDROCK_CLAUDE"})
  void aStreamOfAnthropicsIsServerSentWhoeverPassesItOn(Way way) {
    Asking.Answered answered =
        new Asking(stage, way.wire, way.route, true).ask("hello [[sim in=20 out=9]]");

    assertThat(answered.type()).startsWith("text/event-stream");
    assertThat(answered.text())
        .contains("event: message_start\ndata: {\"")
        .contains("event: content_block_delta\ndata: {\"")
        .contains("event: message_stop\ndata: {\"");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorOfTheVendorsComesInTheShapeOfTheWire(Way way) {
    Asking.Answered answered =
        new Asking(stage, way.wire, way.route, false).ask("hello [[sim in=20 out=9 fault=429]]");

    assertThat(answered.status()).as(answered.text()).isEqualTo(429);
    assertThat(answered.text()).contains("\"message\"");
    if (way.wire == Inbound.MESSAGES) {
      assertThat(answered.text()).contains("{\"type\":\"error\",\"error\":{\"type\":");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTornStreamEndsWithAnErrorOfTheCallersWire(Way way) {
    Asking.Answered answered =
        new Asking(stage, way.wire, way.route, true)
            .ask("hello [[sim in=20 out=60 pace=2ms fault=cut:20]]");

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.text()).contains(way.wire.torn());
  }

  @Test
  void aMessageThatCannotBeReadTearsTheStream() {
    Asking.Answered answered =
        new Asking(stage, Inbound.MESSAGES, "on-bedrock-claude", true)
            .ask("hello [[sim in=20 out=60 fault=malformed:9]]");

    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.text())
        .contains("event: content_block_delta\ndata: {\"")
        .contains(Inbound.MESSAGES.torn())
        .doesNotContain("message_stop");
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() {
    Asking asking = new Asking(stage, Inbound.GENERATE, "on-vertex", false);

    Await.until(
        RENEWED_WITHIN,
        "both tokens were renewed, and every call between was answered",
        () -> {
          assertThat(asking.ask("hello [[sim in=1 out=1]]").status()).isEqualTo(200);
          return stage.simulator().control("GET", "status", "").json().path("tokens").asInt() >= 4;
        });
  }

  @Test
  void withoutACredentialAnotherTargetAnswersAndAloneItIsNoFaultOfTheCallers() {
    Asking.Answered both =
        new Asking(stage, Inbound.GENERATE, "on-lost-or-vertex", false)
            .ask("hello [[sim in=20 out=9]]");
    Asking.Answered alone =
        new Asking(stage, Inbound.GENERATE, "on-lost", false).ask("hello [[sim in=20 out=9]]");

    assertThat(both.status()).as(both.text()).isEqualTo(200);
    assertThat(both.provider()).isEqualTo("vertex");
    assertThat(both.attempts()).isEqualTo("2");
    assertThat(alone.status()).isEqualTo(502);
    assertThat(alone.text()).contains("the token endpoint 127.0.0.1 does not answer");
    assertThat(stage.ended(alone.call()).path("booked").path(0).path("kind").asText())
        .isEqualTo("released");
  }
}
