package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.rule.RuleBook;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gate's decision, and an experiment's, as publications: all of it at once, or nothing.
@Timeout(120)
class CohortsBookTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Tags ADA = Tags.of(Map.of("use_case", "claims", "user", "ada"));

  @TempDir Path folder;

  private final InstantSource clock = InstantSource.fixed(NOW);
  private Facts facts;
  private Books books;
  private Keys keys;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, clock);
    keys = new Keys(books, new Secrets(new Random(11)), clock);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private static Change change(Kind kind, String id, String json) {
    return Change.of(kind, id, Json.object(json), "op_ada", "gate 7");
  }

  private List<Change> promotion(String keyId, String share) {
    ObjectNode key = facts.current(Kind.KEY, keyId).orElseThrow().body().deepCopy();
    key.put("expires", "2026-03-02T00:00:00Z");
    return List.of(
        change(Kind.ROLLOUT, "claims", "{\"share\":%s}".formatted(share)),
        change(Kind.BUDGET, "claims", "{\"window\":\"month UTC\",\"limit_usd\":\"100\"}"),
        Change.of(Kind.KEY, keyId, key, "op_ada", "gate 7"));
  }

  @Test
  void whoMayCallTheBudgetAndTheKeyChangeInOneStep() {
    Keys.Issued issued =
        keys.create(
            Json.object("{\"name\":\"bot\",\"fixed_tags\":{\"use_case\":\"claims\"}}"),
            "op_ada",
            "a bot");
    List<String> seen = new ArrayList<>();
    books.listen((_, after, _, _) ->
        seen.add(
            "%s %s"
                .formatted(
                    after.rules().outside(ADA, NOW).isPresent(),
                    after.rules().byId("claims").isPresent())));

    Published published = books.publish(promotion(issued.id(), "0"));

    Snapshot after = ((Published.Done) published).inForce();
    assertThat(seen).containsExactly("false false", "true true");
    assertThat(after.rules().outside(ADA, NOW)).isPresent();
    assertThat(after.rules().byId("claims")).isPresent();
    assertThat(after.keyring().find(issued.secret().orElseThrow().text(), NOW.plusSeconds(86_400)))
        .isInstanceOf(Keyring.Answer.Refused.class);
    assertThat(((Published.Done) published).versions()).extracting(Version::at).containsOnly(NOW);
  }

  @Test
  void ifOneOfThemCannotBeNoneIs() {
    Keys.Issued issued =
        keys.create(
            Json.object("{\"name\":\"bot\",\"fixed_tags\":{\"use_case\":\"claims\"}}"),
            "op_ada",
            "a bot");
    Snapshot before = books.inForce();

    Published published = books.publish(promotion(issued.id(), "1.5"));

    assertThat(((Published.Invalid) published).message())
        .contains("rollout 'claims'")
        .contains("was 1.5");
    assertThat(books.inForce()).isSameAs(before);
    assertThat(facts.current(Kind.BUDGET, "claims")).isEmpty();
  }

  @Test
  void isTheSameAfterReopening() {
    books.publish(List.of(change(Kind.ROLLOUT, "claims", "{\"share\":0.25}")));
    books.publish(List.of(experiment("running", "1")));
    String version = books.inForce().rules().version();

    close();
    open();

    assertThat(books.inForce().rules().version()).isEqualTo(version);
    assertThat(books.inForce().rules().cohorts().running("claims", NOW)).hasSize(1);
  }

  private static Change roster(int users) {
    ObjectNode body = Json.newObject();
    for (int i = 0; i < users; i++) {
      body.withArray("hashes").add(EligibleUsers.hash("claims", "user-" + i));
    }
    return Change.of(Kind.ROSTER, "claims", body, "op_ada", "staff");
  }

  private long in(int users) {
    return IntStream.range(0, users)
        .mapToObj(i -> Tags.of(Map.of("use_case", "claims", "user", "user-" + i)))
        .filter(tags -> books.inForce().rules().outside(tags, NOW).isEmpty())
        .count();
  }

  @Test
  void aRosterIsPartOfTheRuleBookThatAsksForItByItsHash() {
    books.publish(
        List.of(
            roster(100), change(Kind.ROLLOUT, "claims", "{\"share\":1,\"eligible\":\"roster\"}")));
    String version = books.inForce().rules().version();
    String named = EligibleUsers.of(hashes(100)).version();
    assertThat(books.inForce().rules().json())
        .contains("\"rosters\":{\"claims\":{\"version\":\"%s\",\"users\":100}}".formatted(named));

    books.publish(List.of(roster(120)));

    assertThat(books.inForce().rules().version()).isNotEqualTo(version);
    assertThat(in(200)).isEqualTo(120);
    String grown = books.inForce().rules().version();
    close();
    open();
    assertThat(books.inForce().rules().version()).isEqualTo(grown);
    assertThat(in(200)).isEqualTo(120);
    books.publish(List.of(roster(100)));
    assertThat(books.inForce().rules().version()).as("the same again").isEqualTo(version);
    RuleBook read = RuleBook.parse(books.inForce().rules().json());
    assertThat(read.version()).as("without who they are").isEqualTo(version);
  }

  private static List<String> hashes(int users) {
    return IntStream.range(0, users)
        .mapToObj(i -> EligibleUsers.hash("claims", "user-" + i))
        .toList();
  }

  @Test
  void aRosterThatNoRolloutAsksForMakesNoOtherRuleBook() {
    books.publish(List.of(change(Kind.ROLLOUT, "claims", "{\"share\":0.5}")));
    String version = books.inForce().rules().version();

    books.publish(List.of(roster(100)));

    assertThat(books.inForce().rules().version()).isEqualTo(version);
  }

  @Test
  void theLargestRosterAddsAHundredCharactersToTheRuleBookAndIsReadOnce() {
    books.publish(
        List.of(
            roster(100_000),
            change(
                Kind.ROLLOUT,
                "claims",
                "{\"share\":0.5,\"eligible\":\"roster\",\"users_max\":1000}")));
    EligibleUsers read = books.inForce().rules().cohorts().rosters().get("claims");

    books.publish(
        List.of(change(Kind.BUDGET, "b", "{\"window\":\"month UTC\",\"limit_usd\":\"1\"}")));

    assertThat(books.inForce().rules().json()).hasSizeLessThan(800);
    assertThat(books.inForce().rules().cohorts().rosters().get("claims")).isSameAs(read);
    assertThat(books.inForce().rules().cohorts().admitted("claims")).contains(1_000);
    assertThat(in(100_000)).isEqualTo(1_000);
  }

  private static Change experiment(String state, String share) {
    return change(
        Kind.EXPERIMENT,
        "shorter",
        """
        {"use_case":"claims","share":%s,"state":"%s",
         "arms":[{"name":"a","weight":1},{"name":"b","weight":1,"model":"m"}]}
        """
            .formatted(share, state));
  }

  @Test
  void whatHasBegunChangesByNoWayIntoTheBook() {
    books.publish(List.of(experiment("running", "1")));

    Published changed = books.publish(List.of(experiment("running", "0.5")));

    assertThat(((Published.Invalid) changed).message())
        .isEqualTo(
            "experiment 'shorter' has begun and changes no more, but that it stops: field 'share' is 100 %, was to be 50 %");
    assertThat(books.publish(List.of(experiment("stopped", "1"))))
        .isInstanceOf(Published.Done.class);
  }
}
