package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS to upstreams, with a certificate made for this run and the JDK's own TLS server.
@Timeout(60)
class HttpsClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
  private static final String PASSWORD = "only-for-this-run";

  @TempDir private Path directory;
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);

  @BeforeEach
  void makeCertificate() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
  }

  private Path authority() throws Exception {
    Path pem = directory.resolve("authority.pem");
    keytool("-exportcert", "-rfc", "-file", pem.toString());
    return pem;
  }

  private void keytool(String... arguments) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String store = directory.resolve("keys.p12").toString();
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "up", "-keystore", store, "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private ServerSocket tlsSocket() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("up", keys.getCertificate("up"));
    trust.init(authorities);
    context.init(factory.getKeyManagers(), trust.getTrustManagers(), null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  @Test
  void reachesAnUpstreamWhoseAuthorityItTrusts() throws Exception {
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT, trusting(authority()));
    try (Wire.Server upstream = new Wire.Server(tlsSocket(), HttpsClientTest::answer)) {
      Received received = get(client, new Origin(true, "localhost", upstream.port()));

      assertThat(received.failure).isNull();
      assertThat(received.text()).isEqualTo("ok");
    }
  }

  @Test
  void sendsNothingToAnUnknownAuthorityOrAnotherHostsCertificate() throws Exception {
    HttpClient strict = new HttpClient(engine, ClientLimits.DEFAULT);
    HttpClient trusting = new HttpClient(engine, ClientLimits.DEFAULT, trusting(authority()));
    try (Wire.Server upstream = new Wire.Server(tlsSocket(), HttpsClientTest::answer)) {
      Origin named = new Origin(true, "localhost", upstream.port());
      Origin byAddress = new Origin(true, "127.0.0.1", upstream.port());

      assertThat(get(strict, named).kind()).isEqualTo(Failure.Kind.TLS);
      assertThat(get(trusting, byAddress).kind()).isEqualTo(Failure.Kind.TLS);
    }
  }

  private static Transport trusting(Path authorities) {
    return new Transport(
        Optional.of(authorities),
        Optional.empty(),
        Optional.empty(),
        Destinations.NO_METADATA,
        false);
  }

  @Test
  void showsItsOwnCertificateToAnUpstreamThatAsksForOne() throws Exception {
    Path authority = authority();
    Transport.Certificate own = new Transport.Certificate(authority, key());
    HttpClient known =
        new HttpClient(
            engine,
            ClientLimits.DEFAULT,
            new Transport(
                Optional.of(authority),
                Optional.of(own),
                Optional.empty(),
                Destinations.NO_METADATA,
                false));
    HttpClient stranger = new HttpClient(engine, ClientLimits.DEFAULT, trusting(authority));
    SSLServerSocket asking = (SSLServerSocket) tlsSocket();
    asking.setNeedClientAuth(true);
    AtomicInteger requests = new AtomicInteger();
    try (Wire.Server upstream =
        new Wire.Server(
            asking,
            wire -> {
              wire.head();
              requests.incrementAndGet();
              wire.send(OK).rest();
            })) {
      Origin origin = new Origin(true, "localhost", upstream.port());

      assertThat(get(known, origin).text()).isEqualTo("ok");
      assertThat(get(stranger, origin).failure).isNotNull();
      assertThat(requests).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"ada, hush, ok,", "ada, wrong, , REFUSED", "'', '', , REFUSED"})
  void goesThroughAProxyThatSeesHostAndCredentialsButNoRequest(
      String user, String password, String text, Failure.Kind failure) throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Wire.Server upstream = new Wire.Server(tlsSocket(), HttpsClientTest::answer);
        Wire.Server proxy =
            new Wire.Server(wire -> {
              String head = wire.head();
              seen.add(head);
              if (!head.contains("Basic YWRhOmh1c2g=")) { // ada:hush
                wire.send("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                return;
              }
              wire.send("HTTP/1.1 200 Connection established\r\n\r\n");
              wire.tunnel(upstream.port());
            })) {
      Transport through =
          new Transport(
              Optional.of(authority()),
              Optional.empty(),
              Optional.of(new Transport.Proxy("127.0.0.1", proxy.port(), user, password)),
              Destinations.NO_METADATA,
              false);
      HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT, through);

      Received received = get(client, new Origin(true, "localhost", upstream.port()));

      assertThat(received.kind()).isEqualTo(failure);
      assertThat(received.text()).isEqualTo(text == null ? "" : text);
      assertThat(seen.take())
          .startsWith("CONNECT localhost:" + upstream.port() + " HTTP/1.1")
          .doesNotContain("GET /");
      assertThat(String.valueOf(received.failure)).doesNotContain("hush").doesNotContain("wrong");
    }
  }

  @Test
  void aMetadataAddressIsNotAskedOfAProxyEither() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Wire.Server proxy = new Wire.Server(_ -> asked.incrementAndGet())) {
      Transport through =
          new Transport(
              Optional.empty(),
              Optional.empty(),
              Optional.of(new Transport.Proxy("127.0.0.1", proxy.port(), "", "")),
              Destinations.NO_METADATA,
              false);
      HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT, through);

      assertThat(get(client, new Origin(true, "169.254.169.254", 443)).kind())
          .isEqualTo(Failure.Kind.FORBIDDEN);
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void aFileThatHoldsNoCertificateIsNamedAtOnce() throws Exception {
    Path missing = directory.resolve("missing.pem");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");
    for (Path file : List.of(missing, empty)) {
      assertThatThrownBy(() -> new HttpClient(engine, ClientLimits.DEFAULT, trusting(file)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString());
    }
    Transport keyless =
        new Transport(
            Optional.empty(),
            Optional.of(new Transport.Certificate(authority(), empty)),
            Optional.empty(),
            Destinations.NO_METADATA,
            false);
    assertThatThrownBy(() -> new HttpClient(engine, ClientLimits.DEFAULT, keyless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(empty.toString());
  }

  /// The private key of the only certificate, as PEM.
  private Path key() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey("up", PASSWORD.toCharArray()).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }

  private static void answer(Wire wire) throws Exception {
    wire.head();
    wire.send(OK).rest();
  }

  private Received get(HttpClient client, Origin origin) throws InterruptedException {
    Received received = new Received();
    Duration patience = Duration.ofSeconds(10);
    client.send(
        engine.loops().getFirst(),
        new OutboundRequest("GET", origin, "/", Headers.EMPTY, new byte[0], patience),
        received);
    return received.await();
  }
}
