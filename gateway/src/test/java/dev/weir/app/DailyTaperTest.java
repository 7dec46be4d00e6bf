package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Budgets while reviews are not held, on a clock that the test moves.
@Timeout(60)
class DailyTaperTest {
  private static final String TERMS =
      """
      {"taper":{"budgets":["care","labs"],"from":"2026-01","due_days":15,"steps":[0.75,0.5]}}
      """;

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-01-20T12:00:00Z");
  private Facts facts;
  private Books books;
  private DailyTaper taper;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, () -> now);
    taper = new DailyTaper(books, () -> now, System.getLogger("weir-test"));
    put(Kind.BUDGET, "care", "{\"window\":\"month UTC\",\"limit_usd\":\"1000\"}");
    put(Kind.BUDGET, "labs", "{\"window\":\"month UTC\",\"limit_usd\":33.3}");
    put(Kind.BUDGET, "other", "{\"window\":\"month UTC\",\"limit_usd\":\"7\"}");
    put(Kind.REVIEW_POLICY, "policy", TERMS);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private void put(Kind kind, String id, String json) {
    change(Change.of(kind, id, (ObjectNode) Gateway.tree(json), "op_ada", "a test"));
  }

  private void change(Change change) {
    assertThat(books.publish(List.of(change))).isInstanceOf(Books.Published.Done.class);
  }

  private void lookAt(String at) {
    now = Instant.parse(at);
    taper.look();
  }

  private Version budget(String id) {
    return facts.current(Kind.BUDGET, id).orElseThrow();
  }

  private String limit(String id) {
    return budget(id).body().path("limit_usd").asText();
  }

  @Test
  void aReviewThatIsNotHeldTakesAQuarterAndTheNextOneHalf() {
    lookAt("2026-02-15T23:59:59Z");
    assertThat(limit("care")).isEqualTo("1000");

    lookAt("2026-02-16T00:00:00Z");
    assertThat(limit("care")).isEqualTo("750");
    assertThat(limit("labs")).isEqualTo("24.975");
    assertThat(limit("other")).isEqualTo("7");
    assertThat(budget("care").who()).isEqualTo("weir");
    assertThat(budget("care").why())
        .isEqualTo("review taper: 75 % of version 1 is left, the review of 2026-01 was not held");

    lookAt("2026-03-16T00:00:00Z");
    assertThat(limit("care")).isEqualTo("500");
    lookAt("2026-07-01T00:00:00Z");
    assertThat(limit("care")).isEqualTo("500");
  }

  @Test
  void aSecondLookPublishesNothing() {
    lookAt("2026-02-16T00:00:00Z");
    int version = budget("care").version();

    lookAt("2026-02-17T00:00:00Z");

    assertThat(budget("care").version()).isEqualTo(version);
  }

  @Test
  void holdingTheReviewRestoresTheBudget() {
    lookAt("2026-02-16T00:00:00Z");

    put(Kind.REVIEW, "2026-01", "{}");
    taper.look();

    assertThat(limit("care")).isEqualTo("1000");
    assertThat(budget("care").why())
        .isEqualTo("review taper: no review is missing, version 1 holds again");
  }

  @Test
  void aPersonWhoSetsTheBudgetRenewsItUntilTheNextReviewIsDue() {
    lookAt("2026-02-16T00:00:00Z");
    now = Instant.parse("2026-02-20T00:00:00Z");
    put(Kind.BUDGET, "care", "{\"window\":\"month UTC\",\"limit_usd\":\"2000\"}");

    taper.look();
    assertThat(limit("care")).isEqualTo("2000");

    lookAt("2026-03-16T00:00:00Z");
    assertThat(limit("care")).isEqualTo("1500");
  }

  @Test
  void aPolicyThatEndsRestoresWhatItTook() {
    lookAt("2026-03-16T00:00:00Z");
    put(Kind.REVIEW_POLICY, "policy", "{}");

    taper.look();

    assertThat(limit("care")).isEqualTo("1000");
    assertThat(limit("labs")).isEqualTo("33.3");
  }

  @Test
  void aStepOfARampIsTheMeasureButNoReviewHeld() {
    lookAt("2026-02-16T00:00:00Z");
    ObjectNode step =
        (ObjectNode) Gateway.tree("{\"window\":\"month UTC\",\"limit_usd\":\"2000\"}");
    now = Instant.parse("2026-02-20T00:00:00Z");
    change(Change.of(Kind.BUDGET, "care", step, "weir", "its days are over"));

    taper.look();

    assertThat(limit("care")).isEqualTo("1500");
  }

  @Test
  void oneBudgetThatCannotBeTaperedLeavesTheOthers() {
    books.guard((changes, _, _) ->
        changes.stream().anyMatch(change -> change.id().equals("care"))
            ? Optional.of(new Books.Published.Forbidden("no", "not this one"))
            : Optional.empty());

    lookAt("2026-02-16T00:00:00Z");

    assertThat(limit("care")).isEqualTo("1000");
    assertThat(limit("labs")).isEqualTo("24.975");
  }
}
