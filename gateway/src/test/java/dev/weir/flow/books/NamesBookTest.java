package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.name.Frozen;
import dev.weir.flow.name.Name;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The fifth book: names in force, and what of them the journal gets.
@Timeout(120)
class NamesBookTest {
  private static final String WHO = "op_ada";
  private static final String SECRETIVE = "Never mention the merger with Initech";

  @TempDir Path folder;

  private Facts facts;
  private Books books;
  private PromptVersions versions;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    versions = new PromptVersions(facts);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private Published put(Kind kind, String id, String json) {
    return books.publish(List.of(Change.of(kind, id, Json.object(json), WHO, "a test")));
  }

  private Snapshot done(Published published) {
    assertThat(published).isInstanceOf(Published.Done.class);
    return ((Published.Done) published).inForce();
  }

  private static String invalid(Published published) {
    assertThat(published).isInstanceOf(Published.Invalid.class);
    return ((Published.Invalid) published).message();
  }

  private void module(String id, String text) {
    ObjectNode body = Json.newObject().put("text", text);
    done(put(Kind.MODULE, id, Json.write(body)));
  }

  private void prompt(int module) {
    done(
        put(
            Kind.PROMPT,
            "support",
            "{\"modules\":[{\"module\":\"tone\",\"version\":%d}],\"model\":\"gpt-4o\"}"
                .formatted(module)));
  }

  private Published label(String label, int version) {
    Frozen frozen = versions.whole("support", version).frozen(String::length);
    return put(Kind.LABEL, "support/" + label, frozen.json());
  }

  private static Frozen asked(Snapshot books, String name) {
    return ((Name.Prompted) books.names().find(name, _ -> "", 1)).prompt();
  }

