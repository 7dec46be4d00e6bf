package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Both sides of the room together, between real sockets.
@Timeout(30)
class PassThroughTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(2, bugs::add);
  private final HttpClient client = new HttpClient(engine, ClientLimits.DEFAULT);

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  private int proxyTo(Wire.Server upstream) {
    PassThrough proxy = new PassThrough(client, upstream.origin());
    return HttpListener.start(engine, ListenerLimits.DEFAULT, "127.0.0.1", 0, proxy).port();
  }

  @Test
  void holdsLittleForAClientThatReadsSlowly() throws Exception {
    int total = 64 * 1024 * 1024;
    AtomicLong taken = new AtomicLong();
    byte[] block = new byte[64 * 1024];
    try (Wire.Server upstream =
            new Wire.Server(wire -> {
              wire.head();
              wire.send("HTTP/1.1 200 OK\r\ncontent-length: " + total + "\r\n\r\n");
              for (int sent = 0; sent < total; sent += block.length) {
                wire.send(block);
                taken.addAndGet(block.length);
              }
            });
        Wire slow = Wire.slowlyTo(proxyTo(upstream))) {
      slow.send(REQUEST).head();
      long before = settled(taken);
      assertThat(before).as("kernel and proxy buffers together").isLessThan(total / 4);

      for (int read = 0; read < total; read += block.length) {
        assertThat(Arrays.equals(slow.exactly(block.length), block)).isTrue();
      }
      assertThat(taken).hasValue(total);
    }
  }

  /// Waits until the upstream has been blocked for a while.
  private static long settled(AtomicLong taken) throws InterruptedException {
    long before = -1;
    while (before != taken.get()) {
      before = taken.get();
      assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
    }
    return before;
  }

  @Test
  void tearsTheAnswerWhenTheUpstreamIsCut() throws IOException {
    try (Wire.Server upstream =
            new Wire.Server(wire -> {
              wire.head();
              wire.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
            });
        Wire wire = Wire.to(proxyTo(upstream))) {
      wire.send(REQUEST).head();

      assertThat(wire.rest()).isEqualTo("3\r\nabc\r\n");
    }
  }

  @Test
  void passesTheDeclaredLengthOfAHeadRequestOn() throws IOException {
    try (Wire.Server upstream =
            new Wire.Server(wire -> {
              while (true) {
                wire.head();
                wire.send("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n");
              }
            });
        Wire wire = Wire.to(proxyTo(upstream))) {
      for (int i = 0; i < 2; i++) {
        wire.send("HEAD / HTTP/1.1\r\nhost: x\r\n\r\n");
        assertThat(wire.head()).startsWith("HTTP/1.1 200").contains("content-length: 7");
      }
    }
  }

  @Test
  void closesTheUpstreamWhenTheClientLeaves() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Wire.Server upstream =
        new Wire.Server(wire -> {
          wire.head();
          wire.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
          if (wire.isAtEnd()) {
            left.countDown();
          }
        })) {
      Wire wire = Wire.to(proxyTo(upstream));
      wire.send(REQUEST).head();

      wire.close();

      assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void waitsForNoDelayedAcknowledgement() throws Exception {
    byte[] frame = "data: x\n\n".getBytes(UTF_8);
    try (Wire.Server upstream =
            new Wire.Server(wire -> {
              while (true) {
                wire.head();
                wire.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
                wire.send("9\r\n").send(frame).send("\r\n0\r\n\r\n");
              }
            });
        Wire wire = Wire.to(proxyTo(upstream))) {
      long began = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        wire.send(REQUEST).head();
        while (!wire.chunk().isEmpty()) {}
      }
      long millis = (System.nanoTime() - began) / 1_000_000;

      assertThat(millis).as("at 40 ms each it would take 40 s").isLessThan(15_000);
    }
  }
}
