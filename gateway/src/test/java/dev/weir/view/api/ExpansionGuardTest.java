package dev.weir.view.api;

import static dev.weir.view.api.GuardedBooks.budget;
import static dev.weir.view.api.GuardedBooks.change;
import static dev.weir.view.api.GuardedBooks.done;
import static dev.weir.view.api.GuardedBooks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.review.Taper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What two people signed is narrowed by anybody and widened by nobody.
@Timeout(60)
class ExpansionGuardTest {
  private static final String GATE = "gate_decides";

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

  private String refusedRollout(String json) {
    return refused(GATE, books.put(Kind.ROLLOUT, "claims", json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"share\":0.2}|field 'share' is at most 10 %, was 20 %",
        "{\"share\":1}|field 'share' is at most 10 %, was 100 %",
        "{\"share\":0.1,\"users\":[\"ada\"]}|field 'users' names who is in, was 'ada'",
        "{\"share\":0.1,\"mode\":\"shadow\"}|field 'mode' stays enforce, was shadow",
        "{\"share\":0,\"until\":\"2020-01-01T00:00:00Z\"}|'from' and 'until' stay as they are, were"
            + " since ever until 2020-01-01T00:00:00Z",
        "{\"share\":0,\"from\":\"2090-01-01T00:00:00Z\"}|were 2090-01-01T00:00:00Z until for ever",
        "{\"closed\":true,\"mode\":\"shadow\"}|field 'mode' stays enforce",
        "{\"share\":0.1,\"salt\":\"other\"}|field 'salt' stays 'claims', was 'other'"
      })
  void noRolloutIsWidenedBesideItsGate(String json, String why) {
    books.promoted("beta", "0.1", "300");

    assertThat(refusedRollout(json))
        .startsWith(
            "rollout 'claims', decided by promotion 'claims.1' through gate 'claims/beta': ")
        .contains(why)
        .endsWith("; narrowing is free, for more propose a promotion");
    assertThat(books.body(Kind.ROLLOUT, "claims").path("share").asText()).isEqualTo("0.1");
  }

  @Test
  void noRolloutIsDeletedBesideItsGate() {
    books.promoted("beta", "0.1", "300");

    assertThat(refused(GATE, books.retire(Kind.ROLLOUT, "claims"))).contains("it is not deleted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"share\":0.1}",
        "{\"share\":0.05}",
        "{\"share\":0,\"salt\":\"other\"}",
        "{\"share\":0.05,\"users\":[\"user-9\"]}",
        "{\"closed\":true}"
      })
  void narrowingIsFreeAndNotWidenedAgain(String narrower) {
    books.promoted("beta", "0.1", "300");

    done(books.put(Kind.ROLLOUT, "claims", narrower));

    assertThat(refusedRollout("{\"share\":0.2}")).contains("claims.1");
  }

  @Test
  void whatIsClosedIsOpenedByAPromotionAlone() {
    books.promoted("beta", "0.1", "300");
    done(books.put(Kind.ROLLOUT, "claims", "{\"share\":0.1,\"closed\":true}"));

    assertThat(refusedRollout("{\"share\":0.1}")).contains("field 'closed' stays true, was false");
    books.promoted("beta", "0.05", "300");
    assertThat(books.body(Kind.ROLLOUT, "claims").has("closed")).isFalse();
  }

  @Test
  void whatAKillCriterionClosedAndTookBackIsNotOpenedByHand() {
    Promotion beta = books.promoted("beta", "0.1", "300");
    books.takenBack(beta, "{\"share\":1,\"closed\":true}");

    assertThat(refusedRollout("{\"share\":1}"))
        .contains("decided by gate 'claims/beta', as it is closed", "'closed' stays true");
    refused(GATE, books.retire(Kind.ROLLOUT, "claims"));
  }

  @Test
  void whatAKillCriterionClosedIsNotOpenedWhileItsUseCaseIsAway() {
    Promotion beta = books.promoted("beta", "0.1", "300");
    books.takenBack(beta, "{\"share\":1,\"closed\":true}");
    done(books.retire(Kind.USE_CASE, "claims"));
    String closed = "decided by gate 'claims/beta', as it is closed";

    assertThat(refusedRollout("{\"share\":1}")).contains(closed);
    assertThat(refused(GATE, books.retire(Kind.ROLLOUT, "claims"))).contains(closed);
    assertThat(refused(GATE, books.retire(Kind.GATE, "claims/beta")))
        .isEqualTo(
            "gate 'claims/beta': it is not deleted while the roll-out is closed, which it opens");
    done(books.put(Kind.USE_CASE, "claims", GuardedBooks.CLAIMS));
    assertThat(refusedRollout("{\"share\":1}")).contains(closed);
    books.promoted("beta", "0.05", "300");
    assertThat(books.body(Kind.ROLLOUT, "claims").has("closed")).isFalse();
  }

  @Test
  void whatIsTakenBackAndOpenIsAnybodysAgain() {
    Promotion beta = books.promoted("beta", "0.1", "300");
    books.takenBack(beta, "{\"share\":0.1}");

    done(books.put(Kind.ROLLOUT, "claims", "{\"share\":0.2}"));
    done(books.put(Kind.BUDGET, "claims", budget("900").toString()));
  }

  @Test
  void aBudgetIsLoweredAndRestoredUpToWhatWasSigned() {
    books.promoted("beta", "0.1", "300");

    done(books.put(Kind.BUDGET, "claims", budget("150").toString()));
    done(books.put(Kind.BUDGET, "claims", budget("300").toString()));

    assertThat(refused(GATE, books.put(Kind.BUDGET, "claims", budget("300.01").toString())))
        .isEqualTo(
            "budget 'claims', decided by promotion 'claims.1' through gate 'claims/beta': field"
                + " 'limit_usd' with all raises is at most 300, was 300.01; narrowing is free, for"
                + " more propose a promotion");
    done(books.put(Kind.BUDGET, "other", budget("900").toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "window|day UTC|field 'window' stays 'month UTC', was 'day UTC'",
        "mode|shadow|field 'mode' stays enforce, was shadow",
        "stop_at|50|field 'stop_at' is at most 110 %, was 5000 %",
        "until|2020-01-01T00:00:00Z|'until' stay as they are",
        "per|user|fields 'where' and 'per' stay"
      })
  void noBudgetIsLoosenedByAnotherField(String field, String value, String why) {
    books.promoted("beta", "0.1", "300");
    ObjectNode body = budget("300");
    if (field.equals("stop_at")) {
      body.put(field, Integer.parseInt(value));
    } else {
      body.put(field, value);
    }

    assertThat(refused(GATE, books.publish(change(Kind.BUDGET, "claims", body)))).contains(why);
  }

  @Test
  void noBudgetIsDeletedOrRaisedBeyondWhatWasSigned() {
    books.promoted("beta", "0.1", "300");
    String raise =
        """
        {"budget":"claims","extra_usd":"%s","who":"Eve","why":"month end",
         "from":"2026-11-01T08:00:00Z","until":"2026-11-03T08:00:00Z"}
        """;

    assertThat(refused(GATE, books.retire(Kind.BUDGET, "claims"))).contains("it is not deleted");
    assertThat(refused(GATE, books.put(Kind.RAISE, "claims.1", raise.formatted("1"))))
        .contains("is at most 300, was 301");
    done(books.put(Kind.BUDGET, "claims", budget("200").toString()));
    done(books.put(Kind.RAISE, "claims.1", raise.formatted("100")));
    refused(GATE, books.put(Kind.BUDGET, "claims", budget("201").toString()));
    books.now = books.now.plusSeconds(3 * 86_400);
    done(books.put(Kind.BUDGET, "claims", budget("300").toString()));
  }

  private Published taper(String usd) {
    return books.publish(
        Change.of(Kind.BUDGET, "claims", budget(usd), Taper.WHO, Taper.why("a review is missing")));
  }

  @Test
  void whatATaperTookItGivesBackAndNoMoreIsRaisedMeanwhile() {
    String raise =
        """
        {"budget":"claims","extra_usd":"%s","who":"Eve","why":"month end",
         "from":"2026-11-01T08:00:00Z","until":"2026-11-30T08:00:00Z"}
        """;
    done(books.put(Kind.BUDGET, "claims", budget("200").toString()));
    done(books.put(Kind.RAISE, "claims.1", raise.formatted("100")));
    books.promoted("beta", "0.1", "300");
    done(taper("225"));
    done(taper("150"));

    assertThat(refused(GATE, books.put(Kind.RAISE, "claims.2", raise.formatted("1"))))
        .contains("'limit_usd' with all raises is at most 400, was 401");
    assertThat(refused(GATE, taper("300.01"))).contains("is at most 400, was 400.01");
    done(taper("300"));
    assertThat(books.body(Kind.BUDGET, "claims").path("limit_usd").asText()).isEqualTo("300");
  }

  @Test
  void aUseCaseStatesNoMoreThanWasSigned() {
    books.promoted("beta", "0.1", "300");
    String claims = GuardedBooks.CLAIMS.replace("poc", "beta");

    assertThat(
            refused(GATE, books.put(Kind.USE_CASE, "claims", claims.replace("\"100\"", "\"301\""))))
        .contains("use case 'claims'", "'budget_usd_per_month' is at most 300, was 301");
    done(books.put(Kind.USE_CASE, "claims", claims.replace("\"100\"", "\"300\"")));
  }

  @Test
  void anotherUseCaseOfThatNameIsNotBoundByWhatWasSignedBefore() {
    books.promoted("sunset", "0", "1");
    done(books.retire(Kind.USE_CASE, "claims"));
    assertThat(refusedRollout("{\"share\":1}")).as("while it is away").contains("claims.1");

    done(books.put(Kind.USE_CASE, "claims", GuardedBooks.CLAIMS));

    done(books.put(Kind.ROLLOUT, "claims", "{\"share\":1}"));
    done(books.put(Kind.BUDGET, "claims", budget("900").toString()));
    books.promoted("beta", "0.1", "300");
    assertThat(refusedRollout("{\"share\":0.2}")).as("what is signed now").contains("claims.2");
  }

  @Test
  void aRampStepsAsItWasSignedAndWithoutAPromotionNothingIsGuarded() {
    done(books.put(Kind.ROLLOUT, "other", "{\"share\":0.1}"));
    done(books.put(Kind.ROLLOUT, "other", "{\"share\":0.9}"));
    done(books.retire(Kind.ROLLOUT, "other"));
    Promotion beta = books.promoted("beta", "0.1", "300");

    done(
        books.publish(
            change(Kind.PROMOTION, beta.id(), PromotionText.write(beta)),
            change(Kind.ROLLOUT, "claims", GuardedBooks.tree("{\"share\":0.25}")),
            change(Kind.BUDGET, "claims", budget("310"))));
    assertThat(books.body(Kind.ROLLOUT, "claims").path("share").asText()).isEqualTo("0.25");
  }
}
