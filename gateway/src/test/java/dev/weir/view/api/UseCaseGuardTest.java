package dev.weir.view.api;

import static dev.weir.view.api.GuardedBooks.change;
import static dev.weir.view.api.GuardedBooks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.promotion.PromotionText;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// From its end a use case comes back as a proof of concept, signed by two.
@Timeout(60)
class UseCaseGuardTest {
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

  private String stage() {
    return books.body(Kind.USE_CASE, "claims").path("stage").asText();
  }

  private Published takenBack(Promotion promotion, String stage) {
    Promotion undone = promotion.undone(new Undone(books.now, "Ada", "a mistake"));
    return books.publish(
        change(Kind.PROMOTION, undone.id(), PromotionText.write(undone)),
        change(Kind.USE_CASE, "claims", books.body(Kind.USE_CASE, "claims").put("stage", stage)));
  }

  @Test
  void noRollBackLeadsOutOfTheEndBeyondAProofOfConceptAndAPromotionLeadsThere() {
    books.promoted("beta", "0.1", "300");
    Promotion sunset = books.promoted("sunset", "0", "1");

    assertThat(refused("gate_decides", takenBack(sunset, "beta")))
        .isEqualTo(
            "promotion 'claims.2': a roll-back of use case 'claims' from 'sunset' does not lead on"
                + " to 'beta': propose a promotion to 'poc'");
    books.promoted("poc", "0.1", "100");
    assertThat(stage()).isEqualTo("poc");
  }

  @Test
  void whatEndedAtAProofOfConceptIsRolledBackThere() {
    Promotion sunset = books.promoted("sunset", "0", "1");

    GuardedBooks.done(takenBack(sunset, "poc"));

    assertThat(stage()).isEqualTo("poc");
  }

  @Test
  void withKeysForProductionOnlyWhatIsReadyComesBackFromItsEnd() {
    ObjectNode claims = GuardedBooks.tree(GuardedBooks.CLAIMS).put("review_on", "2026-11-05");
    GuardedBooks.done(books.publish(change(Kind.USE_CASE, "claims", claims)));
    books.key("use_case=claims environment=production");
    books.promoted("sunset", "0", "1");
    books.now = books.now.plusSeconds(30 * 86_400);

    Change[] back = books.carriedOut("poc", "0.1", "100").toArray(Change[]::new);

    assertThat(refused("use_case_not_ready", books.publish(back)))
        .contains("use case 'claims' at 'poc'", "review_on", "it works already: revoke it");
    assertThat(stage()).isEqualTo("sunset");
  }
}
