package dev.weir.view.api;

import static dev.weir.view.api.GuardedBooks.done;
import static dev.weir.view.api.GuardedBooks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.value.promotion.Promotion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways to a key for production that the use case is not ready for.
@Timeout(60)
class KeyGuardTest {
  private static final String NOT_READY = "use_case_not_ready";
  private static final String UNREGISTERED = "use_case_unregistered";
  private static final String TRIAGE = GuardedBooks.CLAIMS.replace("Claims", "Triage");
  private static final String PRODUCTION = "environment=production";

  @TempDir private Path folder;
  private GuardedBooks books;

  @BeforeEach
  void open() {
    books = new GuardedBooks(folder);
  }

  @AfterEach
  void close() {
    books.close();
  }

  private Published key(String fixed, String... settable) {
    return books.key(fixed, settable).published();
  }

  private Published triage() {
    return books.put(Kind.USE_CASE, "triage", TRIAGE);
  }

  private Published declare(String value, String from, String parent) {
    String[] parts = value.split("=", 2);
    String[] of = parent.split("=", 2);
    return books.put(
        Kind.TAG_VALUE,
        value,
        """
        {"tag":"%s","value":"%s","from":"%s","parent":{"tag":"%s","value":"%s"}}
        """
            .formatted(parts[0], parts[1], from, of[0], of[1]));
  }

  @Test
  void whatWasDeletedIsNotUnregistered() {
    done(triage());
    done(books.retire(Kind.USE_CASE, "triage"));

    assertThat(refused(UNREGISTERED, key("use_case=triage " + PRODUCTION)))
        .isEqualTo(
            "key 'app': for production it fixes a use_case of the portfolio, was 'triage', which"
                + " has left it");
    done(key("use_case=triage environment=test"));
    done(key("use_case=never " + PRODUCTION));
  }

  @Test
  void aUseCaseWhoseKeyIsThereAlreadyIsReadyWhenItEnters() {
    done(key("use_case=triage " + PRODUCTION));

    assertThat(refused(NOT_READY, triage()))
        .contains(
            "key 'app': use case 'triage' at 'poc' has no key for production as long as it lacks",
            "outcome: none is defined",
            "it works already: revoke it");
    assertThat(
            refused(NOT_READY, books.put(Kind.USE_CASE, "triage", TRIAGE.replace("poc", "idea"))))
        .contains("has no keys at this stage");
    books.measured("triage");
    done(triage());
  }

  @Test
  void aRevokedKeyHoldsNoUseCaseUp() {
    String id = books.key("use_case=triage " + PRODUCTION).id();
    done(books.keys.revoke(id, "test", "test"));

    done(triage());
  }

