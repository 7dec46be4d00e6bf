package dev.weir.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Pair;
import dev.weir.app.config.HostPort;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.ProviderTls;
import dev.weir.app.config.ProxyPart;
import dev.weir.app.config.SecretReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the doctor says of providers, and what they hear of it.
@Timeout(60)
class ProviderProbeTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ProxyPart NO_PROXY = ProxyPart.DEFAULT;
  private static final ProviderTls NO_FILES = ProviderTls.DEFAULT;

  @TempDir private Path folder;

  private static ProviderPart part(String url, ProviderTls tls, ProxyPart proxy) {
    ProviderPart usual =
        ProviderPart.of("openai", URI.create(url), new SecretReference("env:NOT_LOOKED_UP"));
    return new ProviderPart(
        usual.family(),
        usual.url(),
        usual.key(),
        usual.auth(),
        usual.prices(),
        usual.models(),
        usual.ids(),
        usual.place(),
        usual.tokensPerByte(),
        usual.drop(),
        tls,
        proxy,
        usual.http2(),
        usual.keepAlive(),
        usual.connectionLife(),
        usual.pacing(),
        usual.billed());
  }

  private static Finding probe(ProviderPart part) throws Exception {
    return probe(part, Map.of());
  }

  private static Finding probe(ProviderPart part, Map<String, String> environment)
      throws Exception {
    List<Finding> findings = ProviderProbe.all(Map.of("up", part), environment, LONG);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static ProviderTls trusting(Path authority) {
    return new ProviderTls(Optional.of(authority), Optional.empty(), Optional.empty());
  }

  private static String local(String scheme, Endpoint endpoint) {
    return "%s://127.0.0.1:%d".formatted(scheme, endpoint.port());
  }

  @Test
  void aProviderThatTakesConnectionsIsGoodAndHearsNothing() throws Exception {
    try (Endpoint endpoint = new Endpoint(Endpoint::rest)) {
      Finding finding = probe(part(local("http", endpoint), NO_FILES, NO_PROXY));

      assertThat(finding.isGood()).isTrue();
      assertThat(finding.says()).startsWith("up at 127.0.0.1:").contains("in clear text");
      assertThat(endpoint.heard.take()).isEmpty();
    }
  }

  @Test
  void aProviderWhoseCertificateIsTrustedIsGoodAndHearsOnlyTheHandshake() throws Exception {
    Pair pair = Pair.make(folder, "provider");
    try (Endpoint endpoint = new Endpoint(socket -> Endpoint.rest(pair.serve(socket, false)))) {
      Finding finding =
          probe(part(local("https", endpoint), trusting(pair.certificate()), NO_PROXY));

      assertThat(finding.says()).endsWith("connects with TLSv1.3");
      assertThat(finding.isGood()).isTrue();
      assertThat(endpoint.heard.take()).isEmpty();
    }
  }

  @Test
  void aProviderThatTheAuthoritiesDoNotKnowNeedsAttention() throws Exception {
    Pair pair = Pair.make(folder, "provider");
    Pair other = Pair.make(folder, "other");
    try (Endpoint endpoint = new Endpoint(socket -> Endpoint.rest(pair.serve(socket, false)))) {
      String url = local("https", endpoint);

      assertThat(probe(part(url, NO_FILES, NO_PROXY)))
          .satisfies(finding -> assertThat(finding.says()).contains("no TLS: "))
          .returns(false, Finding::isGood);
      assertThat(probe(part(url, trusting(other.certificate()), NO_PROXY)))
          .returns(false, Finding::isGood);
      Path empty = Files.writeString(folder.resolve("empty.pem"), "");
      assertThat(probe(part(url, trusting(empty), NO_PROXY)))
          .satisfies(finding -> assertThat(finding.says()).contains(empty.toString()))
          .returns(false, Finding::isGood);
    }
  }

  @Test
  void aProviderThatAsksWhoWeirIsIsShownItsCertificate() throws Exception {
    Pair pair = Pair.make(folder, "both");
    ProviderTls both =
        new ProviderTls(
            Optional.of(pair.certificate()),
            Optional.of(pair.certificate()),
            Optional.of(pair.key()));
    try (Endpoint endpoint =
        new Endpoint(socket -> {
          try (SSLSocket tls = pair.serve(socket, true)) {
            return tls.getSession().getPeerPrincipal().getName();
          }
        })) {
      assertThat(probe(part(local("https", endpoint), both, NO_PROXY)).isGood()).isTrue();
      assertThat(endpoint.heard.take()).isEqualTo("CN=both");
    }
  }

  @Test
  void aProviderBehindAProxyIsReachedThroughIt() throws Exception {
    Pair pair = Pair.make(folder, "provider");
    try (Endpoint proxy =
        new Endpoint(socket -> {
          String head = Endpoint.head(socket);
          socket.getOutputStream().write("HTTP/1.1 200 Go on\r\n\r\n".getBytes(ISO_8859_1));
          return head + Endpoint.rest(pair.serve(socket, false));
        })) {
      ProxyPart through =
          new ProxyPart(
              Optional.of(new HostPort("127.0.0.1", proxy.port())),
              Optional.of("weir"),
              Optional.of(new SecretReference("env:PROXY")));
      ProviderPart part = part("https://127.0.0.1:443", trusting(pair.certificate()), through);

      assertThat(probe(part, Map.of("PROXY", "hush")))
          .satisfies(finding ->
              assertThat(finding.says())
                  .contains("through the proxy 127.0.0.1:" + proxy.port())
                  .doesNotContain("hush"))
          .returns(true, Finding::isGood);
      assertThat(proxy.heard.take().split("\r\n", -1))
          .as("nothing follows the handshake")
          .containsExactly(
              "CONNECT 127.0.0.1:443 HTTP/1.1",
              "Host: 127.0.0.1:443",
              "Proxy-Authorization: Basic d2VpcjpodXNo",
              "",
              "");
      assertThat(probe(part))
          .as("the gateway's environment may have it")
          .satisfies(finding -> assertThat(finding.says()).contains("not tried", "PROXY"))
          .returns(true, Finding::isGood);
    }
  }

  @Test
  void aProxyThatRefusesNeedsAttention() throws Exception {
    try (Endpoint proxy =
        new Endpoint(socket -> {
          Endpoint.head(socket);
          socket.getOutputStream().write("HTTP/1.1 407 Who\r\n\r\n".getBytes(ISO_8859_1));
          return Endpoint.rest(socket);
        })) {
      ProxyPart through =
          new ProxyPart(
              Optional.of(new HostPort("127.0.0.1", proxy.port())),
              Optional.empty(),
              Optional.empty());

      assertThat(probe(part("https://up.example", NO_FILES, through)))
          .satisfies(finding ->
              assertThat(finding.says()).endsWith("the proxy answers 'HTTP/1.1 407 Who'"))
          .returns(false, Finding::isGood);
    }
  }

  @Test
  void nobodyAndWhereNobodyMayBeNeedAttention() throws Exception {
    // Port 1 is nobody's; one that was let go is soon somebody else's.
    assertThat(probe(part("http://127.0.0.1:1", NO_FILES, NO_PROXY)))
        .satisfies(finding -> assertThat(finding.says()).contains("nobody takes the connection"))
        .returns(false, Finding::isGood);
    assertThat(probe(part("http://169.254.169.254", NO_FILES, NO_PROXY)))
        .satisfies(finding -> assertThat(finding.says()).contains("link-local"))
        .returns(false, Finding::isGood);
  }

  @Test
  void aProviderThatNeverAnswersDoesNotKeepTheOthersFromBeingLookedAt() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Endpoint good = new Endpoint(Endpoint::rest);
        Endpoint silent =
            new Endpoint(_ -> {
              over.await();
              return "";
            })) {
      Map<String, ProviderPart> parts = new LinkedHashMap<>();
      parts.put("silent", part(local("https", silent), NO_FILES, NO_PROXY));
      parts.put("good", part(local("http", good), NO_FILES, NO_PROXY));

      List<Finding> findings = ProviderProbe.all(parts, Map.of(), Duration.ofMillis(500));

      assertThat(findings).extracting(Finding::isGood).containsExactly(false, true);
      assertThat(findings.getFirst().says()).contains("no answer within 500 ms");
      over.countDown();
    }
  }
}
