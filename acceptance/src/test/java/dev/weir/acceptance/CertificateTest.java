package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose certificate files go wrong while it runs.
@Tag("slow")
@Timeout(180)
final class CertificateTest {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path files;

  @Test
  void aBrokenFileIsANoticeAndALineOfTheDoctorAndKeepsNobodyFromBeingServed() throws Exception {
    KeyPair pair = KeyPair.make(files, "shown");
    String settings =
        """
        providers: {openai: {family: openai, url: 'http://127.0.0.1:9', key: 'env:KEY'}}
        tls: {data_plane: {certificate: '%s', key: '%s'}, watch: 100ms}
        """
            .formatted(pair.certificate(), pair.key());
    try (GatewayProcess gateway =
            GatewayProcess.startWith(
                GatewayProcess.temporaryDirectory(),
                settings,
                Map.of("KEY", GatewayProcess.OPENAI_KEY));
        Web web = new Web()) {
      assertThat(ready(web, gateway).json().path("notices")).isEmpty();
      assertThat(gateway.weir("doctor").out())
          .contains("data_plane shows CN=shown, valid until")
          .doesNotContain("its files hold no better one");

      Files.writeString(pair.certificate(), "no certificate");

      Web.Answer noticed =
          Await.value(
              SEEN_WITHIN,
              "a notice of /readyz",
              () -> ready(web, gateway),
              answer -> !answer.json().path("notices").isEmpty());
      assertThat(noticed.status()).isEqualTo(200);
      JsonNode notice = noticed.json().path("notices").path(0);
      assertThat(notice.asText())
          .startsWith("data_plane certificate: ")
          .contains(pair.certificate().toString());
      assertThat(gateway.weir("doctor").out())
          .contains("data_plane shows CN=shown", "its files hold no better one");
    }
  }

  /// Whatever stands in the one file where the other belongs.
  @Test
  void nothingOfAPrivateKeyIsSaidWhateverIsWrongWithItsFile() throws Exception {
    KeyPair plane = KeyPair.make(files, "plane");
    KeyPair own = KeyPair.make(files, "own");
    String settings =
        """
        providers:
          far: {family: openai, url: 'https://127.0.0.1:9', key: 'env:KEY', prices: openai,
                tls: {certificate: '%s', private_key: '%s'}}
        tls: {data_plane: {certificate: '%s', key: '%s'}, watch: 100ms}
        """
            .formatted(own.certificate(), own.key(), plane.certificate(), plane.key());
    try (GatewayProcess gateway =
            GatewayProcess.startWith(
                GatewayProcess.temporaryDirectory(),
                settings,
                Map.of("KEY", GatewayProcess.OPENAI_KEY));
        Web web = new Web()) {
      for (KeyPair pair : List.of(plane, own)) {
        String key = Files.readString(pair.key());
        String cut = key.substring(0, key.length() / 2);
        String misspelt = key.replace("BEGIN", "BEGUN");
        for (String wrong : List.of(key, cut, misspelt)) {
          brokenBy(pair.certificate(), wrong, pair.equals(plane), gateway, web);
        }
        for (String wrong : List.of(cut, misspelt)) {
          brokenBy(pair.key(), wrong, pair.equals(plane), gateway, web);
        }
      }
      gateway.weir("config", "reload").expect(0);
      gateway.searchFiles();
      gateway.search().expectNothing();
    }
  }

  /// The plane's files are watched; a provider's are read when they are asked for.
  private static void brokenBy(
      Path file, String wrong, boolean watched, GatewayProcess gateway, Web web)
      throws IOException {
    String good = Files.readString(file);
    Files.writeString(file, wrong);
    if (watched) {
      gateway.search().look("/readyz", notices(web, gateway, true).text());
    } else {
      assertThat(gateway.weir("config", "reload").code()).as("%s", file).isNotZero();
      gateway.search().look("/readyz", ready(web, gateway).text());
    }
    Files.writeString(file, good);
    notices(web, gateway, false);
  }

  private static Web.Answer notices(Web web, GatewayProcess gateway, boolean any) {
    return Await.value(
        SEEN_WITHIN,
        any ? "a notice of /readyz" : "no notice of /readyz",
        () -> ready(web, gateway),
        answer -> answer.json().path("notices").isEmpty() != any);
  }

  private static Web.Answer ready(Web web, GatewayProcess gateway) {
    return web.get(gateway.controlPlaneUri().resolve("/readyz"), Map.of());
  }
}
