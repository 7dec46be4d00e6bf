package dev.weir.view.login;

import static java.lang.System.Logger.Level.WARNING;

import dev.weir.base.log.LogLine;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Version;
import dev.weir.view.login.SignIn.Refused;
import dev.weir.view.login.SignIn.SignedIn;
import dev.weir.view.login.SignIn.TooMany;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The logins there are, and the one door by which they are used and changed. Thread-safe; blocks.
public final class Logins {
  private static final Duration CROWDED = Duration.ofSeconds(2);
  private static final int FREE_OF_LOGIN_FROM_CLIENT = 5;
  private static final int FREE_OF_LOGIN = 100;
  private static final int FREE_OF_CLIENT = 20;
  private static final String HERE = "";

  private final Books books;
  private final InstantSource clock;
  private final System.Logger log;
  private final Hashing hashing;

  /// At a login from one client: who guesses from elsewhere keeps nobody else out.
  private final Attempts ofLoginsFromClients = new Attempts(FREE_OF_LOGIN_FROM_CLIENT);

  /// At a login from everywhere together, so that many clients are no way around that for ever.
  private final Attempts ofLogins = new Attempts(FREE_OF_LOGIN);

  private final Attempts ofClients = new Attempts(FREE_OF_CLIENT);
  private final ReentrantLock changing = new ReentrantLock();

  /// By name; changed under the lock, once it is stored.
  private final Map<String, Kept> kept = new ConcurrentSkipListMap<>();

  private record Kept(Login login, int version, Instant at, String who) {
    static Kept of(Version version) {
      return new Kept(
          Login.read(version.id(), version.body()), version.version(), version.at(), version.who());
    }

    Standing standing() {
      return new Standing(login.name(), login.operator(), login.disabled(), version, at, who);
    }
  }

  /// A login, as far as it is told.
  ///
  /// @param version with who made it and when
  public record Standing(
      String login, String operator, boolean disabled, int version, Instant at, String who) {}

  /// @param random a `SecureRandom` outside tests
  /// @param cost of hashes that are made from now on
  public Logins(
      Books books, InstantSource clock, RandomGenerator random, System.Logger log, Cost cost) {
    this.books = books;
    this.clock = clock;
    this.log = log;
    this.hashing = new Hashing(random, cost);
    books.facts().current(Kind.LOGIN).forEach(it -> kept.put(it.id(), Kept.of(it)));
  }

  /// All logins, by name.
  public List<Standing> all() {
    return kept.values().stream().map(Kept::standing).toList();
  }

  /// The login of an operator.
  public Optional<Standing> of(String operator) {
    return kept.values().stream()
        .filter(it -> it.login.operator().equals(operator))
        .findFirst()
        .map(Kept::standing);
  }

  /// Whether what was begun with a version of a login still stands: neither the login nor its
  /// password has changed, and its operator gets in.
  public boolean stands(String login, int version) {
    return Optional.ofNullable(kept.get(login))
        .filter(it -> it.version == version && !it.login.disabled())
        .flatMap(this::operator)
        .isPresent();
  }

  /// Signs somebody in. It takes as long for a login that is not there.
  ///
  /// @param login as it was typed
  /// @param address whence, a literal
  public SignIn signIn(String login, String password, String address) {
    return attempt(Login.typed(login), new Password(password), Client.of(address), address);
  }

  /// Whether somebody who is in already knows the password, before it is changed.
  public SignIn confirm(String operator, String password) {
    return of(operator)
        .map(it -> attempt(it.login(), new Password(password), HERE, "a session"))
        .orElseGet(Refused::new);
  }

  private SignIn attempt(String login, Password password, String client, String address) {
    Optional<Duration> wait = enter(login, client);
    if (wait.isPresent()) {
      tell(
          "sign-in slowed down",
          "%s waits %d s".formatted(shown(login), wait.get().toSeconds()),
          address);
      return new TooMany(wait.get());
    }
    Optional<Kept> found = Optional.ofNullable(kept.get(login));
    Optional<Boolean> matches = hashing.matches(password, found.map(it -> it.login.hash()));
    if (matches.isEmpty()) {
      ofLoginsFromClients.takeBack(from(login, client));
      ofLogins.takeBack(login);
      ofClients.takeBack(client);
      return new TooMany(CROWDED);
    }
    Optional<SignedIn> in =
        found
            .filter(it -> matches.get() && !it.login.disabled())
            .flatMap(it ->
                operator(it).map(operator -> new SignedIn(operator, login, renewed(it, password))));
    if (in.isEmpty()) {
      tell("sign-in failed", shown(login), address);
      return new Refused();
    }
    ofLoginsFromClients.forget(from(login, client));
    ofLogins.forget(login);
    ofClients.takeBack(client);
    return in.get();
  }

