package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.identity.Tags;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Promotions on real books: what they change, all or none.
@Timeout(60)
class PromotingTest {
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
  void theSecondSignatureChangesStageRolloutAndBudgetTogether() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    assertThat(Company.done(company.sign(proposed, company.ada)).state(company.now))
        .isEqualTo(State.OPEN);
    assertThat(company.stage()).as("one signature is not enough").isEqualTo("poc");

    Promotion done = Company.done(company.sign(proposed, company.bob));

    assertThat(done.state(company.now)).isEqualTo(State.CARRIED_OUT);
    assertThat(company.stage()).isEqualTo("beta");
    assertThat(company.body(Kind.ROLLOUT, "claims"))
        .contains(
            Company.tree(
                "{\"share\":0.5,\"users\":[],\"closed\":false,\"salt\":\"claims\",\"mode\":\"enforce\"}"));
    assertThat(company.body(Kind.BUDGET, "claims").orElseThrow().path("limit_usd").asText())
        .isEqualTo("800");
    assertThat(company.books.inForce().rules().json()).contains("\"claims\"");
  }

  private void roster(int users) {
    ObjectNode body = Company.tree("{}");
    for (int i = 0; i < users; i++) {
      body.withArray("hashes").add(EligibleUsers.hash("claims", "user-" + i));
    }
    company.put(Kind.ROSTER, "claims", body.toString());
  }

  private Cohorts cohorts() {
    return company.books.inForce().rules().cohorts();
  }

  @Test
  void whoIsListedOnTheRosterMayCallAndNeverMoreThanWereSigned() {
    roster(40);
    var _ = company.carriedOut("beta", "0.5", "800");

    assertThat(company.body(Kind.ROLLOUT, "claims"))
        .contains(
            Company.tree(
                """
                {"share":0.5,"users":[],"eligible":"roster","users_max":40,"closed":false,
                 "salt":"claims","mode":"enforce"}
                """));
    Tags stranger = Tags.of(Map.of("use_case", "claims", "user", "stranger"));
    assertThat(cohorts().outside(stranger, company.now, "v").orElseThrow().refusal().message())
        .contains("not among the eligible users");
    assertThat(cohorts().admitted("claims").orElseThrow()).isBetween(10, 30);

    roster(400);

    assertThat(cohorts().admitted("claims")).as("half of 400, 40 at most").contains(40);
  }

  @Test
  void theEvidenceIsFrozenWithItsVersionsAndHash() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    String frozen = proposed.pack().text();
    company.figures.put(Metric.SUCCESS_SHARE, Company.known("0.95", "0.9", "0.99"));

    Promotion later = company.promoting.find(proposed.id()).orElseThrow();

    assertThat(later.pack().text()).isEqualTo(frozen);
    assertThat(later.pack().isWhole()).isTrue();
    assertThat(frozen)
        .contains("\"figure\":\"0.9\"", "\"low\":\"0.85\"", "\"rules\":\"", "\"gate\":1");
  }

  @Test
  void onePersonAnotherPersonAndAnotherHashAreRefused() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));

    assertThat(Company.no(company.sign(proposed, company.ada)).rule()).isEqualTo(Rule.SIGNED_TWICE);
    assertThat(Company.no(company.sign(proposed, company.eve)).rule()).isEqualTo(Rule.NOT_AN_OWNER);
    assertThat(
            Company.no(
                    company.promoting.sign(
                        proposed.id(), company.bob, "deadbeef", "why", company.now))
                .rule())
        .isEqualTo(Rule.OTHER_HASH);
    assertThat(company.stage()).isEqualTo("poc");
  }

  @Test
  void anOwnerIsOneOperatorInForce() {
    company.put(
        Kind.USE_CASE,
        "claims",
        """
        {"name":"Claims","statement":"Settle.","stage":"poc","audience":"internal","owners":{"business":"Ada","technical":"Zoe"}}
        """);
    assertThat(
            Company.no(
                company.promoting.propose(company.proposal("beta", "0.1", "9"), company.now)))
        .satisfies(no -> {
          assertThat(no.rule()).isEqualTo(Rule.OWNERS);
          assertThat(no.message()).contains("field 'owners.technical'", "was 'Zoe', which 0 have");
        });
    company.put(
        Kind.USE_CASE,
        "claims",
        """
        {"name":"Claims","statement":"Settle.","stage":"poc","audience":"internal","owners":{"business":"Ada","technical":"%s"}}
        """
            .formatted(company.ada.operator()));
    assertThat(
            Company.no(company.promoting.propose(company.proposal("beta", "0.1", "9"), company.now))
                .message())
        .contains("are two people");
  }

  @Test
  void nobodyElseSignsWhoTakesAnOwnersNameAfterwards() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    assertThat(proposed.owners())
        .isEqualTo(new Owners(company.ada.operator(), company.bob.operator()));
    assertThat(proposed.pack().text())
        .contains("\"owners\":{\"business\":\"%s\"".formatted(company.ada.operator()));
    company.revoke(company.ada);
    Person other = company.person("Ada");

    assertThat(Company.no(company.sign(proposed, other)).rule()).isEqualTo(Rule.NOT_AN_OWNER);
  }

  @Test
  void aPackThatWasChangedWhereItIsKeptIsNotSigned() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));
    ObjectNode kept = company.body(Kind.PROMOTION, proposed.id()).orElseThrow();
    kept.withObject("/pack/asked_for").put("share", "1");
    company.put(Kind.PROMOTION, proposed.id(), kept);

    assertThat(Company.no(company.sign(proposed, company.bob)).rule()).isEqualTo(Rule.PACK_BROKEN);
    assertThat(company.body(Kind.ROLLOUT, "claims")).isEmpty();
  }

  @Test
  void anIdIsOneOperatorsWhoeverIsCalledByIt() {
    company.person(company.bob.operator());

    assertThat(company.carriedOut("beta", "0.5", "800").owners().technical())
        .isEqualTo(company.bob.operator());
  }

  @Test
  void criteriaThatDoNotHoldNeedAnExceptionThatStaysVisible() {
    company.figures.put(Metric.SUCCESS_SHARE, Company.known("0.85", "0.7", "0.9"));

    Refused no =
        Company.no(company.promoting.propose(company.proposal("beta", "0.1", "90"), company.now));
    assertThat(no.rule()).isEqualTo(Rule.CRITERIA);
    assertThat(no.message())
        .startsWith(
            "gate 'claims/beta': 1 of 2 criteria do not hold, first success_share ≥ 0.8 at 95 %:"
                + " lower bound 0.7");

    Promotion excepted =
        Company.done(
            company.promoting.propose(
                company.proposal("beta", "0.1", "90", Optional.of("a regulator waits")),
                company.now));
    var _ = Company.done(company.sign(excepted, company.bob));
    Promotion done = Company.done(company.sign(excepted, company.ada));
    assertThat(company.stage()).isEqualTo("beta");
    assertThat(done.exception()).contains("a regulator waits");
    assertThat(done.pack().text()).contains("\"exception\":\"a regulator waits\"");
    assertThat(done.decisionLatency()).as("nothing was lit").isEmpty();
  }

  @Test
  void untilItIsProvenItGoesNoFurtherThanItsCaps() {
    company.economics = Company.UNVALUED;

    Refused no =
        Company.no(
            company.promoting.propose(
                company.proposal("beta", "0.2", "90", Optional.of("please")), company.now));

    assertThat(no.rule()).as("no exception lifts it").isEqualTo(Rule.HELD);
    assertThat(no.message())
        .contains("field 'share' is at most 0.1, was 0.2 until unit economics are proven");
    assertThat(company.carriedOut("beta", "0.1", "500").allowed().share())
        .isEqualByComparingTo("0.1");
  }

  @Test
  void evidenceThatHasBecomeWorseIsNotSigned() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("4000"), 500, "/ttft"));

    Refused no = Company.no(company.sign(proposed, company.bob));

    assertThat(no.rule()).isEqualTo(Rule.EVIDENCE_WORSE);
    assertThat(no.message())
        .isEqualTo(
            "criterion ttft_p95_millis ≤ 3000 was 'holds' when the evidence was frozen, is 'fails'"
                + " now: 4000, asked for ≤ 3000");
    assertThat(company.stage()).isEqualTo("poc");
    assertThat(company.body(Kind.ROLLOUT, "claims")).isEmpty();
  }

  @Test
  void aProposalThatWaitedTooLongIsNotSigned() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    company.wait(14);

    assertThat(Company.no(company.sign(proposed, company.ada)).rule()).isEqualTo(Rule.EXPIRED);
  }

  /// A change of any of them between the signatures leaves every one as it is.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"USE_CASE", "ROLLOUT", "BUDGET", "GATE"})
  void aConflictOfOneLeavesAllUnchanged(Kind changed) {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));
    switch (changed) {
      case USE_CASE -> company.put(changed, "claims", again(Kind.USE_CASE, "claims"));
      case GATE -> company.put(changed, "claims/beta", again(Kind.GATE, "claims/beta"));
      case ROLLOUT -> company.put(changed, "claims", "{\"share\":\"0.3\"}");
      case BUDGET ->
          company.put(changed, "claims", "{\"window\":\"month UTC\",\"limit_usd\":\"5\"}");
      default -> throw new AssertionError(changed);
    }
    List<Integer> before = versions();

    Refused no = Company.no(company.sign(proposed, company.bob));

    assertThat(no.rule()).isEqualTo(Rule.CHANGED);
    assertThat(versions()).isEqualTo(before);
    assertThat(company.stage()).isEqualTo("poc");
  }

  private String again(Kind kind, String id) {
    return company.body(kind, id).orElseThrow().toString();
  }

  private List<Integer> versions() {
    return List.of(
        company.version(Kind.USE_CASE, "claims"),
        company.version(Kind.ROLLOUT, "claims"),
        company.version(Kind.BUDGET, "claims"),
        company.version(Kind.PROMOTION, "claims.1"));
  }

  @Test
  void twoSignaturesAtOnceAreBothKeptOrOneIsAskedAgain() throws Exception {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Callable<Promoted>> wishes =
          List.of(
              () -> company.sign(proposed, company.ada), () -> company.sign(proposed, company.bob));
      for (Future<Promoted> each : both.invokeAll(wishes)) {
        assertThat(each.get()).isNotInstanceOf(Promoted.No.class);
      }
    }

    Promotion kept = company.promoting.find(proposed.id()).orElseThrow();
    assertThat(kept.signatures()).isNotEmpty();
    assertThat(company.stage()).isEqualTo(kept.signatures().size() == 2 ? "beta" : "poc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"claims\"]}],|\"other\"]}],|is of all its calls and of no others, was {\"where\":[{",
        "\"claims\"]}],|\"claims\"]}],\"per\":\"user\",|\"per\":\"user\"}",
        "month UTC|day UTC|has a month as its 'window', was day UTC",
        "month UTC|rolling 30d|has a month as its 'window', was rolling 30d",
        "\"limit_usd\":\"9\"|\"limit\":\"9 EUR\"|has its limit in US dollars, was 9 EUR"
      })
  void aBudgetThatIsNoMonthOfTheUseCaseIsRefusedByName(String part, String instead, String why) {
    company.rates();
    company.put(
        Kind.BUDGET,
        "claims",
        Company.budget("\"window\":\"month UTC\",\"limit_usd\":\"9\"").replace(part, instead));

    Refused no =
        Company.no(company.promoting.propose(company.proposal("beta", "0.5", "800"), company.now));

    assertThat(no.rule()).isEqualTo(Rule.BUDGET);
    assertThat(no.message())
        .startsWith("budget 'claims', which a gate of use case 'claims' sets, ")
        .contains(why);
  }

  @Test
  void aBudgetIsEnforcedAsSignedAndKeepsWhatElseItSays() {
    company.put(
        Kind.BUDGET,
        "claims",
        Company.budget(
            "\"window\":\"month"
                + " Europe/Berlin\",\"limit_usd\":\"9\",\"mode\":\"shadow\",\"owner\":\"ada\",\"until\":\"2026-10-02T00:00:00Z\""));

    company.carriedOut("beta", "0.5", "800");

    assertThat(company.body(Kind.BUDGET, "claims"))
        .contains(
            Company.tree(
                Company.budget(
                    "\"window\":\"month Europe/Berlin\",\"limit_usd\":\"800\",\"owner\":\"ada\"")));
  }

  @Test
  void aStageIsNotSkippedAndAnAudienceIsAGateOfItsOwn() {
    company.put(Kind.GATE, "claims/production", Company.GATE);
    company.put(Kind.GATE, "claims/customer", Company.GATE);

    assertThat(
            Company.no(
                company.promoting.propose(company.proposal("production", "1", "9"), company.now)))
        .satisfies(no -> {
          assertThat(no.rule()).isEqualTo(Rule.UNREACHABLE);
          assertThat(no.message())
              .isEqualTo(
                  "field 'to' is the stage it is in, the next one or sunset, from poc it is one of"
                      + " [poc, beta, sunset], was production");
        });
    assertThat(
            Company.no(company.promoting.propose(company.proposal("poc", "1", "9"), company.now))
                .rule())
        .as("no gate leads there")
        .isEqualTo(Rule.NOT_FOUND);
    var _ = company.carriedOut("customer", "0.1", "50");
    assertThat(company.body(Kind.USE_CASE, "claims").orElseThrow().path("audience").asText())
        .isEqualTo("customer");
    assertThat(company.stage()).as("the stage stays").isEqualTo("poc");
  }

  @ParameterizedTest
  @CsvSource({"idea", "sunset"})
  void noAudienceOpensWhatHasNotBegunOrHasEnded(String stage) {
    company.put(Kind.GATE, "claims/partner", Company.GATE);
    ObjectNode there = company.body(Kind.USE_CASE, "claims").orElseThrow().put("stage", stage);
    company.put(Kind.USE_CASE, "claims", there);

    Refused no =
        Company.no(company.promoting.propose(company.proposal("partner", "1", "9"), company.now));

    assertThat(no.rule()).isEqualTo(Rule.UNREACHABLE);
    assertThat(no.message())
        .isEqualTo("field 'to' is an audience from poc to production, was partner at " + stage);
  }

  @Test
  void atSunsetNobodyMayCall() {
    company.put(Kind.GATE, "claims/sunset", SUNSET);

    assertThatThrownBy(() -> company.proposal("sunset", "0.5", "0"))
        .hasMessage("field 'share' is 0 at sunset, was 0.5");
    var _ = company.carriedOut("sunset", "0", "0");
    assertThat(company.stage()).isEqualTo("sunset");
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isTrue();
  }

  private static final String SUNSET =
      Company.GATE.replaceFirst("\\{\"metric\":\"success.*?\\},\\s*", "");

  @Test
  void fromSunsetAUseCaseComesBackAsAProofOfConcept() {
    company.put(Kind.GATE, "claims/sunset", SUNSET);
    company.put(Kind.GATE, "claims/poc", Company.GATE);
    var _ = company.carriedOut("beta", "0.5", "800");
    company.wait(1);
    var _ = company.carriedOut("sunset", "0", "0");

    Refused no =
        Company.no(company.promoting.propose(company.proposal("beta", "0.5", "800"), company.now));
    assertThat(no.rule()).isEqualTo(Rule.UNREACHABLE);
    assertThat(no.message()).isEqualTo("field 'to' is poc, the way back from sunset, was beta");
    var _ = company.carriedOut("poc", "0.1", "50");

    assertThat(company.stage()).isEqualTo("poc");
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isFalse();
    assertThat(company.budgetField("limit_usd")).isEqualTo("50");
  }

  @Test
  void whatCouldNotBeInForceIsRefusedBeforeAnybodySignsIt() {
    company.put(
        Kind.GATE,
        "claims/beta",
        Company.GATE.strip().replaceFirst("\\{", "{\"budget\":\"no such id!\","));

    assertThatThrownBy(() -> company.proposed("beta", "0.5", "800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such id!");
    assertThat(company.promoting.all(Optional.empty())).isEmpty();
  }

  @Test
  void theDecisionTookSinceTheCriteriaLit() {
    assertThat(company.look()).isEmpty();
    company.wait(3);

    assertThat(company.carriedOut("beta", "0.5", "800").decisionLatency())
        .contains(Duration.ofDays(3));
  }
}
