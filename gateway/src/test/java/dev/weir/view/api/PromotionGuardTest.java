package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Books.Published.Forbidden;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.promotion.EvidencePack;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Against;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.promotion.Proposal;
import dev.weir.value.ramp.Ramp.Step;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is looked at in the publication that carries a promotion out, on real books.
@Timeout(60)
class PromotionGuardTest {
  private static final Instant AT = Instant.parse("2026-10-01T08:00:00Z");
  private static final Owners OWNERS = new Owners("op_ada", "op_bob");

  @TempDir private Path folder;
  private Facts facts;
  private Books books;

  @BeforeEach
  void open() {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, () -> AT);
    books.guard(new PortfolioGuard(facts, (_, _) -> Map.of(), () -> AT));
    ObjectNode useCase = object().put("name", "Claims").put("statement", "Settle faster.");
    useCase.put("stage", "poc").put("audience", "internal");
    publish(Kind.USE_CASE, "claims", useCase);
  }

  @AfterEach
  void close() {
    facts.close();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode gate(int windowDays) {
    return GuardedBooks.tree(GuardedBooks.GATE).put("window_days", windowDays);
  }

  private Published publish(Kind kind, String id, ObjectNode body) {
    return books.publish(List.of(Change.of(kind, id, body, "test", "test")));
  }

  private static Promotion proposed(String to, int gate) {
    Proposal proposal =
        new Proposal(
            "claims",
            Destination.parse(to),
            new Allowed(BigDecimal.ZERO, Optional.of(5L), BigDecimal.TEN),
            Optional.empty(),
            Optional.empty(),
            "eve",
            "it went well");
    Against against = new Against(1, gate, 0, 0);
    Instant expires = AT.plus(Duration.ofDays(14));
    return new Promotion(
        "claims.1",
        "claims",
        proposal.to(),
        proposal.allowed(),
        proposal.listed(),
        proposal.exception(),
        OWNERS,
        proposal.who(),
        AT,
        expires,
        against,
        EvidencePack.of(PromotionText.proposed(proposal, OWNERS, against, AT, expires)),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private Published carriedOut(Promotion promotion) {
    Before before = new Before(object(), Optional.empty(), "claims", Optional.empty());
    List<Step> steps = List.of(new Step(BigDecimal.ZERO, BigDecimal.TEN));
    Promotion done = promotion.carried(new Carried(AT, Optional.empty(), before, steps, 0, AT));
    return publish(Kind.PROMOTION, promotion.id(), PromotionText.write(done));
  }

  @Test
  void aGateThatChangesAtTheLastMomentIsNotGoneThrough() {
    publish(Kind.GATE, "claims/beta", gate(7));
    Promotion promotion = proposed("beta", 1);
    publish(Kind.PROMOTION, promotion.id(), PromotionText.write(promotion));
    publish(Kind.GATE, "claims/beta", gate(8));

    assertThat(carriedOut(promotion))
        .isEqualTo(
            new Forbidden(
                "promotion_changed",
                "promotion 'claims.1' was proposed against version 1 of gate 'claims/beta', there"
                    + " is version 2 now: propose it anew"));
    assertThat(carriedOut(proposed("beta", 2))).isInstanceOf(Published.Done.class);
  }

  @Test
  void aStepOfItsRampDoesNotAskForTheGateAgain() {
    publish(Kind.GATE, "claims/beta", gate(7));
    Promotion promotion = proposed("beta", 1);
    assertThat(carriedOut(promotion)).isInstanceOf(Published.Done.class);
    publish(Kind.GATE, "claims/beta", gate(8));

    assertThat(carriedOut(promotion)).isInstanceOf(Published.Done.class);
  }

  @Test
  void aProofOfConceptGoesToOthersOnlyOnceItIsReady() {
    publish(Kind.GATE, "claims/customer", gate(7));

    assertThat(carriedOut(proposed("customer", 1)))
        .isInstanceOfSatisfying(
            Forbidden.class,
            no -> {
              assertThat(no.code()).isEqualTo("use_case_not_ready");
              assertThat(no.message())
                  .startsWith(
                      "promotion 'claims.1': use case 'claims' does not go to 'customer' as long"
                          + " as")
                  .contains("outcome:");
            });
  }
}
