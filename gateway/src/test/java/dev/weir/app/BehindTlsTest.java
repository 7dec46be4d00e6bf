package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConsolePart;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.Listen;
import dev.weir.app.config.ShutdownPart;
import dev.weir.app.config.StartPart;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What browsers are told where TLS ends before the gateway, and where there is none.
@Timeout(60)
class BehindTlsTest {
  private static final String TLS_ONLY = "strict-transport-security";

  @TempDir private Path data;

  /// The answer to a sign-in.
  private HttpResponse<String> signIn(boolean behindTls) throws Exception {
    try (Assembly assembly = start(behindTls)) {
      return post(
          assembly.controlPort(), Files.readString(data.resolve("first-operator-key")).strip());
    }
  }

  private Assembly start(boolean behindTls) {
    WeirConfig usual = WeirConfig.DEFAULT;
    ConsolePart console = usual.console();
    HostPort free = new HostPort("127.0.0.1", 0);
    return Assembly.start(
        new WeirConfig(
            new Listen(free, free),
            usual.tls(),
            new ConsolePart(
                console.sessionIdle(),
                console.sessionLife(),
                console.sessionLifeOidc(),
                console.sessions(),
                behindTls,
                Map.of()),
            data,
            usual.journal(),
            usual.edge(),
            usual.upstream(),
            Map.of(),
            usual.routing(),
            usual.corrections(),
            usual.bills(),
            usual.alerts(),
            usual.telemetry(),
            new StartPart(Duration.ZERO),
            new ShutdownPart(Duration.ZERO, Duration.ofSeconds(20)),
            usual.logs()),
        Map.of(),
        System.getLogger("weir-test"));
  }

  private static HttpResponse<String> post(int port, String key)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sign-in"))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "key=" + URLEncoder.encode(key, StandardCharsets.UTF_8)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void behindTlsCookiesAreForTlsAndThisHostAloneAndBrowsersStayWithTls() throws Exception {
    HttpResponse<String> in = signIn(true);

    assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
    assertThat(in.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("__Host-weir_session=ws_")
        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
        .doesNotContain("Domain");
    assertThat(in.headers().firstValue(TLS_ONLY)).contains("max-age=31536000");
  }

  @Test
  void withoutTlsBrowsersAreNotSentToIt() throws Exception {
    HttpResponse<String> in = signIn(false);

    assertThat(in.headers().firstValue("set-cookie").orElseThrow())
        .startsWith("weir_session=ws_")
        .contains("; HttpOnly")
        .doesNotContain("Secure");
    assertThat(in.headers().firstValue(TLS_ONLY)).isEmpty();
  }
}
