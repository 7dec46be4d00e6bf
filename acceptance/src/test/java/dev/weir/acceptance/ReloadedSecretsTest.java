package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that come and go while a gateway runs, a proxy's among them, with every call in a log
/// file of JSON, and a backup at the end.
@Timeout(180)
final class ReloadedSecretsTest {
  private static final Duration DONE_WITHIN = Duration.ofSeconds(30);
  private static final String FAR = "gpt-4o-mini";

  private final Canaries canaries = new Canaries();
  private final Web web = new Web();

  @TempDir private Path elsewhere;

  @Test
  void noSecretOfAReloadOrAProxyIsInTheLogFileOrInABackup() throws IOException {
    Path home = GatewayProcess.temporaryDirectory();
    Path log = home.resolve("logs").resolve("weir.log");
    String password = canaries.plant("password of a proxy");
    try (TalkativeProvider provider = TalkativeProvider.start("taken");
        Wiretap proxy = Wiretap.start();
        GatewayProcess gateway =
            GatewayProcess.startWith(
                home,
                settings(provider.url(), proxy.port(), log),
                Map.of("PROXY_PASSWORD", password, "WEBHOOK", canaries.plant("webhook secret")));
        ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      try (Application application = new Application(gateway.uri(), control.key())) {
        assertThat(ask(application, "gpt-4o").status()).isEqualTo(200);
        assertThat(ask(application, FAR).status()).isGreaterThanOrEqualTo(500);
        assertThat(proxy.heard()).contains(basic("weir:" + password));

        failedReload(gateway, "secret: '%s'".formatted(plant(gateway, "secret in the file")));
        failedReload(gateway, "password: 'env:%s".formatted(plant(gateway, "broken line")));
        key(gateway, "key after a reload");
        hangUp(gateway, "upstream: {head: 9s}\n");
        String after = canaries.text("key after a reload");
        Await.until(
            DONE_WITHIN,
            "the new key is in use",
            () ->
                ask(application, "gpt-4o").status() == 200
                    && provider.received().getLast().contains(after));
        awaitMetric(gateway, "weir_config_reload_failed 0");
      }
      Path backup = home.resolve("backup");
      gateway.weir("backup", backup.toString()).expect(0);
      gateway.weir("config", "show").expect(0);
      gateway.terminate();

      assertThat(backup.resolve("manifest.json")).exists();
      assertThat(Files.readString(log)).startsWith("{\"time\":").contains("\"call\":");
      gateway.searchFiles();
      gateway.search().expectNothing();
    } finally {
      web.close();
    }
  }

  private String settings(String provider, int proxy, Path log) throws IOException {
    Files.writeString(elsewhere.resolve("key"), canaries.plant("key before a reload"));
    return """
    providers:
      openai: {family: openai, url: '%s', key: 'file:%s', models: [gpt-4o]}
      far: {family: openai, url: 'https://provider.invalid', key: 'file:%s', prices: openai,
            models: [%s],
            proxy: {address: '127.0.0.1:%d', user: weir, password: 'env:PROXY_PASSWORD'}}
    alerts: {webhooks: [{url: '%s/hook', secret: 'env:WEBHOOK', allow_private: true}]}
    logs: {format: json, file: '%s', sample_every: 1}
    """
        .formatted(
            provider,
            elsewhere.resolve("key"),
            elsewhere.resolve("key"),
            FAR,
            proxy,
            provider,
            log);
  }

  private String plant(GatewayProcess gateway, String what) {
    String text = canaries.plant(what);
    gateway.search().plant(what, text);
    return text;
  }

  private void key(GatewayProcess gateway, String what) throws IOException {
    gateway.search().plant("key before a reload", canaries.text("key before a reload"));
    Files.writeString(elsewhere.resolve("key"), plant(gateway, what));
  }

  private static Web.Answer ask(Application application, String model) {
    String body = Application.body(Wire.OPENAI_JSON, model, Application.PROMPT, 20);
    return application.ask(Wire.OPENAI_JSON, "reloaded", body);
  }

  /// Basic credentials as they are sent.
  private static String basic(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /// The file as it was at the start is put back when the reload has failed.
  private void failedReload(GatewayProcess gateway, String broken) throws IOException {
    String good = Files.readString(gateway.configFile());
    hangUp(gateway, "edge: {" + broken + "}\n");
    awaitMetric(gateway, "weir_config_reload_failed 1");
    gateway.search().look("/readyz", get(gateway, "/readyz"));
    Files.writeString(gateway.configFile(), good);
    signal(gateway);
    awaitMetric(gateway, "weir_config_reload_failed 0");
  }

  private static void hangUp(GatewayProcess gateway, String more) throws IOException {
    Path file = gateway.configFile();
    Files.writeString(file, Files.readString(file) + more);
    signal(gateway);
  }

  private static void signal(GatewayProcess gateway) {
    String process = Long.toString(gateway.process().id());
    Said.by(List.of("kill", "-HUP", process), Map.of(), gateway.data(), DONE_WITHIN).expect(0);
  }

  private void awaitMetric(GatewayProcess gateway, String line) {
    Predicate<String> shows = text -> text.contains("\n" + line + "\n");
    String all = Await.value(DONE_WITHIN, line, () -> get(gateway, "/metrics"), shows);
    gateway.search().look("/metrics", all);
  }

  private String get(GatewayProcess gateway, String path) {
    return web.get(gateway.controlPlaneUri().resolve(path), Map.of()).text();
  }
}
