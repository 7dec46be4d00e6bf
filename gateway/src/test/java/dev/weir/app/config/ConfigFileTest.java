package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.flow.provider.Families;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private static final String PROVIDER =
      """
      providers:
        openai:
          family: openai
          url: https://api.example.com
          key: env:OPENAI_API_KEY
      """;

  @Test
  void anEmptyFileIsTheDefaults() {
    assertThat(parse("")).isEqualTo(WeirConfig.DEFAULT);
  }

  @Test
  void everyPrintedDefaultIsReadBack() {
    assertThat(parse(EffectiveConfig.print(WeirConfig.DEFAULT))).isEqualTo(WeirConfig.DEFAULT);
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(EffectiveConfig.print(WeirConfig.DEFAULT))
        .isEqualTo(
            """
            listen:
              data_plane: 0.0.0.0:8080
              control_plane: 127.0.0.1:8081
            tls:
              data_plane:
                certificate:\s
                key:\s
              control_plane:
                certificate:\s
                key:\s
              watch: 30s
            console:
              session_idle: 12h
              session_life: 168h
              session_life_oidc: 12h
              sessions: 10000
              behind_tls: false
              oidc: {}
            data: .weir
            journal:
              mode: process
              segment: 64 MiB
              ring: 65536
            edge:
              body_max: 32 MiB
              bodies_max: 0
              header_max: 32 KiB
              headers: 100
              request_line_max: 8 KiB
              on_disconnect: drain
              drain_time: 2m
              drain_bytes: 16 MiB
              connections: 20000
              connections_per_client: 10000
              idle: 75s
              head_time: 15s
              body_time: 2m
            upstream:
              connect: 5s
              head: 5m
              silence: 2m
              total: 30m
              connections: 2048
              dns_ttl: 30s
            providers: {}
            routing:
              routes: {}
              attempts: 4
              attempts_at_target: 2
              attempts_without_route: 1
              total: 10m
              first_token: 0s
              backoff: 250ms
              backoff_max: 5s
              hold: true
              retry_budget:
                share: 0.1
                floor: 20
                window: 10s
              circuit:
                window: 10s
                calls: 10
                errors: 0.5
                slow: 0s
                slow_share: 0.8
                open_for: 1s
                open_for_max: 2s
                probes: 2
            corrections:
              ask: true
              ask_after: 1m
              ask_every: 1h
              ask_until: 48h
            bills:
              sources: {}
            alerts:
              webhooks: []
              slack: []
              mail: []
            telemetry:
              traces:\s
              service: weir
              share: 1.0
              header: authorization
              secret:\s
            start:
              warm_up: 2s
            shutdown:
              lead: 1s
              grace: 30s
            logs:
              format: text
              level: info
              file:\s
              file_size: 64 MiB
              files: 10
              per_minute: 120
              sample_every: 1000
            """);
  }

  @Test
  void readsProvidersAndPrintsThemWithTheirSecretOnlyAsAReference() {
    WeirConfig config = parse(PROVIDER + "journal: {mode: host}\n");

    assertThat(config.journal().mode()).isEqualTo(JournalPart.Mode.HOST);
    assertThat(config.providers())
        .hasEntrySatisfying("openai", it -> assertThat(it.tokensPerByte()).isEqualTo(1.0));
    assertThat(parse(EffectiveConfig.print(config))).isEqualTo(config);
  }

  @Test
  void readsTheWayToAProviderAndPrintsItBack() {
    WeirConfig config =
        parse(
            PROVIDER
                + """
                    tls: {ca: ca.pem, certificate: own.pem, private_key: own.key}
                    proxy: {address: 'proxy.example:3128', user: weir, password: 'file:/run/pw'}
                    http2: true
                    keep_alive: 20s
                    connection_life: 2m
                alerts: {webhooks: [{url: 'http://10.0.0.1/', secret: 'env:S', allow_private: true}]}
                """);
    ProviderPart part = config.providers().values().iterator().next();

    assertThat(part.tls().privateKey()).contains(Path.of("own.key"));
    assertThat(part.proxy().address()).contains(new HostPort("proxy.example", 3128));
    assertThat(part.http2()).isTrue();
    assertThat(part.connectionLife()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.alerts().webhooks().getFirst().allowPrivate()).isTrue();
    assertThat(parse(EffectiveConfig.print(config))).isEqualTo(config);
  }

  @Test
  void readsWhatAVendorKnowsOnlyThisAccountByAndPrintsItBack() {
    String azure =
        PROVIDER.replace("family: openai", "family: azure")
            + """
                auth: bearer
                ids: {gpt-4o: our-4o, 'claude:1': 'anthropic.claude-v1:0'}
                place: {api_version: 2024-10-21}
            """;
    WeirConfig config = parse(azure);
    ProviderPart part = config.providers().values().iterator().next();

    assertThat(part.auth()).isEqualTo("bearer");
    assertThat(part.ids()).containsEntry("gpt-4o", "our-4o").hasSize(2);
    assertThat(part.place()).containsEntry("api_version", "2024-10-21");
    assertThat(parse(EffectiveConfig.print(config))).isEqualTo(config);
    assertThatThrownBy(() -> parse(azure.replace("api_version:", "version:")))
        .hasMessageContaining("place must have [api_version] for the family azure")
        .hasMessageContaining("had [version]");
    assertThatThrownBy(() -> parse(azure.replace("auth: bearer", "auth: google")))
        .hasMessageContaining("auth must be one of [header, bearer]");
  }

  @Test
  void aWayThatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> parse(PROVIDER + "    tls: {certificate: own.pem}\n"))
        .hasMessageContaining("certificate and private_key are given both or not at all");
    assertThatThrownBy(() -> parse(PROVIDER + "    proxy: {address: 'p:1', user: u}\n"))
        .hasMessageContaining("user and password are given both or not at all");
    assertThatThrownBy(
            () -> parse(PROVIDER.replace("https:", "http:") + "    proxy: {address: 'p:1'}\n"))
        .hasMessageContaining("proxy.address needs an https url")
        .hasMessageContaining("http://api.example.com");
    assertThatThrownBy(() -> parse(PROVIDER.replace("https:", "http:") + "    http2: true\n"))
        .hasMessageContaining("http2 needs an https url")
        .hasMessageContaining("http://api.example.com");
    assertThatThrownBy(() -> parse(PROVIDER + "    connection_life: 10ms\n"))
        .hasMessageContaining("connection_life (seconds) must be between 1 and 86400, was 0");
    assertThatThrownBy(() ->
            parse("alerts: {webhooks: [{url: 'http://h/', secret: 'env:S', allow_private: 1}]}"))
        .hasMessageContaining("must be true or false, was '1'");
  }

  @Test
  void aVariableOverridesTheFile() {
    WeirConfig config =
        ConfigFile.parse("weir.yaml", "edge: {idle: 10s}", Map.of("WEIR_EDGE_IDLE", "20s"));

    assertThat(config.edge().idle()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void anUnknownKeyNamesItsLineAndTheKnownOnes() {
    assertThatThrownBy(() -> parse("journal:\n  mode: host\n  fsync: yes\n"))
        .hasMessage("weir.yaml:3: journal.fsync is not a key; known here: mode, segment, ring");
  }

  @Test
  void aWrongValueNamesLineKeyRuleAndValue() {
    assertThatThrownBy(() -> parse("edge:\n  idle: soon\n"))
        .hasMessageContaining("weir.yaml:2: edge.idle: must be a duration")
        .hasMessageContaining("'soon'");
    assertThatThrownBy(() -> parse("journal: {ring: 1}"))
        .hasMessageContaining("journal.ring must be between 64 and 4194304, was 1");
    assertThatThrownBy(() -> parse("journal: {mode: maybe}"))
        .hasMessageContaining("must be one of [process, host], was 'maybe'");
  }

  @Test
  void aFamilyThatIsNotKnownIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> parse(PROVIDER.replace("family: openai", "family: opneai")))
        .hasMessageContaining("weir.yaml:")
        .hasMessageContaining(
            "providers.openai: family must be one of %s, was 'opneai'".formatted(Families.NAMES));
  }

  @Test
  void aKeyByItsFormerNameIsRefusedWithItsPresentOne() {
    assertThatThrownBy(() -> parse(PROVIDER.replace("family: openai", "dialect: openai")))
        .hasMessage(
            "weir.yaml:3: providers.openai.dialect is not a key any more;"
                + " it is called providers.openai.family");
    assertThatThrownBy(() ->
            ConfigFile.parse(
                "weir.yaml", PROVIDER, Map.of("WEIR_PROVIDERS_OPENAI_DIALECT", "anthropic")))
        .hasMessage(
            "weir.yaml: the variable WEIR_PROVIDERS_OPENAI_DIALECT is not read any more;"
                + " it is called WEIR_PROVIDERS_OPENAI_FAMILY");
  }

  @Test
  void aSecretInTheFileIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> parse(PROVIDER.replace("env:OPENAI_API_KEY", "sk-planted-secret")))
        .hasMessageContaining("given by reference")
        .hasMessageNotContaining("planted");
  }

  @Test
  void aMissingValueWithoutDefaultIsNamed() {
    assertThatThrownBy(() -> parse("providers:\n  openai:\n    family: openai\n"))
        .hasMessageContaining("providers.openai.url is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://x, must be http://HOST",
    "api.example.com, must be http://HOST",
    "api.example.com:443, must be http://HOST",
    "https:///v1, must be http://HOST",
    "https://x:70000, must be http://HOST",
    "https://x/v1, must end before the routes' own /v1",
    "https://x/openai/v1/, must end before the routes' own /v1",
    "https://x/?a=b, must have neither query nor fragment",
    "https://x#y, must have neither query nor fragment",
  })
  void anAddressThatCannotBeCalledIsRefusedWithItsKey(String url, String rule) {
    assertThatThrownBy(() -> parse(PROVIDER.replace("https://api.example.com", url)))
        .hasMessageContaining("weir.yaml:")
        .hasMessageContaining("providers.openai: url " + rule)
        .hasMessageContaining("was '" + url + "'");
  }

  @Test
  void anAddressMayHaveAPathAndAPort() {
    assertThat(
            parse(PROVIDER.replace("https://api.example.com", "http://x:8080/openai")).providers())
        .containsKey("openai");
  }

  @Test
  void aPasswordInAnAddressIsNotShown() {
    assertThatThrownBy(
            () -> parse(PROVIDER.replace("https://api.example.com", "https://u:planted@x")))
        .hasMessageContaining("providers.openai: url must be http://HOST")
        .hasMessageNotContaining("planted");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> parse("data: a\ndata: b\n")).hasMessageContaining("data");
  }

  private static WeirConfig parse(String yaml) {
    return ConfigFile.parse("weir.yaml", yaml, Map.of());
  }

  @Test
  void aBrokenFileDoesNotShowTheLineItIsIn() {
    String yaml = "providers:\n  openai: {key: sk-in-the-file, url: [\n";

    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(":3: is not valid YAML")
        .hasMessageNotContaining("sk-in");
  }

  @Test
  void aWebhookIsPrintedWithoutItsPath() {
    WeirConfig config =
        parse("alerts: {webhooks: [{url: 'https://hooks.test/T1/secret', secret: 'env:S'}]}\n");

    assertThat(EffectiveConfig.print(config))
        .contains("url: https://hooks.test/***")
        .doesNotContain("T1", "/secret");
  }

  @Test
  void aChangeIsNamedAndOnlyWhatIsLiveIsApplied() {
    WeirConfig before = parse(PROVIDER + "edge: {drain_time: 10s}\ndata: one\n");
    WeirConfig asked =
        parse(
            PROVIDER.replace("env:", "file:")
                + "edge: {drain_time: 20s, connections: 7}\ndata: two\n");

    List<ConfigChange> changes = ConfigChange.between(before, asked);
    WeirConfig applied = ConfigChange.applied(before, asked);

    assertThat(changes)
        .extracting(ConfigChange::key, ConfigChange::isLive)
        .contains(
            tuple("data", false), tuple("edge.connections", false), tuple("edge.drain_time", true))
        .hasSize(4);
    assertThat(changes)
        .filteredOn(change -> change.key().equals("edge.drain_time"))
        .singleElement()
        .hasToString("edge.drain_time: 10s → 20s");
    assertThat(ConfigChange.between(applied, asked)).noneMatch(ConfigChange::isLive);
    assertThat(applied.data()).isEqualTo(before.data());
    assertThat(ConfigChange.between(before, before)).isEmpty();
  }

  @Test
  void everyLiveKeyIsAKey() {
    String keys = ConfigReference.markdown();

    assertThat(ConfigChange.LIVE).allSatisfy(key -> assertThat(keys).contains("`" + key + "`"));
  }
}
