package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS and HTTP/2 towards clients; the judge is the JDK's own client.
@Timeout(60)
class HttpsListenerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMillis(800);

  @TempDir private Path directory;
  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);
  private Pem pem;
  private HttpClient client;

  @BeforeEach
  void makeCertificate() throws Exception {
    pem = Pem.make(directory, "first", "EC");
    client = HttpClient.newBuilder().sslContext(trusting(pem)).build();
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    engine.close();
    assertThat(bugs).isEmpty();
  }

  static SSLContext trusting(Pem... trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Pem each : trusted) {
      store.setCertificateEntry(each.certificate().toString(), each.x509());
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private HttpListener listen(Patience patience, HttpListener.Receiver receiver) {
    return listen(patience, 20, receiver);
  }

  private HttpListener listen(
      Patience patience, int connectionsPerClient, HttpListener.Receiver receiver) {
    ListenerLimits limits =
        new ListenerLimits(
            64 * 1024, 1 << 20, 8 * 1024, 40, 1024, 20, connectionsPerClient, 16, patience);
    return HttpListener.start(
        engine,
        limits,
        new HttpListener.Address("127.0.0.1", 0, Optional.of(pem.read())),
        receiver);
  }

  private HttpListener listen(HttpListener.Receiver receiver) {
    return listen(new Patience(LONG, LONG, LONG), receiver);
  }

  private static HttpRequest.Builder to(HttpListener listener, String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + listener.port() + path));
  }

  private static void echo(Exchange exchange) {
    exchange.end(200, Headers.of("x-path", exchange.path()), exchange.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void speaksHttp2WithThoseWhoAskForItAndHttp1WithOthers() throws Exception {
    HttpListener listener = listen(HttpsListenerTest::echo);
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("hello");

    HttpResponse<String> second = send(to(listener, "/2").POST(body));
    HttpResponse<String> first =
        send(to(listener, "/1").POST(body).version(HttpClient.Version.HTTP_1_1));

    assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(second.body()).isEqualTo("hello");
    assertThat(second.headers().firstValue("x-path")).contains("/2");
    assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(first.body()).isEqualTo("hello");
  }

  @Test
  void refusesTlsBefore12AndClearText() throws Exception {
    HttpListener listener = listen(HttpsListenerTest::echo);
    SSLSocket socket =
        (SSLSocket)
            trusting(pem)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), listener.port());
    try (socket) {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(wire.rest()).doesNotContain("HTTP/");
    }
  }

  @Test
  void runsManyStreamsOnOneConnectionAndCountsItOnce() throws Exception {
    int streams = 40;
    CountDownLatch arrived = new CountDownLatch(streams);
    Set<Loop> loops = ConcurrentHashMap.newKeySet();
    List<Exchange> open = new ArrayList<>();
    HttpListener listener =
        listen(exchange -> {
          if (exchange.path().equals("/first")) {
            echo(exchange);
            return;
          }
          loops.add(exchange.loop());
          open.add(exchange);
          exchange.head(200, Headers.EMPTY);
          exchange.write("begun ".getBytes(UTF_8));
          arrived.countDown();
        });
    send(to(listener, "/first"));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      answers.add(
          client.sendAsync(to(listener, "/" + i).build(), HttpResponse.BodyHandlers.ofString()));
    }
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(listener.connections()).isEqualTo(1);
    assertThat(loops).hasSize(1);
    open.forEach(exchange -> {
      exchange.write("done".getBytes(UTF_8));
      exchange.end();
    });
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("begun done");
    }
  }

  @Test
  void tellsThatOneStreamsClientLeftAndLeavesItsNeighbourAlone() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    BlockingQueue<Exchange> staying = new LinkedBlockingQueue<>();
    HttpListener listener =
        listen(exchange -> {
          exchange.head(200, Headers.EMPTY);
          exchange.write("begun ".getBytes(UTF_8));
          if (exchange.path().equals("/leaves")) {
            exchange.onGone(gone::countDown);
          } else {
            staying.add(exchange);
          }
        });
    HttpResponse<InputStream> leaves =
        client.send(to(listener, "/leaves").build(), HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<HttpResponse<String>> stays =
        client.sendAsync(to(listener, "/stays").build(), HttpResponse.BodyHandlers.ofString());
    Exchange stayed = staying.poll(20, TimeUnit.SECONDS);

    leaves.body().close();

    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(stayed.isGone()).isFalse();
    stayed.end();
    assertThat(stays.get(20, TimeUnit.SECONDS).body()).isEqualTo("begun ");
    assertThat(listener.connections()).isEqualTo(1);
  }

  @Test
  void abortsOneStreamAndLeavesTheConnectionToTheOthers() throws Exception {
    HttpListener listener =
        listen(exchange -> {
          if (exchange.path().equals("/torn")) {
            exchange.head(200, Headers.EMPTY);
            exchange.write("data: half".getBytes(UTF_8));
            exchange.loop().schedule(Duration.ofMillis(30), exchange::abort);
            return;
          }
          echo(exchange);
        });
    send(to(listener, "/before"));

    assertThatThrownBy(() -> send(to(listener, "/torn"))).isInstanceOf(IOException.class);

    assertThat(send(to(listener, "/after")).statusCode()).isEqualTo(200);
    assertThat(listener.connections()).isEqualTo(1);
  }

  @Test
  void holdsBackWhoWritesFasterThanAStreamIsReadAndEndsTheStreamThatNobodyReads() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    HttpListener listener =
        listen(
            new Patience(BRIEF, LONG, LONG),
            exchange -> {
              if (!exchange.path().equals("/endless")) {
                exchange.loop().schedule(BRIEF.multipliedBy(3), () -> echo(exchange));
                return;
              }
              exchange.onGone(gone::countDown);
              exchange.head(200, Headers.EMPTY);
              Runnable filling =
                  () -> {
                    while (exchange.write(new byte[32 * 1024])) {}
                  };
              exchange.onWritable(filling);
              filling.run();
              full.countDown();
            });
    HttpResponse<InputStream> unread =
        client.send(to(listener, "/endless").build(), HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<HttpResponse<String>> neighbour =
        client.sendAsync(to(listener, "/waits").build(), HttpResponse.BodyHandlers.ofString());

    assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(neighbour.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    unread.body().close();
  }

  @Test
  void refusesABodyPastTheLimitOnItsStreamAlone() throws Exception {
    HttpListener listener = listen(HttpsListenerTest::echo);

    HttpResponse<String> large =
        send(to(listener, "/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[65_537])));

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(send(to(listener, "/after")).statusCode()).isEqualTo(200);
    assertThat(listener.connections()).isEqualTo(1);
  }

  @Test
  void usesAnotherCertificateForNewConnections() throws Exception {
    HttpListener listener = listen(HttpsListenerTest::echo);
    Pem next = Pem.make(directory, "next", "RSA");
    assertThat(send(to(listener, "/")).sslSession().orElseThrow().getPeerCertificates()[0])
        .isEqualTo(pem.x509());

    listener.use(next.read());

    assertThat(send(to(listener, "/")).statusCode()).as("the open connection").isEqualTo(200);
    try (HttpClient other = HttpClient.newBuilder().sslContext(trusting(next)).build()) {
      HttpResponse<String> answer =
          other.send(to(listener, "/").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
          .isEqualTo(next.x509());
    }
    try (HttpClient old = HttpClient.newBuilder().sslContext(trusting(pem)).build()) {
      assertThatThrownBy(
              () -> old.send(to(listener, "/").build(), HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void refusesAPairThatDoesNotBelongTogetherOrIsNone() throws Exception {
    Pem other = Pem.make(directory, "other", "EC");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path missing = directory.resolve("missing.pem");

    assertThatThrownBy(() -> Certificate.read(pem.certificate(), other.key()))
        .hasMessageContaining("is not that of the certificate");
    assertThatThrownBy(() -> Certificate.read(pem.certificate(), empty))
        .hasMessageContaining("holds no private key in PKCS #8");
    assertThatThrownBy(() -> Certificate.read(empty, pem.key())).hasMessageContaining("empty.pem");
    assertThatThrownBy(() -> Certificate.read(missing, pem.key()))
        .hasMessageContaining("cannot be read: NoSuchFileException");
    assertThat(pem.read().toString()).contains("CN=first").doesNotContain("PRIVATE");
  }

  @Test
  void closesAClientThatNeverEndsItsHandshake() throws Exception {
    HttpListener listener = listen(new Patience(LONG, BRIEF, LONG), HttpsListenerTest::echo);
    try (Wire wire = Wire.to(listener.port())) {
      wire.send("\u0016\u0003\u0001");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  /// TLS carries out the first close of a connection alone, which waits for the client.
  @Test
  void closesAClientThatStaysBehindTheLastAnswer() throws Exception {
    HttpListener listener = listen(new Patience(LONG, BRIEF, LONG), HttpsListenerTest::echo);
    try (SSLSocket socket =
        (SSLSocket) trusting(pem).getSocketFactory().createSocket("127.0.0.1", listener.port())) {
      socket.getOutputStream().write("garbage\r\n\r\n".getBytes(UTF_8));
      socket.getOutputStream().flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).contains(" 400 ");

      while (listener.connections() > 0) { // the test's time limit ends it
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void countsClientsThatConnectAndSayNothing() throws Exception {
    HttpListener listener = listen(new Patience(LONG, LONG, LONG), 2, HttpsListenerTest::echo);
    try (Wire first = Wire.to(listener.port());
        Wire second = Wire.to(listener.port());
        Wire third = Wire.to(listener.port())) {
      assertThat(third.isAtEnd()).isTrue();
      assertThat(listener.connections()).as("both are within their handshake").isEqualTo(2);

      assertThat(first.isAtEnd()).as("a handshake has a time of its own").isTrue();
      assertThat(second.isAtEnd()).isTrue();
    }
    while (listener.connections() > 0) {
      Thread.onSpinWait(); // the test's time limit ends it
    }
    assertThat(send(to(listener, "/later")).statusCode()).isEqualTo(200);
    assertThat(listener.connections()).as("counted once").isEqualTo(1);
  }
}