  private static String content(Snapshot books) {
    return books.books().stream()
        .filter(book -> book.kind().equals("names"))
        .map(Book::content)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatALabelHoldsStaysWhateverBecomesOfItsModules() {
    module("tone", "first");
    prompt(1);
    Snapshot labelled = done(label("production", 1));
    module("tone", "second");
    done(
        books.publish(
            List.of(
                new Change(
                    Kind.MODULE,
                    "tone",
                    Json.object("{\"text\":\"second\"}"),
                    true,
                    OptionalInt.empty(),
                    WHO,
                    "gone"))));

    assertThat(asked(books.inForce(), "prompt/support"))
        .isEqualTo(asked(labelled, "prompt/support"));
    assertThat(asked(books.inForce(), "prompt/support").blocks().getFirst().text())
        .isEqualTo("first");
  }

  @Test
  void theJournalGetsNoTextOfAPromptAndTheFactsHaveItUnderTheSameHash() {
    module("tone", SECRETIVE);
    prompt(1);
    done(label("production", 1));

    String book = content(books.inForce());
    assertThat(book).doesNotContain("merger").contains("\"support/production\":\"sha256:");
    String hash = Json.object(book).path("labels").path("support/production").asText();
    assertThat(facts.history(Kind.LABEL, "support/production"))
        .anyMatch(version -> hashOf(version).equals(hash))
        .allMatch(version -> Json.write(version.body()).contains("merger"));
  }

  private static String hashOf(Version version) {
    return Book.of("names", Json.write(version.body())).version();
  }

  /// What a version of the book says of a label, and what the label's calls got.
  private record Got(String hash, Frozen frozen) {}

  @Test
  void everyVersionOfTheBookLeadsBackToWhatItsCallsGot() {
    Random random = new Random(3);
    module("tone", "text 1");
    prompt(1);
    Map<String, Got> got = new LinkedHashMap<>();
    for (int round = 2; round < 20; round++) {
      module("tone", "text " + round);
      prompt(1 + random.nextInt(round));
      String label = random.nextBoolean() ? "production" : "canary";
      Snapshot now = done(label(label, 1 + random.nextInt(round)));
      JsonNode hash = Json.object(content(now)).path("labels").path("support/" + label);
      got.put(now.namesVersion(), new Got(hash.asText(), asked(now, "prompt/support@" + label)));
    }
    close();
    open();

    got.values()
        .forEach(each -> {
          String id = "support/" + label(each.hash());
          Frozen found =
              facts.history(Kind.LABEL, id).stream()
                  .filter(version -> hashOf(version).equals(each.hash()))
                  .map(version -> Frozen.parse(Json.write(version.body())))
                  .findFirst()
                  .orElseThrow();
          assertThat(found).isEqualTo(each.frozen());
          assertThat(versions.whole("support", found.version()).frozen(String::length))
              .as("put together again from its parts")
              .isEqualTo(each.frozen());
        });
  }

  /// Which label ever held what has a hash.
  private String label(String hash) {
    return List.of("production", "canary").stream()
        .filter(label ->
            facts.history(Kind.LABEL, "support/" + label).stream()
                .anyMatch(version -> hashOf(version).equals(hash)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatALabelHeldBeforeItsLatestChangeIsToBeHadAgain() {
    module("tone", "text");
    prompt(1);
    assertThat(versions.before("support/production")).isEmpty();
    done(label("production", 1));
    assertThat(versions.before("support/production")).isEmpty();
    prompt(1);
    done(label("production", 2));

    ObjectNode before = versions.before("support/production").orElseThrow().body();
    Snapshot back = done(put(Kind.LABEL, "support/production", Json.write(before)));

    assertThat(asked(back, "prompt/support").version()).isEqualTo(1);
    assertThat(versions.before("support/production").orElseThrow().body().path("version").asInt())
        .as("and again")
        .isEqualTo(2);
  }

  @Test
  void aLabelNeedsItsPromptAndAPromptWithLabelsStays() {
    assertThat(invalid(put(Kind.LABEL, "support/production", "{\"split\":[]}")))
        .contains("there is no prompt 'support'");
    module("tone", "text");
    prompt(1);
    done(label("production", 1));
    ObjectNode body = facts.current(Kind.PROMPT, "support").orElseThrow().body();
    Change retired =
        new Change(Kind.PROMPT, "support", body, true, OptionalInt.empty(), WHO, "gone");

    assertThat(invalid(books.publish(List.of(retired))))
        .contains("label 'support/production': there is no prompt 'support'");
  }

  @Test
  void anAliasIsARouteAndSaysWhatIsWrongWithIt() {
    Snapshot now = done(put(Kind.ALIAS, "fast", "{\"target\":\"tiny/gpt-4o\"}"));

    assertThat(now.names().alias("fast")).isPresent();
    assertThat(content(now)).contains("tiny/gpt-4o");
    assertThat(invalid(put(Kind.ALIAS, "fast", "{\"traget\":\"tiny/gpt-4o\"}")))
        .contains("alias 'fast'", "'traget'");
    assertThat(invalid(put(Kind.ALIAS, "prompt/fast", "{\"target\":\"tiny/gpt-4o\"}")))
        .contains("does not begin with 'prompt/'");
  }

  @Test
  void aRollbackIsMadeAgainstTheLabelAsItWasSeen() {
    module("tone", "first");
    prompt(1);
    done(label("production", 1));
    module("tone", "second");
    prompt(2);
    done(label("production", 2));

    PromptVersions.Before before = versions.before("support/production").orElseThrow();
    done(label("production", 2));

    assertThat(before.latest()).isEqualTo(2);
    assertThat(Frozen.parse(Json.write(before.body())).version()).isEqualTo(1);
    assertThat(
            books.publish(
                List.of(
                    new Change(
                        Kind.LABEL,
                        "support/production",
                        before.body(),
                        false,
                        OptionalInt.of(before.latest()),
                        WHO,
                        "back"))))
        .isInstanceOfSatisfying(
            Published.Conflict.class, conflict -> assertThat(conflict.actual()).isEqualTo(3));
  }

  @Test
  void whatHasNotChangedIsNotReadAgain() {
    module("tone", "first");
    prompt(1);
    Snapshot labelled = done(label("production", 1));

    Snapshot after =
        done(
            put(
                Kind.TAG_VALUE,
                "team=blue",
                "{\"tag\":\"team\",\"value\":\"blue\",\"from\":\"2026-01-01T00:00:00Z\"}"));

    assertThat(after.names()).isSameAs(labelled.names());
    assertThat(after.namesVersion()).isEqualTo(labelled.namesVersion());
  }

  @Test
  void theNamesOfABookAreBoundInNumberAndInLength() {
    List<Change> aliases = new ArrayList<>();
    for (int i = 0; i <= 10_000; i++) {
      aliases.add(
          Change.of(Kind.ALIAS, "a" + i, Json.object("{\"target\":\"tiny/m\"}"), WHO, "a test"));
    }
    Content tooMany = Content.NONE.with(aliases, Instant.EPOCH);
    ObjectNode large = Json.newObject().put("text", "x".repeat(250_000));
    List<Change> modules = new ArrayList<>();
    for (int i = 0; i < 270; i++) {
      modules.add(Change.of(Kind.MODULE, "m" + i, large, WHO, "a test"));
    }
    Content tooLong = Content.NONE.with(modules, Instant.EPOCH);

    assertThatThrownBy(() -> NamesText.read(tooMany))
        .hasMessageContaining("at most 10000", "10001");
    assertThatThrownBy(() -> NamesText.read(tooLong)).hasMessageContaining("67108864 characters");
  }
}
