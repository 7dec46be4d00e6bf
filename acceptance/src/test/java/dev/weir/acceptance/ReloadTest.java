package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A gateway whose configuration changes while it runs.
@Timeout(180)
final class ReloadTest {
  private static final Duration RELOADED_WITHIN = Duration.ofSeconds(30);
  private static final String BODY =
      Application.body(Wire.OPENAI_JSON, "gpt-4o", Application.PROMPT, 20);

  private final Web web = new Web();

  @Test
  void aSignalPutsAValidConfigurationInForceAndAnInvalidOneNowhere() throws IOException {
    try (TalkativeProvider old = TalkativeProvider.start("old");
        TalkativeProvider other = TalkativeProvider.start("new");
        GatewayProcess gateway =
            GatewayProcess.startWith(
                GatewayProcess.temporaryDirectory(),
                settings(old),
                Map.of("KEY", GatewayProcess.OPENAI_KEY));
        ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      try (Application application = new Application(gateway.uri(), control.key())) {
        assertThat(answer(application)).contains("old");
        String written = Files.readString(gateway.configFile());

        hangUp(gateway, written + "edge: {drain_tim: 5s}\n");
        awaitMetric(gateway, "weir_config_reload_failed 1");
        assertThat(check(gateway).path("state").asText()).isEqualTo("attention");
        assertThat(check(gateway).path("says").asText())
            .contains("weir.yaml:" + (written.lines().count() + 1), "edge.drain_tim is not a key");
        assertThat(answer(application)).contains("old");

        hangUp(
            gateway,
            written.replace(old.url(), other.url())
                + "edge: {connections: 77}\nlogs: {format: json}\n");
        awaitMetric(gateway, "weir_config_reload_failed 0");
        awaitMetric(gateway, "weir_config_waiting_changes 1");
        assertThat(answer(application)).contains("new");
        assertThat(check(gateway).path("says").asText()).contains("edge.connections");
        assertThat(gateway.process().output())
            .contains("providers.openai.url: " + old.url() + " → " + other.url())
            .contains("this needs a start: edge.connections: 20000 → 77")
            .contains("\"level\":\"INFO\"");
      }
    } finally {
      web.close();
    }
  }

  private static String settings(TalkativeProvider provider) {
    return "providers: {openai: {family: openai, url: '%s', key: 'env:KEY'}}\n"
        .formatted(provider.url());
  }

  private static String answer(Application application) {
    return application.ask(Wire.OPENAI_JSON, "reloaded", BODY).expect(200).text();
  }

  private static void hangUp(GatewayProcess gateway, String yaml) throws IOException {
    Path next = gateway.configFile();
    Files.writeString(next, yaml);
    String process = Long.toString(gateway.process().id());
    Said.by(List.of("kill", "-HUP", process), Map.of(), gateway.data(), RELOADED_WITHIN).expect(0);
  }

  private void awaitMetric(GatewayProcess gateway, String line) {
    Await.value(
        RELOADED_WITHIN,
        line,
        () -> web.get(gateway.controlPlaneUri().resolve("/metrics"), Map.of()).text(),
        text -> text.contains("\n" + line + "\n"));
  }

  private JsonNode check(GatewayProcess gateway) {
    JsonNode page =
        web.get(gateway.controlPlaneUri().resolve("/readyz"), Map.of()).expect(200).json();
    for (JsonNode check : page.path("checks")) {
      if (check.path("name").asText().equals("config")) {
        return check;
      }
    }
    throw new AssertionError("no check of the configuration in " + page);
  }
}
