package dev.weir.flow.credential;

import dev.weir.flow.credential.Credentials.Configured;
import dev.weir.flow.credential.Credentials.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one provider's credential fresh, on a virtual thread of its own: a token is renewed at 80
/// % of its life, a tenth of that sooner or later by chance, so that gateways that began together
/// do not ask together; what is configured is read again every 30 s and exchanged when it has
/// changed. What fails is tried again every 10 s, and the old credential stays as long as it lives.
///
/// Its state belongs to its thread, but for the slot.
final class TokenKeeper implements AutoCloseable {
  static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);
  private static final Duration SOONEST = Duration.ofMillis(200);
  private static final double SHARE_OF_LIFE = 0.8;
  private static final double JITTER = 0.1;

  private final Configured configured;
  private final Exchange exchange;
  private final Slot slot;
  private final Surroundings around;
  private final CountDownLatch looked = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /// What the credential in use was made of.
  private String text = "";

  private Instant due = Instant.MIN;
  private boolean failing;

  TokenKeeper(Configured configured, Exchange exchange, Slot slot, Surroundings around) {
    this.configured = configured;
    this.exchange = exchange;
    this.slot = slot;
    this.around = around;
  }

  void start() {
    thread = Thread.ofVirtual().name("tokens-" + configured.provider().name()).start(this::keep);
  }

  /// Waits until the credential was looked at once, whatever came of it.
  void awaitFirst(Duration atMost) {
    try {
      var _ = looked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    try {
      while (true) {
        Duration pause = look();
        looked.countDown();
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /// Renews the credential if it is time; how long it is then well.
  Duration look() throws InterruptedException {
    Instant now = around.clock().instant();
    try {
      String found = configured.text().get();
      if (!found.equals(text) || !now.isBefore(due)) {
        Credential made = exchange.of(found);
        text = found;
        due = due(made, now);
        slot.take(made);
        if (failing) {
          failing = false;
          tell("has a credential again");
        }
      }
      Duration left = Duration.between(now, due);
      return left.compareTo(LOOK_EVERY) < 0 ? atLeast(left) : LOOK_EVERY;
    } catch (Exchange.Unavailable | IllegalArgumentException failure) {
      failed(String.valueOf(failure.getMessage()), now);
      return TRY_AGAIN_AFTER;
    } catch (RuntimeException defect) { // this loop's own boundary
      failed("a defect of Weir, " + defect.getClass().getName(), now);
      return TRY_AGAIN_AFTER;
    }
  }

  private static Duration atLeast(Duration pause) {
    return pause.compareTo(SOONEST) < 0 ? SOONEST : pause;
  }

  private Instant due(Credential made, Instant now) {
    if (!(made instanceof Credential.Token token)) {
      return Instant.MAX;
    }
    double chance = 1 + JITTER * (2 * around.random().nextDouble() - 1);
    double life = Duration.between(now, token.until()).toMillis();
    return now.plusMillis((long) (life * SHARE_OF_LIFE * chance));
  }

  private void failed(String why, Instant now) {
    boolean lives =
        switch (slot.now()) {
          case Credential.Token token -> now.isBefore(token.until());
          case Credential.Missing _ -> false;
          case Credential.AwsKeys _, Credential.Secret _ -> true;
        };
    if (!lives) {
      slot.take(new Credential.Missing(why));
    }
    if (!failing) {
      failing = true;
      tell(
          (lives ? "keeps its credential, which cannot be renewed: " : "has no credential: ")
              + why);
    }
  }

  private void tell(String what) {
    around.told().accept("provider %s %s".formatted(configured.provider().name(), what));
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
