package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.app.config.ConfigException;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.ProviderTls;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a reload reads again although its name has not changed.
@Timeout(60)
class ReloadTest {
  private static final String RELOAD = "/api/v1/config/reload";

  @TempDir private Path folder;
  private Pair provider;
  private HttpsServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    provider = Pair.make(folder, "provider");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(provider.context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters asking = getSSLContext().getDefaultSSLParameters();
            asking.setNeedClientAuth(true);
            parameters.setSSLParameters(asking);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = RawProvider.CHAT.getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    gateway =
        new Gateway(
            folder.resolve("data"),
            URI.create("https://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.stop(0);
  }

  private WeirConfig with(ProviderTls tls, SecretReference key) {
    WeirConfig usual = gateway.config;
    ProviderPart tiny = usual.providers().values().iterator().next();
    return new WeirConfig(
        usual.listen(),
        usual.tls(),
        usual.console(),
        usual.data(),
        usual.journal(),
        usual.edge(),
        usual.upstream(),
        Map.of(
            "tiny",
            new ProviderPart(
                tiny.family(),
                tiny.url(),
                key,
                tiny.auth(),
                tiny.prices(),
                tiny.models(),
                tiny.ids(),
                tiny.place(),
                tiny.tokensPerByte(),
                tiny.drop(),
                tls,
                tiny.proxy(),
                tiny.http2(),
                tiny.keepAlive(),
                tiny.connectionLife(),
                tiny.pacing(),
                tiny.billed())),
        usual.routing(),
        usual.corrections(),
        usual.bills(),
        usual.alerts(),
        usual.telemetry(),
        usual.start(),
        usual.shutdown(),
        usual.logs());
  }

  private JsonNode reloaded(int status) {
    Gateway.Reply reply = gateway.control("POST", RELOAD, "{}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    return reply.json();
  }

  @Test
  void certificatesAndSecretsInFilesAreRotatedByAReloadAndBadOnesAreRefused() throws Exception {
    Pair other = Pair.make(folder, "other");
    Path authority = Files.copy(other.certificate(), folder.resolve("ca.pem"));
    Path certificate = Files.copy(other.certificate(), folder.resolve("own.pem"));
    Path secret = Files.copy(other.key(), folder.resolve("own.key"));
    Path key = Files.writeString(folder.resolve("provider-key"), "sk-one");
    ProviderTls files =
        new ProviderTls(Optional.of(authority), Optional.of(certificate), Optional.of(secret));
    WeirConfig config = with(files, new SecretReference("file:" + key));
    gateway.assembly.reloadFrom(() -> config, _ -> {});
    String caller = gateway.ready("rotated");

    assertThat(reloaded(200).path("changes").findValuesAsText("key"))
        .contains("providers.tiny.tls.ca", "providers.tiny.key");
    assertThat(gateway.chat(caller).status()).as("another authority").isEqualTo(502);

    Files.copy(provider.certificate(), authority, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(provider.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
    assertThat(reloaded(409).path("error").path("message").asText())
        .isEqualTo(
            "nothing has changed: providers.tiny: the key %s is not that of the certificate %s"
                .formatted(secret, certificate));
    assertThat(gateway.chat(caller).status()).as("nothing has changed").isEqualTo(502);

    Files.copy(provider.key(), secret, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(key, "sk-two");
    JsonNode done = reloaded(200);
    assertThat(done.path("changes")).isEmpty();
    assertThat(done.path("contents").valueStream().map(JsonNode::asText))
        .containsExactly(
            "providers.tiny.key",
            "providers.tiny.tls.ca",
            "providers.tiny.tls.certificate",
            "providers.tiny.tls.private_key");
    assertThat(gateway.chat(caller).status()).isEqualTo(200);

    Files.delete(authority);
    assertThat(reloaded(409).path("error").path("message").asText())
        .contains("providers.tiny.tls.ca: " + authority + " cannot be read");
    assertThat(gateway.chat(caller).status()).isEqualTo(200);
    Files.copy(provider.certificate(), authority);
    assertThat(reloaded(200).path("contents")).isEmpty();
  }

  @Test
  void aGatewayWithoutAFileRefusesAndAViewerMayNotAsk() {
    assertThat(reloaded(409).path("error").path("message").asText())
        .contains("reads no configuration file");
    gateway.assembly.reloadFrom(
        () -> {
          throw new ConfigException("weir.yaml:3: no");
        },
        _ -> {});
    String viewer = gateway.operator("viewer");

    assertThat(gateway.control(viewer, "POST", RELOAD, "{}").status()).isEqualTo(403);
    assertThat(reloaded(409).path("error").path("message").asText())
        .isEqualTo("nothing has changed: weir.yaml:3: no");
    assertThat(gateway.get("/readyz").text()).contains("changed nothing: weir.yaml:3: no");
  }
}
