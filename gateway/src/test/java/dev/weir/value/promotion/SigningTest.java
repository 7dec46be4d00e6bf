package dev.weir.value.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.promotion.Promotion.Against;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.promotion.Signing.Signer;
import dev.weir.value.promotion.Signing.Wish;
import dev.weir.value.ramp.Ramp.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Who may sign: single cases, and random orders beside a model that knows only the rules' words.
class SigningTest {
  private static final Instant AT = Instant.parse("2026-10-01T08:00:00Z");
  private static final Owners OWNERS = new Owners("op_ada", "op_bob");
  private static final Signer ADA = new Signer("op_ada", "Ada");
  private static final Signer BOB = new Signer("op_bob", "Bob");
  private static final Signer EVE = new Signer("op_eve", "Eve");
  private static final Against AGAINST = new Against(1, 1, 0, 0);
  private static final Instant EXPIRES = AT.plus(Duration.ofDays(14));
  private static final Proposal PROPOSAL =
      new Proposal(
          "claims",
          Destination.parse("beta"),
          new Allowed(BigDecimal.ONE, Optional.of(40L), BigDecimal.TEN),
          Optional.of(List.of("ada")),
          Optional.of("a regulator waits"),
          "Eve (op_eve)",
          "the pilot went well");
  private static final EvidencePack PACK =
      EvidencePack.of(PromotionText.proposed(PROPOSAL, OWNERS, AGAINST, AT, EXPIRES));

