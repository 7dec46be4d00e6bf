package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.base.store.Migrations;
import dev.weir.base.store.StoreFailure;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.dialect.SelfNamed;
import dev.weir.flow.identity.Identify;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.rule.RuleBook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BooksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final String WHO = "op_ada";
  private static final String BUDGET =
      """
      {"window":"month UTC","limit_usd":"100",
       "where":[{"tag":"use_case","in":["claims"]}]}\
      """;

  @TempDir Path folder;

  private final Secrets secrets = new Secrets(new Random(11));
  private final InstantSource clock = InstantSource.fixed(NOW);
  private Facts facts;
  private Books books;
  private Keys keys;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, clock);
    keys = new Keys(books, secrets, clock);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private void reopen() {
    close();
    open();
  }

  private static Change change(Kind kind, String id, String json) {
    return Change.of(kind, id, Json.object(json), WHO, "a test");
  }

  private static ObjectNode keySettings() {
    return Json.object("{\"name\":\"claims bot\",\"fixed_tags\":{\"use_case\":\"claims\"}}");
  }

  private Published publish(Change... changes) {
    return books.publish(List.of(changes));
  }

  private static Published.Done done(Published published) {
    assertThat(published).isInstanceOf(Published.Done.class);
    return (Published.Done) published;
  }

  private static String invalid(Published published) {
    assertThat(published).isInstanceOf(Published.Invalid.class);
    return ((Published.Invalid) published).message();
  }

  private Keyring.Answer find(String secret, Instant at) {
    return books.inForce().keyring().find(secret, at);
  }

  @Test
  void putsANewKeyInForceAtOnceAndAfterReopening() {
    Keys.Issued issued = keys.create(keySettings(), WHO, "a new bot");
    String secret = issued.secret().orElseThrow().text();
    assertThat(find(secret, NOW)).isInstanceOf(Keyring.Answer.Known.class);
    List<Book> before = books.inForce().books();

    reopen();

    assertThat(find(secret, NOW)).isInstanceOf(Keyring.Answer.Known.class);
    assertThat(books.inForce().books()).isEqualTo(before);
  }

  @Test
  void rotatesExpiresAndRevokesAKeyWithAHistory() {
    Keys.Issued first = keys.create(keySettings(), WHO, "new");
    String old = first.secret().orElseThrow().text();
    String next =
        keys.rotate(first.id(), Duration.ofHours(1), WHO, "leaked").secret().orElseThrow().text();
    assertThat(find(old, NOW.plusSeconds(3599))).isInstanceOf(Keyring.Answer.Known.class);
    assertThat(find(old, NOW.plusSeconds(3600))).isInstanceOf(Keyring.Answer.Refused.class);
    assertThat(find(next, NOW.plusSeconds(3600))).isInstanceOf(Keyring.Answer.Known.class);

    done(keys.expire(first.id(), NOW.plusSeconds(60), WHO, "pilot ends"));
    assertThat(find(next, NOW.plusSeconds(60))).isInstanceOf(Keyring.Answer.Refused.class);
    done(keys.revoke(first.id(), "op_bob", "misused"));
    assertThat(find(next, NOW)).isInstanceOf(Keyring.Answer.Refused.class);

    assertThat(facts.history(Kind.KEY, first.id()))
        .extracting(Version::version, Version::who, Version::why)
        .containsExactly(
            tuple(4, "op_bob", "misused"),
            tuple(3, WHO, "pilot ends"),
            tuple(2, WHO, "leaked"),
            tuple(1, WHO, "new"));
    assertThat(facts.history(Kind.KEY, first.id()).getFirst().at()).isEqualTo(NOW);
  }

  @Test
  void neitherRotatesNorRevivesARevokedKey() {
    Keys.Issued issued = keys.create(keySettings(), WHO, "new");
    ObjectNode working = facts.current(Kind.KEY, issued.id()).orElseThrow().body();
    done(keys.revoke(issued.id(), WHO, "leaked"));

    Keys.Issued rotated = keys.rotate(issued.id(), Duration.ofHours(1), WHO, "again");
    assertThat(rotated.secret()).isEmpty();
    assertThat(invalid(rotated.published())).contains("revoked");
    assertThat(invalid(publish(Change.of(Kind.KEY, issued.id(), working, WHO, "undo"))))
        .contains("final");
    assertThat(find(issued.secret().orElseThrow().text(), NOW))
        .isInstanceOf(Keyring.Answer.Refused.class);
  }

  @Test
  void keepsNoSecretInItsFiles() throws IOException {
    List<Secrets.Minted> minted = new ArrayList<>();
    Keys.Issued key = keys.create(keySettings(), WHO, "new");
    minted.add(key.secret().orElseThrow());
    minted.add(keys.rotate(key.id(), Duration.ofHours(1), WHO, "x").secret().orElseThrow());
    minted.add(keys.createFirstOperator().orElseThrow().secret().orElseThrow());
    String journalled = books.inForce().books().toString();
    close();

    String bytes = contentOf(folder);
    // The scan can find what is there: the audit trail is in plain text.
    assertThat(bytes).contains("claims bot");
    for (Secrets.Minted secret : minted) {
      String random = secret.text().substring(3);
      assertThat(bytes).doesNotContain(random).doesNotContain(random.substring(0, 16));
      assertThat(bytes)
          .doesNotContain(HexFormat.of().formatHex(random.getBytes(StandardCharsets.US_ASCII)));
      assertThat(journalled).doesNotContain(random);
    }
    open();
  }

  private static String contentOf(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void refusesAChangeMadeAgainstAnOlderVersion() {
    done(publish(change(Kind.BUDGET, "claims", BUDGET).expecting(0)));
    done(publish(change(Kind.BUDGET, "claims", BUDGET).expecting(1)));
    Snapshot before = books.inForce();

    Published published =
        publish(
            change(Kind.BUDGET, "other", BUDGET),
            change(Kind.BUDGET, "claims", BUDGET).expecting(1));

    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Conflict.class, conflict -> assertThat(conflict.actual()).isEqualTo(2));
    assertThat(books.inForce()).isSameAs(before);
    assertThat(facts.current(Kind.BUDGET, "other")).isEmpty();
  }

  @Test
  void letsExactlyOneOfManyRacingChangesThrough() throws Exception {
    List<Callable<Published>> racers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      racers.add(() -> publish(change(Kind.BUDGET, "claims", BUDGET).expecting(0)));
    }
    int won = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Published> racer : threads.invokeAll(racers)) {
        won += racer.get() instanceof Published.Done ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
    assertThat(facts.history(Kind.BUDGET, "claims")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KEY | key_x | {} | name",
        "KEY | key_x | {\"name\":\"a\",\"secrets\":[],\"created\":\"2026-01-01T00:00:00Z\"} |"
            + " secrets",
        "KEY | key_x | {\"name\":7} | '7'",
        "TAG_VALUE | team=a | {\"tag\":\"team\",\"value\":\"b\",\"from\":\"2026-01-01T00:00:00Z\"}"
            + " | team=b",
        "TAG_VALUE | team=a | {\"tag\":\"team\",\"value\":\"a\",\"from\":\"yesterday\"} |"
            + " yesterday",
        "BUDGET | b | {\"limit_usd\":\"5\",\"window\":\"fortnight\"} | fortnight",
        "BUDGET | b | {\"limit_usd\":\"5\",\"window\":\"month UTC\",\"colour\":\"red\"} | colour",
        "SETTINGS | other | {} | organisation",
        "SETTINGS | organisation | {\"unpriced\":\"perhaps\"} | perhaps",
        "SETTINGS | organisation | {\"required_tags\":[\"model\"]} | model",
        "OPERATOR | op_x | {\"name\":\"a\",\"sha256\":\"12\",\"created\":\"2026-01-01T00:00:00Z\"}"
            + " | 64",
        "PRICES | p | {\"format\":\"nonsense\"} | nonsense"
      })
  void refusesABadRecordNamingWhatIsWrong(Kind kind, String id, String json, String named) {
    Snapshot before = books.inForce();
    assertThat(invalid(publish(change(kind, id, json)))).contains(named.replace("'", ""));
    assertThat(books.inForce()).isSameAs(before);
    assertThat(facts.current(kind)).isEmpty();
  }

  @Test
  void refusesARaiseOfABudgetThatIsNotThere() {
    String raise =
        """
        {"budget":"claims","extra_usd":"50","who":"ada","why":"launch",
         "from":"2026-03-01T00:00:00Z","until":"2026-03-02T00:00:00Z"}\
        """;
    assertThat(invalid(publish(change(Kind.RAISE, "r1", raise)))).contains("claims");
    done(publish(change(Kind.BUDGET, "claims", BUDGET), change(Kind.RAISE, "r1", raise)));
    assertThat(books.inForce().rules().raises()).hasSize(1);
  }

  @Test
  void takesRetiredThingsOutOfForceAndKeepsTheirHistory() {
    done(publish(change(Kind.BUDGET, "claims", BUDGET)));
    assertThat(books.inForce().rules().budgets()).hasSize(1);
    done(
        publish(
            new Change(
                Kind.BUDGET, "claims", Json.object(BUDGET), true, OptionalInt.of(1), WHO, "over")));
    assertThat(books.inForce().rules().budgets()).isEmpty();
    assertThat(facts.history(Kind.BUDGET, "claims")).hasSize(2);
    reopen();
    assertThat(books.inForce().rules().budgets()).isEmpty();
  }

  @Test
  void matchesQuarantinedCallsWithABudgetForEachAutomaticUseCase() {
    String budget =
        """
        {"window": "month UTC", "limit_usd": "50", "per": "use_case",
         "where": [{"tag": "quarantined", "in": ["yes"]}]}\
        """;
    ObjectNode settings = Json.object("{\"name\":\"stray\",\"on_missing\":\"quarantine\"}");
    String secret = keys.create(settings, WHO, "a stray").secret().orElseThrow().text();
    done(publish(change(Kind.BUDGET, "quarantine", budget)));
    Snapshot snapshot = books.inForce();

    Keyring.Answer.Known known = (Keyring.Answer.Known) find(secret, NOW);
    Identify.Answer.Accepted accepted =
        (Identify.Answer.Accepted)
            new Identify()
                .principal(known.key(), snapshot.tags(), name -> null, SelfNamed.NONE, NOW);

    assertThat(snapshot.rules().matching(accepted.principal().tags(), NOW))
        .singleElement()
        .satisfies(match -> assertThat(match.value()).isEqualTo("quarantine:stray"));
  }

  @Test
  void appliesSettingsToTagsAndRules() {
    Settings settings =
        new Settings(
            List.of("use_case"),
            books.inForce().settings().floors().with("claims", 64),
            RuleBook.Unpriced.ALLOW,
            new PriceUpkeep(30, List.of(new PriceUpkeep.Source("litellm", "/lists/prices.json"))),
            "USD",
            new TreeMap<>(Map.of("did", new BigDecimal("0.75"))));
    done(publish(Change.of(Kind.SETTINGS, Settings.ID, settings.write(), WHO, "looser")));
    assertThat(books.inForce().settings()).isEqualTo(settings);
    assertThat(books.inForce().tags().required()).containsExactly("use_case");
    assertThat(books.inForce().rules().unpriced()).isEqualTo(RuleBook.Unpriced.ALLOW);
    assertThat(books.inForce().rules().floors().of("claims")).isEqualTo(64);
  }

  @Test
  void tellsListenersBeforeASnapshotIsInForceAndOnlyOfBooksThatChanged() {
    List<String> heard = new ArrayList<>();
    books.listen((before, after, who, at) -> {
      after.changedSince(before).forEach(book -> heard.add(who + " " + book.kind()));
      heard.add("in force: " + books.inForce().rules().budgets().size());
    });
    heard.clear();

    done(publish(change(Kind.BUDGET, "claims", BUDGET)));
    assertThat(heard).containsExactly(WHO + " rules", "in force: 0");
    assertThat(books.inForce().rules().budgets()).hasSize(1);

    heard.clear();
    TagRegistry.Value value =
        new TagRegistry.Value("team", "core", NOW, Optional.empty(), Optional.empty());
    done(
        publish(
            Change.of(
                Kind.TAG_VALUE, TagValueText.id(value), TagValueText.write(value), WHO, "new")));
    assertThat(heard).containsExactly(WHO + " tags", "in force: 1");
  }

  @Test
  void refusesAPublicationThatAListenerCannotFollowAndStoresNothing() {
    Snapshot before = books.inForce();
    AtomicBoolean full = new AtomicBoolean();
    List<String> heard = new ArrayList<>();
    books.listen((old, next, who, at) -> {
      if (full.get()) {
        throw new Books.CannotFollow("journal full", new IllegalStateException("disk"));
      }
      next.changedSince(old).forEach(book -> heard.add(book.kind()));
    });
    heard.clear();
    full.set(true);

    assertThat(publish(change(Kind.BUDGET, "claims", BUDGET)))
        .isEqualTo(new Published.Unable("journal full"));
    assertThat(books.inForce()).isSameAs(before);
    assertThat(facts.history(Kind.BUDGET, "claims")).isEmpty();

    full.set(false);
    assertThat(done(publish(change(Kind.BUDGET, "claims", BUDGET))).versions().getFirst().version())
        .isEqualTo(1);
    assertThat(heard)
        .as("all of it again")
        .containsExactly("prices", "rules", "keys", "tags", "names");
    reopen();
    assertThat(books.inForce().rules().budgets()).hasSize(1);
  }

  @Test
  void storesNothingWhenAListenerHasADefect() {
    books.listen((old, next, who, at) -> {
      if (!next.rules().budgets().isEmpty()) {
        throw new IllegalStateException("a defect");
      }
    });

    assertThatThrownBy(() -> publish(change(Kind.BUDGET, "claims", BUDGET))).hasMessage("a defect");
    assertThat(facts.history(Kind.BUDGET, "claims")).isEmpty();
  }

  @Test
  void leadsListenersBackWhenTheFactsCannotBeCommitted() {
    List<Integer> enforced = new ArrayList<>();
    books.listen((old, next, who, at) -> {
      enforced.add(next.rules().budgets().size());
      closeFactsOn(next);
    });
    enforced.clear();

    assertThatThrownBy(() -> publish(change(Kind.BUDGET, "claims", BUDGET)))
        .isInstanceOf(StoreFailure.class);
    assertThat(enforced).containsExactly(1, 0);
    assertThat(books.divergence()).isEmpty();
    assertThat(books.inForce().rules().budgets()).isEmpty();
  }

  @Test
  void saysSoWhenListenersCannotBeLedBack() {
    AtomicBoolean full = new AtomicBoolean();
    books.listen((old, next, who, at) -> {
      if (full.get()) {
        throw new Books.CannotFollow("journal full", new IllegalStateException("disk"));
      }
      full.set(closeFactsOn(next));
    });

    assertThatThrownBy(() -> publish(change(Kind.BUDGET, "claims", BUDGET)))
        .isInstanceOf(StoreFailure.class);
    assertThat(books.divergence()).hasValueSatisfying(why -> assertThat(why).contains("full"));
  }

  /// Makes the commit fail of what has a budget.
  private boolean closeFactsOn(Snapshot next) {
    boolean budgets = !next.rules().budgets().isEmpty();
    if (budgets) {
      facts.close();
    }
    return budgets;
  }

  @Test
  void makesTheFirstOperatorOnceAndForgetsARevokedOne() throws IOException {
    Keys.Issued issued = keys.createFirstOperator().orElseThrow();
    Secrets.Minted secret = issued.secret().orElseThrow();
    assertThat(secret.text()).startsWith("wa_");
    assertThat(keys.createFirstOperator()).isEmpty();
    Operator operator = books.inForce().operators().find(secret.text(), NOW).orElseThrow();
    assertThat(operator.role()).isEqualTo(Operator.Role.ADMIN);

    Path file = folder.resolve("first-operator");
    SecretFile.write(file, secret);
    assertThat(Files.readString(file)).isEqualTo(secret.text() + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    done(
        publish(
            Change.of(Kind.OPERATOR, operator.id(), operator.revokedAt(NOW).write(), WHO, "left")));
    assertThat(books.inForce().operators().find(secret.text(), NOW)).isEmpty();
    reopen();
    assertThat(keys.createFirstOperator()).isEmpty();
  }

  @Test
  void refusesFactsOfANewerProgram() {
    close();
    try (Database raw =
        Database.open(
            folder.resolve("facts.duckdb"),
            new Database.Settings(64, 1, 1),
            Migrations.beside(Facts.class, "0001-versions.sql", "0002-looks.sql"))) {
      raw.write(connection -> {
        try (var statement = connection.createStatement()) {
          return statement.executeUpdate(
              "INSERT INTO schema_version VALUES (3, '0003-later.sql', 'x')");
        }
      });
    }
    assertThatThrownBy(this::open).isInstanceOf(StoreFailure.class).hasMessageContaining("newer");
    facts = Facts.open(folder.resolve("spare.duckdb"), new Database.Settings(64, 1, 1));
  }

  @Test
  void keepsTimeFromSteppingBack() {
    done(publish(change(Kind.BUDGET, "claims", BUDGET)));
    Books earlier = new Books(facts, InstantSource.fixed(NOW.minusSeconds(60)));
    Version version =
        done(earlier.publish(List.of(change(Kind.BUDGET, "claims", BUDGET)))).versions().getFirst();
    assertThat(version.at()).isEqualTo(NOW);
    assertThat(version.version()).isEqualTo(2);
  }
}
