package dev.weir.flow.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.store.Database;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the book does when two imported catalogues differ, and that a version says its prices.
@Timeout(60)
class DisputedPricesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;

  private Facts facts;
  private Books books;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private Published put(String name, String usd) {
    String body =
        """
        {"format": "weir-prices/1", "name": "%s", "kind": "imported",
         "models": [{"provider": "p", "id": "m", "prices": [
          {"meter": "input", "usd": "%s", "per": 1000000}]}], "contracts": []}
        """
            .formatted(name, usd);
    return books.publish(
        List.of(Change.of(Kind.PRICES, name, Json.object(body), "op_ada", "weekly")));
  }

  private Published decide(Dispute dispute, String why) {
    return books.publish(
        List.of(
            Change.of(
                Kind.DISPUTE, dispute.place().id(), DisputeText.write(dispute), "op_bo", why)));
  }

  private static String price(PriceBook book) {
    PriceLookup.Priced found = (PriceLookup.Priced) book.find("p", "m", NOW);
    return found
        .tariff()
        .cells()
        .getFirst()
        .unitPrice()
        .toBigDecimal()
        .movePointRight(6)
        .stripTrailingZeros()
        .toPlainString();
  }

  private PriceBook book() {
    return books.inForce().prices();
  }

  @Test
  void theContradictedImportChangesNoPriceUntilItIsAccepted() {
    put("a", "3");
    put("b", "3");
    PriceBook before = book();
    put("a", "6");
    Dispute dispute = books.inForce().sources().disputes(NOW).getFirst();
    PriceBook aside = book();
    Published done = decide(dispute.accepted(Optional.empty(), NOW), "price page of 6/1");

    assertThat(price(aside)).isEqualTo("3");
    assertThat(aside.version()).as("the prices are the same").isEqualTo(before.version());
    assertThat(done).isInstanceOf(Published.Done.class);
    assertThat(price(book())).isEqualTo("6");
    assertThat(book().version()).isNotEqualTo(aside.version());
    assertThat(price(PriceBook.parse(aside.content()))).as("what its version says").isEqualTo("3");
    assertThat(price(PriceBook.parse(book().content()))).isEqualTo("6");
  }

  @Test
  void aDecisionIsKeptWithWhoWhenAndWhyAndHoldsAfterARestart() {
    put("a", "3");
    put("b", "3");
    put("a", "6");
    Dispute dispute = books.inForce().sources().disputes(NOW).getFirst();
    decide(dispute.kept(), "the vendor says 3");
    String version = book().version();
    close();
    open();
    put("a", "6");

    assertThat(book().version()).isEqualTo(version);
    assertThat(price(book())).isEqualTo("3");
    assertThat(facts.history(Kind.DISPUTE, dispute.place().id()))
        .extracting(each -> each.who() + ": " + each.why())
        .containsExactly(
            "op_bo: the vendor says 3", "op_ada: sources differ since the change of 'a'");
  }

  @Test
  void aDisputeIsOverWhenItsSourcesAgree() {
    put("a", "3");
    put("b", "3");
    put("a", "2");
    put("b", "2");

    assertThat(price(book())).isEqualTo("2");
    assertThat(books.inForce().sources().disputes(NOW)).isEmpty();
    assertThat(facts.current(Kind.DISPUTE)).hasSize(1).allMatch(Version::retired);
  }

  @Test
  void aCatalogueThatIsTakenAwayContradictsNothing() {
    put("a", "3");
    put("b", "3");
    put("a", "6");
    Version other = facts.current(Kind.PRICES, "b").orElseThrow();
    Change gone =
        new Change(Kind.PRICES, "b", other.body(), true, OptionalInt.empty(), "op_ada", "stale");
    books.publish(List.of(gone));

    assertThat(price(book())).isEqualTo("6");
    assertThat(books.inForce().sources().disputes(NOW)).isEmpty();
  }

  @Test
  void aDecisionAboutFiguresThatNobodyStatesAnyMoreIsInvalid() {
    put("a", "3");
    put("b", "4");
    Dispute seen = books.inForce().sources().disputes(NOW).getFirst();
    put("b", "5");

    assertThat(decide(seen.kept(), "fine"))
        .isInstanceOfSatisfying(
            Published.Invalid.class,
            invalid ->
                assertThat(invalid.message()).contains(seen.place().id(), "look at it again"));
  }

  @Test
  void aRehearsalChangesNothing() {
    put("a", "3");
    String version = book().version();
    String body = Json.write(facts.current(Kind.PRICES, "a").orElseThrow().body());
    Change change =
        Change.of(Kind.PRICES, "a", Json.object(body.replace("\"3\"", "\"9\"")), "op_ada", "look");
    Snapshot then = books.rehearse(List.of(change));

    assertThat(price(then.prices())).isEqualTo("9");
    assertThat(book().version()).isEqualTo(version);
    assertThat(facts.history(Kind.PRICES, "a")).hasSize(1);
  }
}
