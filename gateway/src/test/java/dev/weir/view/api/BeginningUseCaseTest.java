package dev.weir.view.api;

import static dev.weir.view.api.GuardedBooks.done;
import static dev.weir.view.api.GuardedBooks.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.books.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A proof of concept begins with partners or customers only once it is ready for them.
@Timeout(60)
class BeginningUseCaseTest {
  private static final String NOT_READY = "use_case_not_ready";
  private static final String CUSTOMERS = GuardedBooks.CLAIMS.replace("internal", "customer");

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

  private static String idea(String useCase) {
    return useCase.replace("poc", "idea");
  }

  /// It is an idea again, and now for others.
  private void turnedToCustomers() {
    done(books.put(Kind.USE_CASE, "claims", idea(GuardedBooks.CLAIMS)));
    done(books.put(Kind.USE_CASE, "claims", idea(CUSTOMERS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"partner", "customer"})
  void noUseCaseIsRegisteredAtAProofOfConceptWithOthersUntilItIsReady(String audience) {
    String appeals = GuardedBooks.CLAIMS.replace("internal", audience);

    assertThat(refused(NOT_READY, books.put(Kind.USE_CASE, "appeals", appeals)))
        .startsWith(
            "use case 'appeals' is not at 'poc' for audience '%s' as long as it lacks outcome:"
                .formatted(audience))
        .contains("baseline:", "unit_value:");
    done(books.put(Kind.USE_CASE, "appeals", idea(appeals)));
    books.measured("appeals");
    done(books.put(Kind.USE_CASE, "appeals", appeals));
  }

  @Test
  void theWayBackToAnIdeaChangesNoAudienceAroundItsGate() {
    done(books.retire(Kind.BASELINE, "claims"));
    turnedToCustomers();

    assertThat(refused(NOT_READY, books.put(Kind.USE_CASE, "claims", CUSTOMERS)))
        .contains("baseline:");
    done(books.put(Kind.USE_CASE, "claims", GuardedBooks.CLAIMS));
  }

  @Test
  void norDoesDeletingIt() {
    done(books.retire(Kind.OUTCOME, "claims"));
    done(books.retire(Kind.USE_CASE, "claims"));

    assertThat(refused(NOT_READY, books.put(Kind.USE_CASE, "claims", CUSTOMERS)))
        .contains("outcome:");
  }

  @Test
  void norDoesAPromotionToTheProofOfConcept() {
    done(books.put(Kind.GATE, "claims/poc", GuardedBooks.GATE));
    turnedToCustomers();
    done(books.retire(Kind.BASELINE, "claims"));

    assertThat(refused(NOT_READY, books.books.publish(books.carriedOut("poc", "0.1", "50"))))
        .contains("for audience 'customer'", "baseline:");
  }

  @Test
  void whoIsThereChangesWhatIsNotMissing() {
    turnedToCustomers();
    done(books.put(Kind.USE_CASE, "claims", CUSTOMERS));

    done(books.put(Kind.USE_CASE, "claims", CUSTOMERS.replace("\"100\"", "\"90\"")));
    assertThat(refused(NOT_READY, books.retire(Kind.BASELINE, "claims")))
        .contains("use case 'claims' at 'poc' would lack baseline:");
  }
}
