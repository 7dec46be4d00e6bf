package dev.weir.view.oidc;

import static java.lang.System.Logger.Level.WARNING;

import dev.weir.base.log.LogLine;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Remit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Signs people in at one provider. Thread-safe; blocks.
public final class OpenId {
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final int BEGUN_MAX = 10_000;
  private static final String FAILED = "sign-in failed";
  private static final int SECRET_BYTES = 32;

  private final Trust trust;
  private final Provider provider;
  private final Membership membership;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final System.Logger log;

  /// By state, the oldest first; guarded by this.
  private final Map<String, Begun> begun = new LinkedHashMap<>();

  /// @param random a `SecureRandom` outside tests
  public OpenId(
      Trust trust, Books books, RandomGenerator random, InstantSource clock, System.Logger log) {
    this.trust = trust;
    this.log = log;
    this.provider = new Provider(trust);
    this.membership = new Membership(books, trust);
    this.random = random;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Went {
    /// The browser goes there, and keeps the state until it comes back.
    record There(URI where, String state) implements Went {}

    /// @param next where to now
    record In(Operator operator, String next) implements Went {}

    /// @param why for the person
    record Nowhere(String why) implements Went {}
  }

  /// What a provider sent a browser back with.
  ///
  /// @param state of the sign-in
  /// @param kept the state that the browser kept itself
  /// @param code for a token; empty where there is none
  /// @param issuer whose answer it says it is (RFC 9207); empty if it does not say
  /// @param error why there is no code; empty = none
  public record Back(String state, String kept, String code, String issuer, String error) {
    @Override
    public String toString() {
      return "Back[…]";
    }
  }

  public String name() {
    return trust.name();
  }

  /// Sends somebody to the provider.
  ///
  /// @param next where to once they are in
  public Went begin(String next) {
    Begun one = new Begun(secret(), secret(), secret(), next, clock.instant());
    try {
      URI where = provider.authorization(one);
      remember(one);
      return new Went.There(where, one.state());
    } catch (NotBelieved why) {
      return nowhere(String.valueOf(why.getMessage()));
    }
  }

  /// Takes somebody who comes back: once for each sign-in that was begun.
  public Went come(Back back) {
    Optional<Begun> one =
        back.kept().equals(back.state()) ? forget(back.state()) : Optional.empty();
    if (one.isEmpty()) {
      return nowhere(
          "This sign-in was not begun in this browser, or more than %d minutes ago. Please begin again."
              .formatted(WITHIN.toMinutes()));
    }
    if (!back.issuer().isEmpty() && !back.issuer().equals(trust.issuer().toString())) {
      return nowhere("the answer is of '%s', not of %s".formatted(back.issuer(), trust.issuer()));
    }
    if (!back.error().isEmpty() || back.code().isEmpty()) {
      return nowhere(
          "%s says: %s".formatted(trust.name(), back.error().isEmpty() ? "no code" : back.error()));
    }
    try {
      return in(provider.claims(back.code(), one.get()), one.get());
    } catch (NotBelieved why) {
      return nowhere(String.valueOf(why.getMessage()));
    }
  }

  private Went in(Claims claims, Begun one) throws NotBelieved {
    Optional<Remit> remit = trust.remit(claims.groups());
    if (remit.isEmpty()) {
      return nowhere(
          "%s, none of your groups at %s has a role here. Ask who runs this gateway to give one."
              .formatted(claims.name(), trust.name()));
    }
    return new Went.In(membership.of(claims, remit.get(), clock.instant()), one.next());
  }

  private Went nowhere(String why) {
    log.log(
        WARNING,
        LogLine.of(
            WARNING, FAILED, "%s: at %s: %s".formatted(FAILED, trust.name(), why), Map.of()));
    return new Went.Nowhere(why);
  }

  private synchronized void remember(Begun one) {
    begun.put(one.state(), one);
    if (begun.size() > BEGUN_MAX) {
      begun.remove(begun.keySet().iterator().next());
    }
  }

  private synchronized Optional<Begun> forget(String state) {
    Instant oldest = clock.instant().minus(WITHIN);
    begun.values().removeIf(one -> one.at().isBefore(oldest));
    return Optional.ofNullable(begun.remove(state));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
