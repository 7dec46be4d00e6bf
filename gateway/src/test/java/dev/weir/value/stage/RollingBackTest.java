package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.value.criterion.Metric;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Promotions taken back on real books: what becomes of what they changed.
@Timeout(60)
class RollingBackTest {
  @TempDir private Path folder;
  private Company company;

  @BeforeEach
  void open() {
    company = new Company(folder);
    company.put(Kind.GATE, "claims/beta", Company.GATE);
  }

  @AfterEach
  void close() {
    company.close();
  }

  @Test
  void oneOwnerRollsBackWhateverHasBecomeOfTheOther() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.revoke(company.ada);
    company.person("Ada");
    company.person("Ada");

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.bob, "why", company.now));
    assertThat(company.stage()).isEqualTo("poc");
  }

  @Test
  void whoOwnsItTodayRollsBackToo() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    ObjectNode owned = company.body(Kind.USE_CASE, "claims").orElseThrow();
    owned.withObject("/owners").put("business", "Eve").put("technical", "nobody");
    company.put(Kind.USE_CASE, "claims", owned);

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.eve, "why", company.now));
    assertThat(company.stage()).isEqualTo("poc");
  }

  @Test
  void oneOwnerTakesTheLastPromotionBackAtOnce() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");

    assertThat(
            Company.no(company.promoting.rollBack(beta.id(), company.eve, "why", company.now))
                .rule())
        .isEqualTo(Rule.NOT_AN_OWNER);
    Promotion back =
        Company.done(company.promoting.rollBack(beta.id(), company.bob, "too slow", company.now));

    assertThat(back.state(company.now)).isEqualTo(State.ROLLED_BACK);
    assertThat(company.stage()).isEqualTo("poc");
    assertThat(company.body(Kind.USE_CASE, "claims").orElseThrow().path("budget_usd_per_month"))
        .hasToString("\"100\"");
    assertThat(company.body(Kind.ROLLOUT, "claims")).isEmpty();
    assertThat(company.body(Kind.BUDGET, "claims")).isEmpty();
    assertThat(
            Company.no(company.promoting.rollBack(beta.id(), company.bob, "why", company.now))
                .rule())
        .isEqualTo(Rule.ENDED);
  }

  @Test
  void aRollBackRaisesNoLimitAndTouchesNothingElse() {
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"500\""));
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.put(
        Kind.BUDGET,
        "claims",
        Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"70\",\"owner\":\"finance\""));
    ObjectNode cut = company.body(Kind.USE_CASE, "claims").orElseThrow();
    company.put(Kind.USE_CASE, "claims", cut.put("budget_usd_per_month", "70"));

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));

    assertThat(company.budgetField("limit_usd")).isEqualTo("70");
    assertThat(company.budgetField("owner")).isEqualTo("finance");
    assertThat(company.body(Kind.USE_CASE, "claims").orElseThrow().path("budget_usd_per_month"))
        .hasToString("\"70\"");
  }

  @Test
  void aRollBackLowersALimitToWhatItWas() {
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"500\""));
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.put(
        Kind.BUDGET,
        "claims",
        Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"800\",\"owner\":\"finance\""));

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));

    assertThat(company.budgetField("limit_usd")).isEqualTo("500");
    assertThat(company.budgetField("owner")).isEqualTo("finance");
  }

  @Test
  void aBudgetThatAPromotionMadeAndSomebodyCutStays() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"70\""));

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));

    assertThat(company.budgetField("limit_usd")).isEqualTo("70");
  }

  @Test
  void aRollBackLetsNobodyInWhomSomebodyHasShutOutSince() {
    company.put(
        Kind.ROLLOUT, "claims", "{\"share\":\"0.3\",\"users\":[\"ann\",\"ben\"],\"salt\":\"one\"}");
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.put(
        Kind.ROLLOUT,
        "claims",
        "{\"share\":\"0.2\",\"users\":[\"ann\",\"eve\"],\"salt\":\"one\",\"closed\":true}");

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));

    assertThat(company.body(Kind.ROLLOUT, "claims"))
        .contains(
            Company.tree(
                "{\"share\":0.2,\"users\":[\"ann\"],\"closed\":true,\"salt\":\"one\",\"mode\":\"enforce\"}"));
  }

  @Test
  void aRolloutNobodyHasTouchedIsAsItWas() {
    String before = "{\"share\":\"0.7\",\"users\":[\"ann\"],\"mode\":\"shadow\"}";
    company.put(Kind.ROLLOUT, "claims", before);
    Promotion beta = company.carriedOut("beta", "0.5", "800");

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));

    assertThat(company.body(Kind.ROLLOUT, "claims")).contains(Company.tree(before));
  }

  @Test
  void whatATaperHasLeftIsNoSettingOfABudget() {
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"500\""));
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));
    company.taper("claims", "250");

    Promotion beta = Company.done(company.sign(proposed, company.bob));
    assertThat(company.budgetField("limit_usd")).as("signed").isEqualTo("800");
    company.taper("claims", "400");

    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));
    assertThat(company.budgetField("limit_usd")).as("a roll-back raises nothing").isEqualTo("400");
  }

  @Test
  void aRollBackLowersWhatATaperLeavesToWhatItWasAndLeavesWhatItGivesBackBelow() {
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"500\""));
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.taper("claims", "600");
    var _ = Company.done(company.promoting.rollBack(beta.id(), company.ada, "slow", company.now));
    assertThat(company.budgetField("limit_usd")).as("less than what was left").isEqualTo("500");

    Promotion again = company.carriedOut("beta", "0.5", "800");
    company.put(
        Kind.BUDGET, "claims", Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"300\""));
    company.taper("claims", "150");
    int tapered = company.version(Kind.BUDGET, "claims");

    var _ = Company.done(company.promoting.rollBack(again.id(), company.ada, "slow", company.now));

    assertThat(company.version(Kind.BUDGET, "claims"))
        .as("the taper gives back what somebody cut it to")
        .isEqualTo(tapered);
  }

  @Test
  void promotionsAreTakenBackFromTheLastOn() {
    company.put(Kind.GATE, "claims/soft_launch", Company.GATE);
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.wait(1);
    Promotion soft = company.carriedOut("soft_launch", "0.7", "900");

    assertThat(
            Company.no(company.promoting.rollBack(beta.id(), company.ada, "why", company.now))
                .message())
        .contains("which is '" + soft.id() + "', was '" + beta.id() + "'");
    var _ = Company.done(company.promoting.rollBack(soft.id(), company.ada, "why", company.now));
    assertThat(company.stage()).isEqualTo("beta");
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("share").asText())
        .isEqualTo("0.5");
  }

  @Test
  void whatWasPromotedBeforeAUseCaseLeftThePortfolioIsNotRolledBack() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    ObjectNode claims = company.body(Kind.USE_CASE, "claims").orElseThrow();
    company.retire(Kind.USE_CASE, "claims");
    String left =
        "promotion 'claims.1' is rolled back as long as use case 'claims' is in the portfolio, which"
            + " it left";

    Refused away =
        Company.no(company.promoting.rollBack(beta.id(), company.ada, "why", company.now));
    company.put(Kind.USE_CASE, "claims", claims.put("stage", "poc"));
    Refused another =
        Company.no(company.promoting.rollBack(beta.id(), company.ada, "why", company.now));

    assertThat(away).isEqualTo(new Refused(Rule.ENDED, left));
    assertThat(another).isEqualTo(away);
    assertThat(company.body(Kind.ROLLOUT, "claims")).isPresent();
    var _ = company.carriedOut("beta", "0.1", "50");
    assertThat(company.promoting.all(Optional.of("claims"))).hasSize(2);
  }

  @Test
  void noKillTakesBackWhatWasPromotedBeforeAUseCaseLeftThePortfolio() {
    company.put(Kind.GATE, "claims/customer", Company.GATE);
    Promotion old = company.carriedOut("customer", "0.5", "800");
    ObjectNode claims = company.body(Kind.USE_CASE, "claims").orElseThrow();
    company.retire(Kind.USE_CASE, "claims");
    company.put(Kind.USE_CASE, "claims", claims);
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.5", "0.4", "0.6"));

    company.look();

    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isTrue();
    assertThat(company.promoting.find(old.id()).orElseThrow().state(company.now))
        .isEqualTo(State.CARRIED_OUT);
  }
}
