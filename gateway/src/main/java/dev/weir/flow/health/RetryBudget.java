package dev.weir.flow.health;

import dev.weir.flow.rule.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How often calls together may ask a provider again that has just failed them: a share of the
/// calls that came to it first, and a few in any case, over between one and two windows. So that
/// retries do not keep down who is down. Thread-safe; one short lock a provider. Instants are those
/// of a clock that never goes back.
public final class RetryBudget {
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private volatile Rules rules = Rules.USUAL;

  /// @param share of first attempts
  /// @param floor so many in a window in any case
  public record Rules(Share share, int floor, Duration window) {
    public static final Rules USUAL = new Rules(new Share(100), 20, Duration.ofSeconds(10));

    public Rules {
      if (share.thousandths() > 10_000 || floor < 0 || !window.isPositive()) {
        throw new IllegalArgumentException(
            "a retry budget is at most ten times the calls, its floor from 0 on and its window positive, was %s, %d, %s"
                .formatted(share, floor, window));
      }
    }
  }

  private static final class Account {
    private Instant since = Instant.MIN;
    private int first;
    private int firstBefore;
    private int taken;
    private int takenBefore;

    private void slide(Instant at, Duration window) {
      if (at.isBefore(since.plus(window))) {
        return;
      }
      boolean longAgo = !at.isBefore(since.plus(window.multipliedBy(2)));
      firstBefore = longAgo ? 0 : first;
      takenBefore = longAgo ? 0 : taken;
      first = 0;
      taken = 0;
      since = at;
    }
  }

  public void by(Rules changed) {
    rules = changed;
  }

  /// A call came to the provider first.
  ///
  /// @param provider one that is configured, so that there are few
  public void earn(String provider, Instant at) {
    Account account = account(provider);
    synchronized (account) {
      account.slide(at, rules.window());
      account.first++;
    }
  }

  /// Whether the provider may be asked once more, which is then taken.
  public boolean take(String provider, Instant at) {
    Account account = account(provider);
    Rules now = rules;
    synchronized (account) {
      account.slide(at, now.window());
      long first = (long) account.first + account.firstBefore;
      long most = Math.max(now.floor(), first * now.share().thousandths() / 1_000);
      if (account.taken + account.takenBefore >= most) {
        return false;
      }
      account.taken++;
      return true;
    }
  }

  private Account account(String provider) {
    return accounts.computeIfAbsent(provider, _ -> new Account());
  }
}