  @Test
  void aUseCaseWithAKeyForProductionIsNotDeletedNorIsWhatItStandsOn() {
    String id = books.key("use_case=claims " + PRODUCTION).id();

    assertThat(refused("gate_decides", books.retire(Kind.USE_CASE, "claims")))
        .contains("use case 'claims' is deleted without keys for production, has 'app'");
    assertThat(refused(NOT_READY, books.retire(Kind.BASELINE, "claims")))
        .contains("use case 'claims' at 'poc' would lack baseline");
    done(books.keys.revoke(id, "test", "test"));
    done(books.retire(Kind.BASELINE, "claims"));
    done(books.retire(Kind.USE_CASE, "claims"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z"})
  void aTagDeclaredLaterMakesNoKeyAKeyForProduction(String from) {
    done(triage());
    done(key("use_case=triage team=a"));

    assertThat(refused(NOT_READY, declare("team=a", from, PRODUCTION)))
        .contains("key 'app': use case 'triage' at 'poc' has no key for production");
    done(declare("team=a", from, "environment=test"));
    done(declare("team=b", from, PRODUCTION));
    assertThat(refused(NOT_READY, key("use_case=triage team=b")))
        .as("whatever its dates")
        .contains("for production");
    assertThat(refused(NOT_READY, key("use_case=triage", "team"))).contains("for production");
  }

  @Test
  void norDoesATagThatBringsAUseCaseAlong() {
    done(triage());
    done(key("team=a " + PRODUCTION));

    assertThat(refused(NOT_READY, declare("team=a", "2020-01-01T00:00:00Z", "use_case=triage")))
        .contains("use case 'triage' at 'poc'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment=production", "environment=prod"})
  void bothWordsForProductionAre(String environment) {
    done(triage());

    assertThat(refused(NOT_READY, key("use_case=triage " + environment))).contains("production");
  }

  @Test
  void anEnvironmentThatCallersSetIsProduction() {
    done(triage());

    assertThat(refused(NOT_READY, key("use_case=triage", "environment")))
        .contains("has no key for production");
    String id = books.key("use_case=triage").id();
    assertThat(
            refused(
                NOT_READY,
                books.keys.change(
                    id,
                    GuardedBooks.tree("{\"settable_tags\":[\"environment\"]}"),
                    OptionalInt.empty(),
                    "test",
                    "test")))
        .contains("for production");
    done(key("use_case=claims", "environment"));
  }

  @Test
  void anIdeaEntersThePortfolioWhateverKeysNameAnyUseCase() {
    String id = books.key(PRODUCTION, "use_case").id();

    done(triage());
    done(books.put(Kind.USE_CASE, "new", TRIAGE.replace("poc", "idea")));

    done(books.keys.rotate(id, Duration.ZERO, "test", "test").published());
    assertThat(refused(NOT_READY, key(PRODUCTION, "use_case"))).contains("its callers name");
  }

  @Test
  void aKeyWhoseCallersSetTheUseCaseIsRefusedWhileOneIsNotReady() {
    done(triage());

    assertThat(refused(NOT_READY, key(PRODUCTION, "use_case")))
        .contains("use case 'triage' at 'poc'", "its callers name the use case");
    done(key("environment=test", "use_case"));
    books.measured("triage");
    done(key(PRODUCTION, "use_case"));
  }

  @Test
  void aTagThatIsOverIsNoReasonOfItsOwn() {
    done(triage());
    done(
        books.put(
            Kind.TAG_VALUE,
            "team=old",
            """
            {"tag":"team","value":"old","from":"2020-01-01T00:00:00Z","to":"2021-01-01T00:00:00Z"}
            """));

    assertThat(refused(NOT_READY, key("use_case=triage team=old " + PRODUCTION)))
        .contains("'triage'");
    String id = books.key("use_case=triage team=old environment=test").id();
    done(books.keys.rotate(id, Duration.ZERO, "test", "test").published());
  }

  @Test
  void whatItSpendsAsksForAHypothesisWhateverItsBudgetSays() {
    done(key("use_case=claims " + PRODUCTION));
    books.spend = new BigDecimal("322.58");
    assertThat(refused(NOT_READY, key("use_case=claims " + PRODUCTION)))
        .contains("review_on: a significant investment")
        .doesNotContain("hypothesis");
    books.spend = new BigDecimal("322.59");

    assertThat(refused(NOT_READY, key("use_case=claims " + PRODUCTION)))
        .as("31 days are above 10,000")
        .contains(
            "hypothesis: none is registered, which a budget, a limit that was signed or a spend");
  }

  @Test
  void whatWasSignedAsksForItToo() {
    String claims = GuardedBooks.CLAIMS.replace("\"100\"", "\"100\",\"review_on\":\"2027-06-30\"");
    done(books.put(Kind.HYPOTHESIS, "h-1", GuardedBooks.HYPOTHESIS));
    done(
        books.put(
            Kind.USE_CASE,
            "claims",
            claims.replace("\"audience\"", "\"hypothesis\":\"h-1\",\"audience\"")));
    books.promoted("beta", "0.1", "10000");

    assertThat(
            refused(NOT_READY, books.put(Kind.USE_CASE, "claims", claims.replace("poc", "beta"))))
        .as("it says 100, 10,000 were signed")
        .contains("use case 'claims' at 'beta' would lack hypothesis: none is registered");
  }

  @Test
  void anOverdueReviewHoldsKeysAndPromotionsUpButNoWayBack() {
    String claims = GuardedBooks.CLAIMS.replace("\"100\"", "\"100\",\"review_on\":\"2026-11-30\"");
    done(books.put(Kind.USE_CASE, "claims", claims));
    Promotion beta = books.promoted("beta", "0.1", "300");
    done(key("use_case=claims environment=test"));
    books.now = Instant.parse("2026-12-01T00:00:00Z");

    assertThat(refused(NOT_READY, key("use_case=claims environment=test")))
        .contains("the review of 2026-11-30 is overdue");
    assertThat(
            refused(
                NOT_READY,
                books.publish(
                    books.carriedOut("soft_launch", "0.1", "300").toArray(Change[]::new))))
        .contains("promotion 'claims.2'", "overdue");
    books.takenBack(beta, "{\"share\":0.1}");
  }

  @Test
  void underAPolicyThatRefusesAUseCaseThatCallersSetIsNone() {
    done(books.put(Kind.PORTFOLIO, "policy", "{\"unregistered\":\"refused\"}"));

    assertThat(refused(UNREGISTERED, key(PRODUCTION, "use_case"))).contains("was none");
  }

  @Test
  void whatIsThereToBeCountedIsNotDeletedFromUnderTheStrategicShare() {
    String strategic =
        """
        "review_on":"2027-06-30","value":{"kind":"strategic","aim":"option",
         "horizon":"2091-01-01","review_criteria":["used"]},"owners"\
        """;
    String bet = GuardedBooks.CLAIMS.replace("\"owners\"", strategic);
    done(books.put(Kind.USE_CASE, "much", TRIAGE.replace("\"100\"", "\"900\"")));
    done(books.put(Kind.USE_CASE, "bet", bet));

    assertThat(refused("too_strategic", books.retire(Kind.USE_CASE, "much")))
        .contains("strategic_share_max", "would be 0.5");
    done(books.retire(Kind.USE_CASE, "bet"));
    done(books.retire(Kind.USE_CASE, "much"));
  }
}
