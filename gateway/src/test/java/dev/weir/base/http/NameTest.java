package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Upstreams by name, with a name server that changes its mind.
@Timeout(30)
class NameTest {
  private static final Duration TTL = Duration.ofSeconds(1);

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private NameServer names;
  private Engine engine;

  @BeforeEach
  void start() throws Exception {
    names = new NameServer();
    engine = Engine.start(1, names.resolver(TTL), bugs::add);
  }

  @AfterEach
  void close() {
    engine.close();
    names.close();
    assertThat(bugs).isEmpty();
  }

  private Received get(HttpClient client, int port) throws InterruptedException {
    Received received = new Received();
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            new Origin(false, "provider.test", port),
            "/",
            Headers.of("authorization", "Bearer secret"),
            "{}".getBytes(UTF_8),
            Duration.ofSeconds(5));
    client.send(engine.loops().getFirst(), request, received);
    return received.await();
  }

  private static Wire.Server answering(ServerSocket socket, String answer) {
    return new Wire.Server(
        socket,
        wire -> {
          while (true) {
            wire.message();
            wire.send("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n" + answer);
          }
        });
  }

  private static void pass(Duration time) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void aNewAddressIsFollowedWhenTheNamesTimeIsUpAlthoughAConnectionIsKept() throws Exception {
    ServerSocket first = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    ServerSocket second =
        new ServerSocket(first.getLocalPort(), 10, InetAddress.ofLiteral("127.0.0.2"));
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);
    try (Wire.Server one = answering(first, "one");
        Wire.Server two = answering(second, "two")) {
      names.says("provider.test", "127.0.0.1");
      assertThat(get(client, one.port()).text()).isEqualTo("one");
      names.says("provider.test", "127.0.0.2");
      assertThat(get(client, two.port()).text()).as("still believed").isEqualTo("one");
      assertThat(names.asked).hasValue(1);

      pass(TTL.plusMillis(300));

      assertThat(get(client, two.port()).text()).isEqualTo("two");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254"})
  void aNameThatLeadsInsideIsNotConnectedToWhereOnlyPublicAddressesAreAllowed(String address)
      throws Exception {
    Transport strict = Transport.DIRECT.withDestinations(Destinations.PUBLIC_ONLY);
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT, strict);
    AtomicInteger connections = new AtomicInteger();
    try (Wire.Server inside = new Wire.Server(_ -> connections.incrementAndGet())) {
      names.says("provider.test", address);

      Received received = get(client, inside.port());

      assertThat(received.kind()).isEqualTo(Failure.Kind.FORBIDDEN);
      assertThat(Failure.Kind.FORBIDDEN.progress()).isEqualTo(Failure.Progress.NOT_SENT);
      assertThat(Optional.ofNullable(received.failure).orElseThrow().detail()).contains(address);
      assertThat(connections).hasValue(0);
    }
  }

  @Test
  void aNameThatTurnsToAMetadataAddressIsNotFollowed() throws Exception {
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);
    try (Wire.Server one =
        answering(new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1")), "one")) {
      names.says("provider.test", "127.0.0.1");
      assertThat(get(client, one.port()).text()).isEqualTo("one");
      names.says("provider.test", "169.254.169.254");
      pass(TTL.plusMillis(300));

      assertThat(get(client, one.port()).kind()).isEqualTo(Failure.Kind.FORBIDDEN);
    }
  }

  @Test
  void aNameNobodyKnowsIsUnresolved() throws Exception {
    HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);

    assertThat(get(client, 80).kind()).isEqualTo(Failure.Kind.UNRESOLVED);
  }
}
