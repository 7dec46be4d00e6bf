package dev.weir.view.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import dev.weir.flow.identity.Secrets;
import dev.weir.view.login.FirstRun.Begun;
import dev.weir.view.login.SignIn.Refused;
import dev.weir.view.login.SignIn.SignedIn;
import dev.weir.view.login.SignIn.TooMany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signing in, and what is changed of logins, over facts of their own.
@Timeout(60)
class LoginsTest {
  private static final Cost CHEAP = new Cost(64, 1, 1);
  private static final Why TEST = new Why("test", "test");
  private static final String HOME = "127.0.0.1";
  private static final String HORSE = "correct horse battery";

  @TempDir private Path data;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
  private final Lines log = new Lines();
  private final Random random = new Random(7);
  private Facts facts;
  private Books books;
  private Keys keys;
  private Logins logins;

  /// Keeps what is logged.
  private static final class Lines implements System.Logger {
    private final List<String> lines = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public synchronized void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String text,
        @Nullable Throwable why) {
      lines.add(String.valueOf(text));
    }

    @Override
    public synchronized void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... params) {
      lines.add(format + Arrays.toString(params));
    }
  }

  @BeforeEach
  void open() {
    facts = Facts.open(data.resolve("facts.duckdb"), new Database.Settings(64, 1, 1));
    books = new Books(facts, now::get);
    keys = new Keys(books, new Secrets(random), now::get);
    logins = logins(CHEAP);
  }

  private Logins logins(Cost cost) {
    return new Logins(books, now::get, random, log, cost);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private String operator(String name) {
    Keys.Issued issued = keys.createOperator(name, Remit.of(Role.FINOPS), "test", "test");
    assertThat(issued.published()).isInstanceOf(Published.Done.class);
    return issued.id();
  }

  private String ada() {
    String id = operator("Ada");
    assertThat(logins.create("ada@example.org", HORSE, id, TEST))
        .isInstanceOf(Published.Done.class);
    return id;
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void whoKnowsThePasswordIsTheOperator() {
    String id = ada();

    SignIn in = logins.signIn(" Ada@Example.org", HORSE, HOME);

    assertThat(in)
        .isInstanceOfSatisfying(
            SignedIn.class,
            it -> {
              assertThat(it.operator().id()).isEqualTo(id);
              assertThat(it.login()).isEqualTo("ada@example.org");
              assertThat(logins.stands(it.login(), it.version())).isTrue();
            });
    assertThat(log.lines).isEmpty();
  }

  @Test
  void aWrongPasswordAnUnknownLoginAndADisabledOneAreToldApartByNobody() {
    String id = ada();
    assertThat(logins.signIn("ada@example.org", "correct horse", HOME)).isEqualTo(new Refused());
    assertThat(logins.signIn("eve", HORSE, HOME)).isEqualTo(new Refused());
    assertThat(logins.disable("ada@example.org", true, TEST)).isInstanceOf(Published.Done.class);
    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isEqualTo(new Refused());
    assertThat(logins.disable("ada@example.org", false, TEST)).isInstanceOf(Published.Done.class);
    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isInstanceOf(SignedIn.class);

    Operator operator = books.inForce().operators().byId(id, now.get()).orElseThrow();
    books.publish(
        List.of(
            Change.of(Kind.OPERATOR, id, operator.revokedAt(now.get()).write(), "test", "test")));

    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isEqualTo(new Refused());
  }

  @Test
  void aFailureIsLoggedWithoutThePasswordAndWithoutWhatIsNoLogin() {
    ada();

    logins.signIn("ada@example.org", "wrong horse battery", "192.0.2.7");
    logins.signIn("my-password-by-mistake", "x", "192.0.2.7");

    assertThat(log.lines).hasSize(2);
    assertThat(log.lines.getFirst()).contains("login 'ada@example.org'", "192.0.2.7");
    assertThat(log.lines.getLast()).contains("an unknown login", "192.0.2.7");
    assertThat(log.lines.toString()).doesNotContain("horse", "mistake");
  }

  @Test
  void guessingAtALoginIsSlowedDownAndEndsWithASuccess() {
    ada();
    for (int i = 0; i < 5; i++) {
      assertThat(logins.signIn("ada@example.org", "guess" + i, HOME)).isEqualTo(new Refused());
    }

    SignIn right = logins.signIn("ada@example.org", HORSE, HOME);
    assertThat(right).isEqualTo(new TooMany(Duration.ofSeconds(1)));
    pass(Duration.ofSeconds(1));
    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isInstanceOf(SignedIn.class);
    assertThat(logins.signIn("ada@example.org", "guess", HOME)).isEqualTo(new Refused());
  }

  @Test
  void whoGuessesKeepsTheOwnerWhoIsElsewhereNotOut() {
    ada();
    for (int i = 0; i < 15; i++) {
      logins.signIn("ada@example.org", "guess" + i, "192.0.2.66");
    }

    assertThat(logins.signIn("ada@example.org", HORSE, "192.0.2.66")).isInstanceOf(TooMany.class);
    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isInstanceOf(SignedIn.class);
  }

  @Test
  void guessingAtALoginFromManyClientsIsSlowedDownToo() {
    ada();
    for (int i = 0; i < 100; i++) {
      assertThat(logins.signIn("ada@example.org", "guess" + i, "192.0.2." + i))
          .isEqualTo(new Refused());
    }

    assertThat(logins.signIn("ada@example.org", HORSE, "198.51.100.1"))
        .isEqualTo(new TooMany(Duration.ofSeconds(1)));
    assertThat(logins.signIn("bob@example.org", HORSE, "198.51.100.1")).isEqualTo(new Refused());
  }

  @Test
  void guessingFromOneNetworkIsSlowedDownWhateverLoginIsGuessed() {
    ada();
    for (int i = 0; i < 20; i++) {
      assertThat(logins.signIn("user" + i, "guess", "2001:db8::" + i)).isEqualTo(new Refused());
    }

    assertThat(logins.signIn("ada@example.org", HORSE, "2001:db8::ffff"))
        .isInstanceOf(TooMany.class);
    assertThat(logins.signIn("ada@example.org", HORSE, "2001:db8:0:1::1"))
        .isInstanceOf(SignedIn.class);
  }

  @Test
  void whoSignsInWithAnAccountOfItsOwnDoesNotGuessFasterByThat() {
    ada();
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      refused += logins.signIn("user" + i, "guess", HOME) instanceof Refused ? 1 : 0;
      logins.signIn("ada@example.org", HORSE, HOME);
    }

    assertThat(refused).isEqualTo(20);
  }

  @Test
  void guessesAtOnceAreNoWayAroundThePause() throws Exception {
    ada();
    List<Callable<SignIn>> guesses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String guess = "guess" + i;
      guesses.add(() -> logins.signIn("ada@example.org", guess, HOME));
    }
    int looked = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<SignIn> each : threads.invokeAll(guesses)) {
        looked += each.get() instanceof Refused ? 1 : 0;
      }
    }

    assertThat(looked).isEqualTo(5);
  }

  @Test
  void aLoginIsOneOperatorsAndAnOperatorHasOne() {
    String id = ada();
    String bob = operator("Bob");

    assertThat(logins.create("ada@example.org", HORSE, bob, TEST))
        .isInstanceOf(Published.Conflict.class);
    assertThat(logins.create("second", HORSE, id, TEST))
        .isEqualTo(
            new Published.Invalid("operator '" + id + "' has the login 'ada@example.org' already"));
    assertThat(logins.create("nobody", HORSE, "op_none", TEST))
        .isInstanceOf(Published.Invalid.class);
    assertThat(logins.create("Bob", HORSE, bob, TEST))
        .isInstanceOfSatisfying(
            Published.Invalid.class, it -> assertThat(it.message()).contains("'login'", "'Bob'"));
    assertThat(logins.all()).hasSize(1);
  }

  @Test
  void aPasswordHasTwelveTo256CharactersAndIsNotTheLogin() {
    String id = operator("Ada");
    for (String wrong :
        List.of("", "elevenchars", "x".repeat(257), "ada-lovelace-1815", "ADA-lovelace-1815 ")) {
      assertThat(logins.create("ada-lovelace-1815", wrong, id, TEST))
          .as(wrong)
          .isInstanceOfSatisfying(
              Published.Invalid.class,
              it -> {
                assertThat(it.message()).contains("field 'password'");
                if (!wrong.isEmpty()) {
                  assertThat(it.message()).doesNotContain(wrong);
                }
              });
    }
    assertThat(logins.create("ada-lovelace-1815", "😀".repeat(256), id, TEST))
        .isInstanceOf(Published.Done.class);
  }

  @Test
  void anotherPasswordEndsWhatWasBegunWithTheOldOne() {
    String id = ada();
    SignedIn in = (SignedIn) logins.signIn("ada@example.org", HORSE, HOME);

    logins.setPassword("ada@example.org", "another horse battery", TEST);

    assertThat(logins.stands(in.login(), in.version())).isFalse();
    assertThat(logins.signIn("ada@example.org", HORSE, HOME)).isEqualTo(new Refused());
    assertThat(logins.confirm(id, "another horse battery")).isInstanceOf(SignedIn.class);
    assertThat(logins.confirm(id, HORSE)).isEqualTo(new Refused());
    assertThat(logins.confirm("op_none", HORSE)).isEqualTo(new Refused());
  }

  @Test
  void aHashOfLessCostIsMadeAnewWhenItsPasswordIsKnownForAMoment() {
    ada();
    Logins dearer = logins(new Cost(128, 2, 1));

    SignedIn first = (SignedIn) dearer.signIn("ada@example.org", HORSE, HOME);
    SignedIn second = (SignedIn) dearer.signIn("ada@example.org", HORSE, HOME);

    assertThat(List.of(first.version(), second.version())).containsExactly(2, 2);
    assertThat(facts.current(Kind.LOGIN).getFirst().body().path("hash").asText())
        .startsWith("$argon2id$v=19$m=128,t=2,p=1$");
    assertThat(dearer.stands("ada@example.org", 2)).isTrue();
  }

  @Test
  void loginsAreThereAfterARestart() {
    ada();

    assertThat(logins(CHEAP).signIn("ada@example.org", HORSE, HOME)).isInstanceOf(SignedIn.class);
  }

  @Test
  void theFirstLoginIsMadeOnceByWhoReadsTheToken() throws IOException {
    Path file = data.resolve("first-run-token");
    FirstRun first = new FirstRun(file, logins, keys, new Secrets(random), log);
    first.open();
    String token = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(log.lines.toString()).contains("first-run-token").doesNotContain(token.strip());

    assertThat(first.begin("wf_guess", "ada", "Ada", HORSE)).isEqualTo(new Begun.Refused());
    assertThat(first.begin(token, "ada", "Ada", "short"))
        .isInstanceOfSatisfying(
            Begun.Invalid.class, it -> assertThat(it.message()).contains("'password'"));
    assertThat(first.begin(token, "ada", " ", HORSE)).isInstanceOf(Begun.Invalid.class);
    assertThat(books.inForce().operators().all()).isEmpty();
    assertThat(first.isOpen()).isTrue();

    Begun begun = first.begin(token, "ada", "Ada", HORSE);

    assertThat(begun)
        .isInstanceOfSatisfying(
            Begun.Done.class,
            done -> {
              assertThat(done.in().operator().role()).isEqualTo(Role.ADMIN);
              assertThat(logins.stands("ada", done.in().version())).isTrue();
            });
    assertThat(file).doesNotExist();
    assertThat(first.isOpen()).isFalse();
    assertThat(first.begin(token, "eve", "Eve", HORSE)).isEqualTo(new Begun.Refused());
    assertThat(logins.signIn("ada", HORSE, HOME)).isInstanceOf(SignedIn.class);
  }

  @Test
  void theTokenIsNoneOnceThereIsALoginOtherwise() throws IOException {
    Path file = data.resolve("first-run-token");
    FirstRun first = new FirstRun(file, logins, keys, new Secrets(random), log);
    first.open();
    String token = Files.readString(file);
    ada();

    assertThat(first.begin(token, "eve", "Eve", HORSE)).isEqualTo(new Begun.Refused());
    FirstRun next = new FirstRun(file, logins, keys, new Secrets(random), log);
    next.open();
    assertThat(file).doesNotExist();
    assertThat(next.isOpen()).isFalse();
    assertThat(Set.copyOf(logins.all())).hasSize(1);
  }
}
