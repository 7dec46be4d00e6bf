package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RepeatedTest {
  private static final Instant NOON = Instant.parse("2027-01-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final LinkedBlockingQueue<Instant> looks = new LinkedBlockingQueue<>();

  private Repeated of(Repeated.Look look) {
    return new Repeated(
        "hourly", Duration.ofHours(1), look, now::get, System.getLogger("repeated-test"));
  }

  private Instant next() throws InterruptedException {
    Instant look = looks.poll(20, TimeUnit.SECONDS);
    assertThat(look).as("a look").isNotNull();
    return look;
  }

  @Test
  void looksAtOnceAndWhenItsClockSaysThatItIsTime() throws InterruptedException {
    try (Repeated hourly = of(() -> looks.add(now.get()))) {
      hourly.start();
      assertThat(next()).isEqualTo(NOON);
      now.set(NOON.plus(Duration.ofMinutes(59)));
      now.set(NOON.plus(Duration.ofHours(1)));
      assertThat(next()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }
    assertThat(looks).isEmpty();
  }

  @Test
  void aFailureEndsNoneOfTheNextLooks() throws InterruptedException {
    try (Repeated hourly =
        of(() -> {
          looks.add(now.get());
          throw new IllegalStateException("no");
        })) {
      hourly.start();
      next();
      now.set(NOON.plus(Duration.ofDays(3)));
      assertThat(next()).isEqualTo(NOON.plus(Duration.ofDays(3)));
    }
  }

  @Test
  void endsNoSoonerThanTheLookUnderWay() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Repeated hourly =
        of(() -> {
          looks.add(now.get());
          written.await();
          ended.set(true);
        });
    hourly.start();
    next();

    Thread closing = Thread.ofVirtual().start(hourly::close);
    assertThat(closing.join(Duration.ofMillis(100))).as("closed while it looks").isFalse();
    written.countDown();
    closing.join();
    assertThat(ended).isTrue();
  }

  @Test
  void whatNeverBeganIsClosedAtOnce() {
    of(() -> looks.add(now.get())).close();

    assertThat(looks).isEmpty();
  }
}
