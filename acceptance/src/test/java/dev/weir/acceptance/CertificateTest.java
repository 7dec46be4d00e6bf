package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway whose certificate files go wrong while it runs.
@Timeout(180)
final class CertificateTest {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path files;

  @Test
  void aBrokenFileIsANoticeAndALineOfTheDoctorAndKeepsNobodyFromBeingServed() throws Exception {
    KeyPair pair = KeyPair.make(files, "shown");
    String settings =
        """
        providers: {openai: {dialect: openai, url: 'http://127.0.0.1:9', key: 'env:KEY'}}
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

  private static Web.Answer ready(Web web, GatewayProcess gateway) {
    return web.get(gateway.controlPlaneUri().resolve("/readyz"), Map.of());
  }
}
