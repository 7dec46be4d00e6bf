package dev.weir.view.session;

import dev.weir.flow.identity.SecretHash;
import dev.weir.flow.identity.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Everybody who has signed in. Thread-safe; the lock is this object.
public final class Sessions {
  private static final String TOKEN_PREFIX = "ws_";
  private static final String FORM_PREFIX = "wf_";

  private final Limits limits;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Map<SecretHash, Session> byToken = new HashMap<>();

  /// @param idle a session that nobody used for so long is over
  /// @param longest a session is over this long after it began, used or not
  /// @param longestByProvider likewise one that a provider opened, where somebody may be taken out
  ///   without this gateway being told
  /// @param most sessions at once; one more ends the one that was not used for longest
  /// @param mostOfOne of one person at once; one more ends that person's
  public record Limits(
      Duration idle, Duration longest, Duration longestByProvider, int most, int mostOfOne) {
    public Limits {
      if (!longestByProvider.isPositive()) {
        throw new IllegalArgumentException(
            "a session by a provider lasts some time, was " + longestByProvider);
      }
      if (!idle.isPositive() || idle.compareTo(longest) > 0 || mostOfOne < 1 || most < mostOfOne) {
        throw new IllegalArgumentException(
            "a session idles at most %s and lasts at most %s, %d at once, %d of one person"
                .formatted(idle, longest, most, mostOfOne));
      }
    }
  }

  /// @param random a `SecureRandom` outside tests
  public Sessions(Limits limits, RandomGenerator random, InstantSource clock) {
    this.limits = limits;
    this.secrets = new Secrets(random);
    this.clock = clock;
  }

  /// A session on its way to the browser it is for.
  ///
  /// @param token 256 random bits, never kept
  public record Opened(String token, Session session) {
    @Override
    public String toString() {
      return session.toString();
    }
  }

  /// Opens a session, whose token nobody has seen before.
  public synchronized Opened open(String operator, Means by) {
    Instant now = clock.instant();
    end(session -> isOver(session, now));
    makeRoom(session -> session.operator().equals(operator), limits.mostOfOne);
    makeRoom(_ -> true, limits.most);
    Secrets.Minted token = secrets.mint(TOKEN_PREFIX);
    Session session =
        new Session(token.hash(), operator, by, secrets.mint(FORM_PREFIX).text(), now, now);
    byToken.put(session.hash(), session);
    return new Opened(token.text(), session);
  }

  private void makeRoom(Predicate<Session> among, int most) {
    while (byToken.values().stream().filter(among).count() >= most) {
      byToken.values().stream()
          .filter(among)
          .min(Comparator.comparing(Session::seen))
          .ifPresent(session -> byToken.remove(session.hash()));
    }
  }

  /// The session of a token, which counts as used now.
  public synchronized Optional<Session> use(String token) {
    Instant now = clock.instant();
    Optional<Session> found = Optional.ofNullable(byToken.get(SecretHash.of(token)));
    if (found.filter(session -> isOver(session, now)).isPresent()) {
      byToken.remove(found.get().hash());
      return Optional.empty();
    }
    return found.map(session -> {
      Session used = session.seenAt(now);
      byToken.put(used.hash(), used);
      return used;
    });
  }

  /// The session of a token, which does not count as used by this.
  public synchronized Optional<Session> find(String token) {
    Instant now = clock.instant();
    return Optional.ofNullable(byToken.get(SecretHash.of(token)))
        .filter(session -> !isOver(session, now));
  }

  public synchronized void end(Session session) {
    byToken.remove(session.hash());
  }

  /// Ends every session of a person.
  public synchronized void endAllOf(String operator) {
    end(session -> session.operator().equals(operator));
  }

  /// How many there are; some may be over.
  public synchronized int count() {
    return byToken.size();
  }

  private void end(Predicate<Session> which) {
    byToken.values().removeIf(which);
  }

  private boolean isOver(Session session, Instant now) {
    return !now.isBefore(session.seen().plus(limits.idle))
        || !now.isBefore(session.begun().plus(limits.longest))
        || (session.by() instanceof Means.Provider
            && !now.isBefore(session.begun().plus(limits.longestByProvider)));
  }
}
