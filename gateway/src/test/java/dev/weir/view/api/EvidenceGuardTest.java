package dev.weir.view.api;

import static dev.weir.view.api.GuardedBooks.done;
import static dev.weir.view.api.GuardedBooks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.books.Kind;
import dev.weir.value.promotion.Promotion;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was decided on is not taken away behind the decision.
@Timeout(60)
class EvidenceGuardTest {
  private static final String NOT_READY = "use_case_not_ready";
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

  @Test
  void beyondAProofOfConceptNeitherOutcomeNorBaselineIsDeleted() {
    books.promoted("beta", "0.1", "300");

    assertThat(refused(NOT_READY, books.retire(Kind.OUTCOME, "claims")))
        .contains("use case 'claims' at 'beta' would lack outcome: none", "target:", "unit_value:");
    assertThat(refused(NOT_READY, books.retire(Kind.BASELINE, "claims")))
        .contains("would lack baseline: there is none");
    assertThat(books.body(Kind.BASELINE, "claims")).isNotEmpty();
  }

  @Test
  void norAreTheyEmptied() {
    books.promoted("beta", "0.1", "300");

    assertThat(refused(NOT_READY, books.put(Kind.OUTCOME, "claims", "{\"unit\":\"claim\"}")))
        .contains("target:", "unit_value:")
        .doesNotContain("outcome:");
    assertThat(
            refused(
                NOT_READY,
                books.put(
                    Kind.BASELINE,
                    "claims",
                    """
                    {"unit":"claim","source":"estimated","cost_per_unit_usd":"8",
                     "expires":"2020-01-01"}
                    """)))
        .contains("baseline: expired on 2020-01-01");
  }

  @Test
  void atAProofOfConceptTheyAreAnybodys() {
    done(books.retire(Kind.OUTCOME, "claims"));
    done(books.retire(Kind.BASELINE, "claims"));
  }

  @Test
  void whatIsMissingAlreadyHoldsNothingUp() {
    books.promoted("beta", "0.1", "300");
    books.now = books.now.plusSeconds(70L * 365 * 86_400);

    done(books.retire(Kind.BASELINE, "claims"));
  }

  @Test
  void theHypothesisThatASignificantBudgetNeedsStays() {
    String claims =
        GuardedBooks.CLAIMS.replace(
            "\"100\"", "\"20000\",\"review_on\":\"2027-06-30\",\"hypothesis\":\"h-1\"");
    done(books.put(Kind.HYPOTHESIS, "h-1", GuardedBooks.HYPOTHESIS));
    done(books.put(Kind.USE_CASE, "claims", claims));
    books.promoted("beta", "0.1", "20000");

    assertThat(refused(NOT_READY, books.retire(Kind.HYPOTHESIS, "h-1")))
        .contains("would lack hypothesis: 'h-1' is not registered about it");
    done(books.put(Kind.HYPOTHESIS, "h-2", GuardedBooks.HYPOTHESIS));
    done(books.retire(Kind.HYPOTHESIS, "h-2"));
  }

  @Test
  void aGateKeepsTheKillCriteriaAndGuardsOfAPromotionThatStands() {
    Promotion beta = books.promoted("beta", "0.1", "300");

    assertThat(
            refused(
                GATE,
                books.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("0.25", "0.5"))))
        .isEqualTo(
            "gate 'claims/beta': field 'kill': error_share > 0.25 stays as long as promotion"
                + " 'claims.1' through it stands, was dropped; more may be added, and a roll-back"
                + " frees it");
    refused(GATE, books.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("true", "false")));
    assertThat(
            refused(
                GATE,
                books.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("6000", "60000"))))
        .contains("field 'guards': ttft_p95_millis ≤ 6000");
    refused(GATE, books.retire(Kind.GATE, "claims/beta"));
    done(books.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("\"30\"", "\"40\"")));
    books.takenBack(beta, "{\"share\":0.1}");
    done(books.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("0.25", "0.5")));
  }

  @Test
  void whatAKillCriterionHasClosedIsNotOpenedByDeletingItsGate() {
    books.takenBack(books.promoted("beta", "0.1", "300"), "{\"closed\":true}");

    assertThat(refused(GATE, books.retire(Kind.GATE, "claims/beta")))
        .contains("is not deleted while the roll-out is closed");
  }
}
