package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS to upstreams, with a certificate made for this run and the JDK's own TLS server.
@Timeout(60)
class HttpsClientTest {
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
    context.init(factory.getKeyManagers(), null, null);
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
    HttpClient client = HttpClient.trusting(engine, ClientLimits.DEFAULT, authority());
    try (Wire.Server upstream = new Wire.Server(tlsSocket(), HttpsClientTest::answer)) {
      Received received = get(client, new Origin(true, "localhost", upstream.port()));

      assertThat(received.failure).isNull();
      assertThat(received.text()).isEqualTo("ok");
    }
  }

  @Test
  void sendsNothingToAnUnknownAuthorityOrAnotherHostsCertificate() throws Exception {
    HttpClient strict = new HttpClient(engine, ClientLimits.DEFAULT);
    HttpClient trusting = HttpClient.trusting(engine, ClientLimits.DEFAULT, authority());
    try (Wire.Server upstream = new Wire.Server(tlsSocket(), HttpsClientTest::answer)) {
      Origin named = new Origin(true, "localhost", upstream.port());
      Origin byAddress = new Origin(true, "127.0.0.1", upstream.port());

      assertThat(get(strict, named).kind()).isEqualTo(Failure.Kind.TLS);
      assertThat(get(trusting, byAddress).kind()).isEqualTo(Failure.Kind.TLS);
    }
  }

  private static void answer(Wire wire) throws Exception {
    wire.head();
    wire.send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").rest();
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
