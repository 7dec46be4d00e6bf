package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What all bodies of a listener are together is bounded, and given back.
@Timeout(30)
class HeldBodiesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int KIB = 1024;
  private static final int HELD_MAX = 1024 * KIB;
  private static final int LARGE = 300 * KIB;

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);
  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
  private final List<Runnable> kept = new ArrayList<>();
  private final HttpListener listener =
      HttpListener.start(
          engine,
          new ListenerLimits(
              512 * KIB, HELD_MAX, 8 * KIB, 20, KIB, 50, 50, 16, new Patience(LONG, LONG, LONG)),
          "127.0.0.1",
          0,
          new Receiving());

  private final class Receiving implements HttpListener.Receiver {
    @Override
    public void accept(Exchange exchange) {
      bodies.add(exchange.body());
      switch (exchange.path()) {
        case "/waits" -> waiting.add(exchange);
        case "/keeps" -> {
          kept.add(exchange.keep());
          exchange.end(200, Headers.EMPTY, "kept".getBytes(UTF_8));
        }
        default -> exchange.end(200, Headers.EMPTY, "taken".getBytes(UTF_8));
      }
    }

    @Override
    public Optional<Consumer<Exchange>> withoutBody(Exchange head) {
      return head.path().equals("/unknown")
          ? Optional.of(exchange -> exchange.end(401, Headers.EMPTY, "who?".getBytes(UTF_8)))
          : Optional.empty();
    }

    @Override
    public void breached(Exchange exchange, Breach breach) {
      exchange.end(breach.kind().status(), Headers.EMPTY, breach.detail().getBytes(UTF_8));
    }
  }

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private Wire post(String path, int declared, int sent) throws IOException {
    return Wire.to(listener.port())
        .send("POST %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n".formatted(path, declared))
        .send(new byte[sent]);
  }

  private void awaitHeld(long bytes) {
    while (listener.heldBytes() != bytes) { // the test's time limit ends it
      Thread.onSpinWait();
    }
  }

  @Test
  void refusesALargeBodyWhenOthersLeaveNoRoomAndTakesItWhenTheyHaveLeft() throws Exception {
    try (Wire first = post("/", LARGE, LARGE - 1);
        Wire second = post("/", LARGE, LARGE - 1)) {
      awaitHeld(2 * LARGE);
      try (Wire third = post("/", LARGE, LARGE)) {
        assertThat(third.head()).contains(" 503 ").containsIgnoringCase("connection: close");
        assertThat(third.rest()).contains("no room");
      }
      try (Wire small = post("/", 60 * KIB, 60 * KIB)) {
        assertThat(small.message()).as("a neighbour's small body").endsWith("taken");
      }
      assertThat(first.send(new byte[1]).message()).endsWith("taken");
      assertThat(second.send(new byte[1]).message()).endsWith("taken");
    }
    awaitHeld(0);
    try (Wire again = post("/", LARGE, LARGE)) {
      assertThat(again.message()).endsWith("taken");
    }
  }

  @Test
  void isGivenBackWhenAClientLeavesInTheMiddle() throws Exception {
    try (Wire wire = post("/", LARGE, 100 * KIB)) {
      awaitHeld(LARGE);
      wire.reset();
    }
    awaitHeld(0);
  }

  @Test
  void staysCountedUntilTheAnswerIsGiven() throws Exception {
    try (Wire wire = post("/waits", LARGE, LARGE)) {
      Exchange exchange = waiting.poll(10, TimeUnit.SECONDS);
      assertThat(listener.heldBytes()).isEqualTo(LARGE);

      exchange.end(200, Headers.EMPTY, Bytes.NONE);

      assertThat(wire.message()).contains(" 200 ");
    }
    awaitHeld(0);
  }

  @Test
  void staysCountedWhileSomebodyKeepsItThoughTheClientHasItsAnswer() throws Exception {
    try (Wire wire = post("/keeps", LARGE, LARGE)) {
      assertThat(wire.message()).endsWith("kept");
    }
    assertThat(listener.heldBytes()).isEqualTo(LARGE);

    kept.forEach(Runnable::run);
    kept.forEach(Runnable::run);

    awaitHeld(0);
  }

  @Test
  void countsACopyOfABodyAsLongAsTheBodyAndRefusesOneThatFindsNoRoom() throws Exception {
    try (Wire one = post("/waits", LARGE, LARGE)) {
      Exchange exchange = waiting.poll(10, TimeUnit.SECONDS);
      assertThat(onLoop(exchange)).as("of two").isTrue();
      assertThat(listener.heldBytes()).isEqualTo(2 * LARGE);
      assertThat(onLoop(exchange)).as("of three").isFalse();
      assertThat(listener.heldBytes()).isEqualTo(2 * LARGE);

      exchange.end(200, Headers.EMPTY, Bytes.NONE);

      assertThat(one.message()).contains(" 200 ");
    }
    awaitHeld(0);
  }

  @Test
  void countsACopyOfASmallBodyWhenLargeOnesFillTheRest() throws Exception {
    try (Wire _ = post("/waits", LARGE, LARGE);
        Wire _ = post("/waits", LARGE, LARGE);
        Wire _ = post("/waits", 150 * KIB, 150 * KIB)) {
      for (int large = 0; large < 3; large++) {
        waiting.take();
      }
      try (Wire _ = post("/waits", 40 * KIB, 40 * KIB)) {
        assertThat(onLoop(waiting.take())).isTrue();
      }
    }
    awaitHeld(0);
  }

  private static boolean onLoop(Exchange exchange) throws InterruptedException {
    BlockingQueue<Boolean> held = new LinkedBlockingQueue<>();
    exchange.loop().execute(() -> held.add(exchange.holdMade(exchange.body().length)));
    return held.take();
  }

  @Test
  void keepsNothingOfABodyThatIsNotWanted() throws Exception {
    try (Wire wire = post("/unknown", LARGE, LARGE - 1)) {
      awaitHeld(0);
      wire.send(new byte[1]);

      assertThat(wire.message()).contains(" 401 ").endsWith("who?");
      assertThat(wire.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").message())
          .as("the next request of the connection")
          .endsWith("taken");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8 * KIB, 64 * KIB - 1, 64 * KIB, 64 * KIB + 1, LARGE, 512 * KIB})
  void readsABodyOfAnyLengthAsItCame(int length) throws Exception {
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) (i * 31 + i / 251);
    }
    try (Wire declared = post("/", length, 0).send(body)) {
      assertThat(declared.message()).endsWith("taken");
      assertThat(bodies.take()).isEqualTo(body);
    }
    awaitHeld(0);
    try (Wire chunked = Wire.to(listener.port())) {
      chunked
          .send("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
          .send(Integer.toHexString(length) + "\r\n")
          .send(body)
          .send("\r\n0\r\n\r\n");
      assertThat(chunked.message()).endsWith("taken");
      assertThat(bodies.take()).isEqualTo(body);
    }
    awaitHeld(0);
  }
}