  private static Promotion proposed() {
    return new Promotion(
        "claims.1",
        PROPOSAL.useCase(),
        PROPOSAL.to(),
        PROPOSAL.allowed(),
        PROPOSAL.listed(),
        PROPOSAL.exception(),
        OWNERS,
        PROPOSAL.who(),
        AT,
        EXPIRES,
        AGAINST,
        PACK,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Promotion carriedOut(Promotion signed, Instant now) {
    Before before =
        new Before(
            JsonNodeFactory.instance.objectNode(), Optional.empty(), "claims", Optional.empty());
    return signed.carried(
        new Carried(
            now,
            Optional.of(AT.minus(Duration.ofDays(2))),
            before,
            List.of(new Step(BigDecimal.ONE, BigDecimal.TEN)),
            0,
            now));
  }

  private static Wish sign(Promotion promotion, Signer signer, Instant now) {
    return Signing.sign(promotion, signer, PACK.sha256(), now);
  }

  private static Promotion signed(Wish wish) {
    assertThat(wish).isInstanceOf(Wish.Signed.class);
    return ((Wish.Signed) wish).promotion();
  }

  private static Rule refusal(Wish wish) {
    assertThat(wish).isInstanceOf(Wish.No.class);
    return ((Wish.No) wish).why().rule();
  }

  @Test
  void twoOwnersMakeItWholeInAnyOrder() {
    Promotion once = signed(sign(proposed(), BOB, AT));
    Wish twice = sign(once, ADA, AT.plusSeconds(1));

    assertThat(((Wish.Signed) twice).whole()).isTrue();
    assertThat(signed(twice).signatures())
        .extracting(Signature::as)
        .containsExactly(Signature.As.TECHNICAL, Signature.As.BUSINESS);
  }

  @Test
  void onePersonDoesNotSignTwice() {
    Promotion once = signed(sign(proposed(), ADA, AT));

    Wish again = sign(once, ADA, AT);

    assertThat(refusal(again)).isEqualTo(Rule.SIGNED_TWICE);
    assertThat(((Wish.No) again).why().message())
        .isEqualTo(
            "promotion 'claims.1': field 'sha256' is signed once by each of two people, was signed"
                + " again by Ada (op_ada), its business owner");
  }

  @Test
  void nobodyElseSigns() {
    assertThat(refusal(sign(proposed(), EVE, AT))).isEqualTo(Rule.NOT_AN_OWNER);
  }

  @Test
  void whatIsSignedIsTheHashThatWasFrozen() {
    Wish wish = Signing.sign(proposed(), ADA, "0".repeat(64), AT);

    assertThat(refusal(wish)).isEqualTo(Rule.OTHER_HASH);
  }

  @Test
  void afterItsTimeAProposalIsNotSigned() {
    Instant last = AT.plus(Duration.ofDays(14));

    assertThat(sign(proposed(), ADA, last.minusMillis(1))).isInstanceOf(Wish.Signed.class);
    assertThat(refusal(sign(proposed(), ADA, last))).isEqualTo(Rule.EXPIRED);
  }

  @Test
  void theDecisionTookFromTheLightToTheSecondSignature() {
    Promotion done = carriedOut(proposed(), AT.plus(Duration.ofDays(1)));

    assertThat(done.decisionLatency()).contains(Duration.ofDays(3));
    assertThat(proposed().decisionLatency()).isEmpty();
  }

  @Test
  void readsWhatItWrites() {
    Promotion signed = signed(sign(proposed(), ADA, AT));
    Promotion done =
        carriedOut(signed(sign(signed, BOB, AT)), AT)
            .undone(new Undone(AT, "weir", "too dear", Optional.of(PACK)));

    assertThat(PromotionText.read("claims.1", PromotionText.write(done))).isEqualTo(done);
    assertThat(PromotionText.read("claims.1", PromotionText.write(proposed())).pack().isWhole())
        .isTrue();
  }

  @Test
  void aPackThatWasTamperedWithIsNotSigned() {
    ObjectNode body = PromotionText.write(proposed());
    body.withObject("/pack/asked_for").put("share", "0.5");
    Promotion tampered = PromotionText.read("claims.1", body);

    assertThat(tampered.pack().isWhole()).isFalse();
    assertThat(tampered.allowed().share()).as("what it says").isEqualByComparingTo("0.5");
    assertThat(sign(tampered, ADA, AT))
        .isEqualTo(
            new Wish.No(
                new Refused(
                    Rule.PACK_BROKEN,
                    "promotion 'claims.1': its evidence pack has the hash %s, which does not fit what it says: propose it anew"
                        .formatted(PACK.sha256()))));
  }

  @Test
  void nothingBesideThePackSaysWhatIsCarriedOut() {
    ObjectNode body = PromotionText.write(proposed());

    assertThat(body.properties()).extracting(Map.Entry::getKey).containsExactly("sha256", "pack");
  }

  @Test
  void onePackIsNotSignedByTwoHashes() {
    ObjectNode body = PromotionText.write(signed(sign(proposed(), ADA, AT)));
    ((ObjectNode) body.withArray("signatures").get(0)).put("sha256", "0".repeat(64));

    assertThat(refusal(sign(PromotionText.read("claims.1", body), BOB, AT)))
        .isEqualTo(Rule.PACK_BROKEN);
  }

  /// What anybody would say of the rules, without looking at the code.
  private static final class Model {
    private boolean ada;
    private boolean bob;
    private boolean carried;
    private boolean undone;

    boolean maySign(Signer who, boolean inTime, boolean sameHash) {
      boolean fresh = who.equals(ADA) ? !ada : who.equals(BOB) && !bob;
      return fresh && inTime && sameHash && !carried && !undone;
    }

    void signed(Signer who) {
      ada |= who.equals(ADA);
      bob |= who.equals(BOB);
      carried = ada && bob;
    }

    boolean mayRollBack(Signer who) {
      return carried && !undone && !who.equals(EVE);
    }
  }

  @RepeatedTest(300)
  void anyOrderIsWhatTheModelSays(RepetitionInfo repetition) {
    long seed = 77_000L + repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Model model = new Model();
    Promotion promotion = proposed();
    Instant now = AT;
    for (int step = 0; step < 30; step++) {
      now = now.plus(Duration.ofHours(random.nextInt(20)));
      Signer who = List.of(ADA, BOB, EVE).get(random.nextInt(3));
      if (random.nextInt(4) == 0) {
        boolean may = Signing.rollBack(promotion, Set.of(), who, now).isEmpty();
        assertThat(may)
            .as("roll-back, seed %d, step %d", seed, step)
            .isEqualTo(model.mayRollBack(who));
        if (may) {
          promotion = promotion.undone(new Undone(now, who.name(), "random"));
          model.undone = true;
        }
        continue;
      }
      boolean sameHash = random.nextInt(5) > 0;
      String hash = sameHash ? PACK.sha256() : "other";
      Wish wish = Signing.sign(promotion, who, hash, now);
      boolean inTime = now.isBefore(promotion.expires());
      assertThat(wish instanceof Wish.Signed)
          .as("signature, seed %d, step %d", seed, step)
          .isEqualTo(model.maySign(who, inTime, sameHash));
      if (wish instanceof Wish.Signed(Promotion next, boolean whole)) {
        model.signed(who);
        promotion = whole ? carriedOut(next, now) : next;
        assertThat(whole).as("seed %d", seed).isEqualTo(model.carried);
      }
      assertThat(promotion.signatures()).as("seed %d", seed).hasSizeLessThanOrEqualTo(2);
      assertThat(promotion.state(now) == State.CARRIED_OUT)
          .as("seed %d", seed)
          .isEqualTo(model.carried && !model.undone);
    }
  }
}
