package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.PlaneTls;
import dev.weir.base.http.Certificate;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpListener;
import dev.weir.base.http.ListenerLimits;
import dev.weir.base.http.Pem;
import dev.weir.view.api.CertificateStanding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateWatchTest {
  private static final Duration EVERY = Duration.ofMillis(20);

  @TempDir private Path directory;
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);
  private final CertificateWatch watch = new CertificateWatch(System.getLogger("weir-test"));
  private Path chain = Path.of("");
  private Path key = Path.of("");
  private int port;

  @BeforeEach
  void listenWithTheFirst() throws Exception {
    chain = directory.resolve("tls.pem");
    key = directory.resolve("tls.key");
    show(Pem.make(directory, "first", "EC"));
    PlaneTls files = new PlaneTls(chain, key);
    Certificate first = CertificateWatch.read(files).orElseThrow();
    HttpListener listener =
        HttpListener.start(
            engine,
            ListenerLimits.DEFAULT,
            new HttpListener.Address("127.0.0.1", 0, Optional.of(first)),
            exchange -> exchange.end(200, Headers.EMPTY, "hi".getBytes(UTF_8)));
    port = listener.port();
    watch.add("data_plane", files, first, listener);
    watch.start(EVERY);
  }

  @AfterEach
  void close() {
    watch.close();
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private void show(Pem pem) throws Exception {
    Files.copy(pem.certificate(), chain, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(pem.key(), key, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The test's time limit ends it.
  private CertificateStanding standing(Predicate<CertificateStanding> wanted) {
    CertificateStanding now = watch.standings().getFirst();
    while (!wanted.test(now)) {
      Thread.onSpinWait();
      now = watch.standings().getFirst();
    }
    return now;
  }

  /// Whom a new connection is shown.
  private String shown() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  /// Takes any certificate: the test asks which it is.
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void aNewPairIsShownToNewConnections() throws Exception {
    assertThat(shown()).isEqualTo("CN=first");

    show(Pem.make(directory, "second", "EC"));

    // A look between two files of the pair, or while one is replaced, fails; the next one does not.
    standing(it -> it.subject().contains("second") && it.failure().isEmpty());
    assertThat(shown()).isEqualTo("CN=second");
  }

  @Test
  void aBrokenFileLeavesTheOldOneInUseAndSaysSo() throws Exception {
    Files.writeString(chain, "no certificate");

    CertificateStanding broken = standing(it -> it.failure().isPresent());
    assertThat(broken.subject()).contains("first");
    assertThat(broken.failure().orElseThrow()).contains(chain.toString());
    assertThat(shown()).isEqualTo("CN=first");

    show(Pem.make(directory, "mended", "EC"));
    assertThat(standing(it -> it.failure().isEmpty()).subject()).isNotEmpty();
    standing(it -> it.subject().contains("mended"));
    assertThat(shown()).isEqualTo("CN=mended");
  }

  @Test
  void aKeyOfAnotherCertificateIsNotTaken() throws Exception {
    Pem other = Pem.make(directory, "other", "EC");
    Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);

    CertificateStanding kept = standing(it -> it.failure().isPresent());

    assertThat(kept.subject()).contains("first");
    assertThat(shown()).isEqualTo("CN=first");
  }
}
