package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.config.ConfigException;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.EffectiveConfig;
import dev.weir.app.config.WeirConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Routes of the configuration, as callers and operators meet them.
@Timeout(60)
class RoutingTest {
  private static final String RELOAD = "/api/v1/config/reload";
  private static final String ROUTES =
      """
        routes:
          support-fast:
            fallback:
              - {target: tiny/gpt-4o}
              - split:
                  - {arm: a, weight: 1, target: tiny/gpt-4o}
                by: session
      """;

  @TempDir private Path folder;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// The gateway's configuration, with this instead of its own routes.
  private WeirConfig with(String routes) {
    String printed = EffectiveConfig.print(gateway.config);
    return ConfigFile.parse("weir.yaml", printed.replace("  routes: {}\n", routes), Map.of());
  }

  private Gateway.Reply reload(String routes) {
    gateway.assembly.reloadFrom(() -> with(routes), _ -> {});
    return gateway.control("POST", RELOAD, "{}");
  }

  @Test
  void aRouteIsAskedForByItsNameAndListedAndAKeysRightsAreToTheName() {
    String any = gateway.ready("routed");
    assertThat(gateway.chat(any, "support-fast").status()).as("no such name yet").isEqualTo(402);
    assertThat(reload(ROUTES).status()).isEqualTo(200);
    String only = gateway.key("routed-only", "engineer", "support-fast");

    Gateway.Reply answer = gateway.chat(only, "support-fast");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.whole().headers().map())
        .containsEntry("x-weir-model", List.of("gpt-4o"))
        .containsEntry("x-weir-provider", List.of("tiny"))
        .containsEntry("x-weir-attempts", List.of("1"));
    assertThat(gateway.chat(only, "gpt-4o").status()).isEqualTo(403);
    assertThat(names(only)).containsExactly("support-fast");
    assertThat(names(any)).containsExactly("support-fast", "gpt-4o");
  }

  private List<String> names(String key) {
    return gateway
        .own(key, "/v1/models")
        .json()
        .path("data")
        .valueStream()
        .map(model -> model.path("id").asText())
        .toList();
  }

  @Test
  void aRouteToNobodyIsRefusedAndNothingChanges() {
    JsonNode refused = reload("  routes: {lost: {target: nobody/gpt-4o}}\n").json().path("error");

    assertThat(refused.path("message").asText())
        .isEqualTo(
            "nothing has changed: routing.routes: route lost: target nobody/gpt-4o: no provider nobody is configured, only [tiny]");
  }

  @Test
  void aRouteOfAnotherFormIsRefusedWithItsLine() {
    String message = "";
    try {
      with("  routes: {lost: {target: tiny/gpt-4o, weigth: 3}}\n");
    } catch (ConfigException refused) {
      message = String.valueOf(refused.getMessage());
    }

    assertThat(message)
        .matches(
            "weir.yaml:\\d+: routing.routes.lost: route, byte \\d+: 'weigth' is not known here.*");
  }

  @Test
  void whatIsConfiguredIsPrintedAndReadBack() {
    WeirConfig config = with(ROUTES);

    assertThat(ConfigFile.parse("again.yaml", EffectiveConfig.print(config), Map.of()))
        .isEqualTo(config);
  }
}
