package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every test's gateway is searched with when it is closed.
@Timeout(60)
final class SecretSearchTest {
  private static final String SECRET = "wk_" + "aB3".repeat(14);

  @TempDir private Path home;
  private final SecretSearch search = SecretSearch.forGateway(Map.of());

  private void expectFound(String what, String where) {
    assertThatThrownBy(search::expectNothing)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(what)
        .hasMessageContaining(where)
        .message()
        .doesNotContain(SECRET);
  }

  @Test
  void findsASecretInALineOfTheOutput() {
    search.plant("the key", SECRET);

    search.look("the output", "refused " + SECRET + " at once");

    expectFound("the key", "the output");
  }

  @Test
  void findsWhatEveryApplicationSends() {
    search.look("a line", "cookie=session=" + Application.COOKIE);
    search.look("a page", "<td>" + Application.PROMPT + "</td>");
    search.look("a metric", "{x=\"" + Application.HEADER + "\"}");

    expectFound("the cookie of applications", "a line");
    expectFound("the prompt of applications", "a page");
    expectFound("a header of applications", "a metric");
  }

  @Test
  void findsAKeyAgainOnceItWasShown() {
    search.plantKeysIn("{\"secret\": \"" + SECRET + "\"}");

    search.look("the listing", "{\"keys\": [\"" + SECRET + "\"]}");

    expectFound("the key wk_", "the listing");
  }

  @Test
  void findsWhatIsInTheFilesThatAConfigurationNames() throws Exception {
    KeyPair pair = KeyPair.make(home, "named");
    Path key = Files.writeString(home.resolve("provider-key"), SECRET + "\n");
    SecretFiles.plant(
        "tls: {certificate: '%s', key: '%s'}, key: 'file:%s'"
            .formatted(pair.certificate(), pair.key(), key),
        search);
    List<String> lines = Files.readAllLines(pair.key());

    search.look("a notice", "no certificate: " + lines.get(2));
    search.look("an error", SECRET);
    search.look("a page", Files.readString(pair.certificate()));

    expectFound("line 2 of the private key in " + pair.key(), "a notice");
    expectFound("the secret in " + key, "an error");
    assertThatThrownBy(search::expectNothing).message().doesNotContain("a page");
  }

  /// Of what a gateway says of itself, its metrics and its configuration have words of their own.
  @Test
  void aGatewaysMetricsAndConfigurationAreSearchedWhenItIsClosed() {
    GatewayProcess gateway;
    try (SimulatorProcess simulator = SimulatorProcess.start()) {
      gateway = GatewayProcess.start(simulator, "logs: {sample_every: 77}");
      gateway.search().plant("a metric", "weir_unknown_keys_total");
      gateway.search().plant("a setting", "connections_per_client");

      assertThatThrownBy(gateway::close)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("a metric in /metrics")
          .hasMessageContaining("a setting in weir config show");
    }
    assertThat(gateway.process().running()).isFalse();
    assertThat(gateway.data()).doesNotExist();
  }

  @Test
  void findsASecretInsideOfACompressedFile() throws Exception {
    search.plant("the key", SECRET);
    Path file = home.resolve("journal-1.gz");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(new byte[700_000]);
      packed.write(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    search.lookBelow(home);

    expectFound("the key", "journal-1.gz");
  }

  /// At every place around where the first piece that is read at once ends.
  @Test
  void findsASecretThatTwoPiecesOfAFileShare() throws Exception {
    String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    for (int before = 0; before <= encoded.length(); before++) {
      SecretSearch own = new SecretSearch();
      own.plant("the key", SECRET);
      Path folder = Files.createDirectories(home.resolve("at-" + before));
      byte[] bytes = new byte[400_000];
      byte[] text = encoded.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(text, 0, bytes, 256 * 1024 - before, text.length);
      Files.write(folder.resolve("database"), bytes);

      own.lookBelow(folder);

      assertThatThrownBy(own::expectNothing).hasMessageContaining("database");
    }
  }

  @Test
  void letsTheFirstOperatorsKeyStandInItsOwnFileAlone() throws Exception {
    search.plant("the key", SECRET);
    Files.writeString(home.resolve("first-operator-key"), SECRET);
    search.lookBelow(home);
    assertThatCode(search::expectNothing).doesNotThrowAnyException();

    Files.writeString(home.resolve("weir.log"), SECRET);
    search.lookBelow(home);

    expectFound("the key", "weir.log");
    assertThat(home.resolve("first-operator-key")).exists();
  }
}
