package dev.weir.view.login;

import dev.weir.flow.books.Books.Published;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Hashes passwords, a few at a time: each takes the memory its cost says. Blocks.
final class Hashing {
  private static final int AT_ONCE = 2;
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final RandomGenerator random;
  private final Cost cost;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  /// Compared with where there is nothing to compare with; no password has it.
  private final PasswordHash nobodys;

  Hashing(RandomGenerator random, Cost cost) {
    this.random = random;
    this.cost = cost;
    this.nobodys = PasswordHash.nobodys(cost, random);
  }

  Cost cost() {
    return cost;
  }

  /// Empty where too many wait.
  Optional<PasswordHash> hash(Password password) {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PasswordHash.of(password, cost, random));
    } finally {
      places.release();
    }
  }

  /// Whether a password is the one of a hash; takes as long without one. Empty where too many wait.
  Optional<Boolean> matches(Password password, Optional<PasswordHash> hash) {
    if (!enter()) {
      return Optional.empty();
    }
    try {
      return Optional.of(hash.orElse(nobodys).matches(password) && hash.isPresent());
    } finally {
      places.release();
    }
  }

  private boolean enter() {
    try {
      return places.tryAcquire(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// What becomes of a change whose password could not be hashed.
  static Published crowded() {
    return new Published.Unable("too many passwords are hashed at this moment");
  }
}