  /// How long an attempt has to wait. Who is in already is none of a login's many clients.
  private Optional<Duration> enter(String login, String client) {
    Instant now = clock.instant();
    if (client.equals(HERE)) {
      return ofLoginsFromClients.enter(from(login, client), now);
    }
    Optional<Duration> own =
        ofClients.enter(client, now).or(() -> ofLoginsFromClients.enter(from(login, client), now));
    if (own.isPresent()) {
      return own;
    }
    Optional<Duration> others = ofLogins.enter(login, now);
    if (others.isPresent()) {
      // No password was looked at: who waits for others' guesses has guessed nothing.
      ofLoginsFromClients.takeBack(from(login, client));
      ofClients.takeBack(client);
    }
    return others;
  }

  /// A client has no blank in it.
  private static String from(String login, String client) {
    return client + " " + login;
  }

  private Optional<Operator> operator(Kept of) {
    return books.inForce().operators().byId(of.login.operator(), clock.instant());
  }

  /// Who mistypes may type the password where the login belongs: what is no login is not told.
  private String shown(String login) {
    return kept.containsKey(login) ? "login '%s'".formatted(login) : "an unknown login";
  }

  private void tell(String kind, String who, String address) {
    log.log(
        WARNING,
        LogLine.of(WARNING, kind, "%s: %s, from %s".formatted(kind, who, address), Map.of()));
  }

  /// A password that is known for a moment is hashed at the cost that is asked for now.
  private int renewed(Kept old, Password password) {
    if (old.login.hash().cost().equals(hashing.cost())) {
      return old.version;
    }
    Published published =
        hashing
            .hash(password)
            .map(hash -> put(old, old.login.with(hash), "weir", "hashed at the cost of today"))
            .orElseGet(Hashing::crowded);
    if (published instanceof Published.Done(List<Version> versions, _)) {
      return versions.getFirst().version();
    }
    tell("login not hashed anew", shown(old.login.name()), published.toString());
    return old.version;
  }

  /// Makes a login of an operator who has none.
  public Published create(String login, String password, String operator, Why why) {
    return judged(() -> {
      requireOperator(operator);
      return made(login, password, operator, List.of(), why);
    });
  }

  /// Makes an operator and a login at once, where there is no login at all yet.
  Published createFirst(Operator operator, String login, String password, Why why) {
    Change first =
        Change.of(Kind.OPERATOR, operator.id(), operator.write(), why.who(), why.why())
            .expecting(0);
    return judged(() -> {
      if (!kept.isEmpty()) {
        throw new IllegalArgumentException("there is a login already: sign in");
      }
      return made(login, password, operator.id(), List.of(first), why);
    });
  }

  /// Gives a login another password.
  public Published setPassword(String login, String password, Why why) {
    return judged(() -> {
      Kept old = there(login);
      Password chosen = Password.chosen(password, login);
      return hashing
          .hash(chosen)
          .map(hash -> put(old, old.login.with(hash), why.who(), why.why()))
          .orElseGet(Hashing::crowded);
    });
  }

  /// Lets nobody sign in with a login, or somebody again.
  public Published disable(String login, boolean is, Why why) {
    return judged(() -> {
      Kept old = there(login);
      return put(old, old.login.disabled(is), why.who(), why.why());
    });
  }

  private Published made(
      String login, String password, String operator, List<Change> before, Why why) {
    Login.requireName(login);
    Password chosen = Password.chosen(password, login);
    of(operator)
        .ifPresent(other -> {
          throw new IllegalArgumentException(
              "operator '%s' has the login '%s' already".formatted(operator, other.login()));
        });
    return hashing
        .hash(chosen)
        .map(hash -> new Login(login, operator, hash, false))
        .map(made -> publish(before, change(made, why.who(), why.why()).expecting(0)))
        .orElseGet(Hashing::crowded);
  }

  private Published put(Kept old, Login next, String who, String why) {
    return publish(List.of(), change(next, who, why).expecting(old.version));
  }

  private static Change change(Login login, String who, String why) {
    return Change.of(Kind.LOGIN, login.name(), login.write(), who, why);
  }

  /// One change of logins at a time, so that an operator gets one only.
  private Published judged(Supplier<Published> change) {
    changing.lock();
    try {
      return change.get();
    } catch (IllegalArgumentException invalid) {
      return new Published.Invalid(String.valueOf(invalid.getMessage()));
    } finally {
      changing.unlock();
    }
  }

  private Published publish(List<Change> before, Change change) {
    List<Change> all = new ArrayList<>(before);
    all.add(change);
    changing.lock();
    try {
      Published published = books.publish(all);
      if (published instanceof Published.Done(List<Version> versions, _)) {
        versions.stream()
            .filter(it -> it.kind() == Kind.LOGIN)
            .forEach(it -> kept.put(it.id(), Kept.of(it)));
      }
      return published;
    } finally {
      changing.unlock();
    }
  }

  private Kept there(String login) {
    return Optional.ofNullable(kept.get(login))
        .orElseThrow(() -> new IllegalArgumentException("there is no login '%s'".formatted(login)));
  }

  private void requireOperator(String id) {
    if (books.inForce().operators().byId(id, clock.instant()).isEmpty()) {
      throw new IllegalArgumentException(
          "field 'operator' is the id of somebody who gets in, was '%s'".formatted(id));
    }
  }
}
