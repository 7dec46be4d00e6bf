package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.flow.books.Kind;
import dev.weir.value.pack.Decision;
import dev.weir.value.pack.Decision.NamedChange;
import dev.weir.value.promotion.Promotion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What decisions of reviews name as their change, on real books.
@Timeout(60)
class PromisedChangesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

  @TempDir private Path folder;
  private GuardedBooks there;
  private PromisedChanges promised;

  @BeforeEach
  void open() {
    there = new GuardedBooks(folder);
    promised = new PromisedChanges(there.books.facts());
  }

  @AfterEach
  void close() {
    there.close();
  }

  private static Decision decision(String useCase, String kind, String id) {
    return new Decision(
        useCase,
        Decision.Verdict.SCALE,
        "ada",
        "it pays",
        "bob",
        DAY,
        Optional.of(new NamedChange(kind, id, DAY)));
  }

  private boolean isMade(String kind, String id, Instant since) {
    return promised.isMade(new NamedChange(kind, id, DAY), since);
  }

  private Instant later() {
    Instant before = there.now;
    there.now = before.plus(Duration.ofDays(1));
    return before;
  }

  @ParameterizedTest
  @CsvSource({"gate,claims/beta", "promotion,claims.1", "budget,not-made-yet"})
  void aGateOrAPromotionOfTheUseCaseMayBeNamedAndARuleThatIsMadeYet(String kind, String id) {
    there.promoted("beta", "0.1", "500");

    assertThatCode(() -> promised.require(decision("claims", kind, id), there.now))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "claims | gate | claims/production | a gate of use case 'claims' that is in force, was 'claims/production'",
        "triage | gate | claims/beta | a gate of use case 'triage' that is in force, was 'claims/beta'",
        "triage | promotion | claims.1 | a promotion of use case 'triage' that is in force or waits for its signatures, was 'claims.1'",
        "claims | promotion | claims.2 | a promotion of use case 'claims' that is in force or waits for its signatures, was 'claims.2'"
      })
  void refusesWhatIsNotThereAndWhatIsAnotherUseCases(
      String useCase, String kind, String id, String rule) {
    there.promoted("beta", "0.1", "500");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> promised.require(decision(useCase, kind, id), there.now))
        .withMessage("field 'change.id' names " + rule);
  }

  @Test
  void refusesAPromotionThatWasTakenBackAndAThingThatDecidesNothing() {
    there.takenBack(there.promoted("beta", "0.1", "500"), "{\"share\":0}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> promised.require(decision("claims", "promotion", "claims.1"), there.now))
        .withMessageContaining("was 'claims.1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> promised.require(decision("claims", "gate_light", "x"), there.now))
        .withMessageStartingWith("field 'change.kind' is one of [alias, budget, experiment, gate, ")
        .withMessageEndingWith("was 'gate_light'");
  }

  @Test
  void aGateIsChangedByAnotherTextAndNotByTheSameOne() {
    Instant review = later();

    GuardedBooks.done(there.put(Kind.GATE, "claims/beta", GuardedBooks.GATE));
    assertThat(isMade("gate", "claims/beta", review)).isFalse();
    GuardedBooks.done(
        there.put(Kind.GATE, "claims/beta", GuardedBooks.GATE.replace("\"30\"", "\"60\"")));
    assertThat(isMade("gate", "claims/beta", review)).isTrue();
  }

  @Test
  void aPromotionIsMadeWhenItIsCarriedOutAndWhenItIsTakenBack() {
    Instant review = later();
    Promotion beta = there.promoted("beta", "0.1", "500");
    assertThat(isMade("promotion", beta.id(), review)).isTrue();

    Instant next = later();
    assertThat(isMade("promotion", beta.id(), next)).isFalse();
    there.takenBack(beta, "{\"share\":0}");
    assertThat(isMade("promotion", beta.id(), next)).isTrue();
  }
}
