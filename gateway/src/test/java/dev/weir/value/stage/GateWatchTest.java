package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.value.gate.Destination;
import dev.weir.value.promotion.EvidencePack;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.State;
import dev.weir.value.ramp.SpendDay;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What happens at gates day by day, on a clock that the test drives.
@Timeout(60)
class GateWatchTest {
  private static final String RAMPED =
      Company.GATE
          .strip()
          .replaceFirst(
              "\\{",
              """
              {"projection":{"users":"1000","queries_per_user":"4","tokens_per_query":"2000",
                 "usd_per_million_tokens":"5"},
               "ramp":{"steps":["0.05","0.25"],"days":7,"on_breach":"roll_back"},
              """);

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

  private List<String> tomorrow() {
    company.wait(1);
    return company.look();
  }

  private String share() {
    return company.body(Kind.ROLLOUT, "claims").orElseThrow().path("share").asText();
  }

  private String limit() {
    return company.body(Kind.BUDGET, "claims").orElseThrow().path("limit_usd").asText();
  }

  private Lights lights() {
    return company.gates.lights("claims/beta");
  }

  @Test
  void aLightIsKeptWhenItChangesAndOnlyThen() {
    Instant first = company.now;
    assertThat(company.look()).isEmpty();
    assertThat(lights().since()).contains(first);

    assertThat(tomorrow()).isEmpty();
    assertThat(company.version(Kind.GATE_LIGHT, "claims/beta")).isEqualTo(1);
    company.figures.put(Metric.SUCCESS_SHARE, new Figure.Unknown("outcomes are late", ""));
    tomorrow();
    assertThat(lights().since()).isEmpty();
    company.good();
    tomorrow();
    assertThat(lights().since()).as("it begins anew").contains(company.now);
    assertThat(company.version(Kind.GATE_LIGHT, "claims/beta")).isEqualTo(3);
  }

  @Test
  void anotherVersionOfTheGateIsAnotherLight() {
    company.look();
    company.put(Kind.GATE, "claims/beta", Company.GATE.replace("0.8\",\n", "0.7\",\n"));
    tomorrow();

    assertThat(lights().since()).contains(company.now);
  }

  @Test
  void aKillCriterionThatIsNotToCloseIsToldOnce() {
    company.put(
        Kind.GATE, "claims/beta", Company.GATE.replace("\"closes\":true", "\"closes\":false"));
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    assertThat(company.look())
        .containsExactly("gate 'claims/beta': kill criterion error_share > 0.25 is lit");
    assertThat(tomorrow()).isEmpty();
    assertThat(lights().killed()).containsExactly("error_share > 0.25");
    assertThat(company.body(Kind.ROLLOUT, "claims")).isEmpty();
  }

  @Test
  void aKillCriterionThatClosesTakesThePromotionBackAndClosesTheRollout() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    assertThat(tomorrow())
        .contains(
            "use case 'claims' is closed: gate 'claims/beta': kill criterion error_share > 0.25:"
                + " 0.3, asked for > 0.25");

    Promotion killed = company.promoting.find(beta.id()).orElseThrow();
    assertThat(killed.state(company.now)).isEqualTo(State.ROLLED_BACK);
    assertThat(killed.undone().orElseThrow().who()).isEqualTo("weir");
    assertThat(company.stage()).isEqualTo("poc");
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isTrue();
    assertThat(tomorrow()).as("it is closed once").isEmpty();
  }

  @Test
  void aKillLeavesAMemoForWhoDecidesNext() {
    Promotion beta = company.carriedOut("beta", "0.5", "800");
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));
    tomorrow();

    EvidencePack memo =
        company
            .promoting
            .find(beta.id())
            .flatMap(Promotion::undone)
            .flatMap(Promotion.Undone::memo)
            .orElseThrow();

    assertThat(memo.isWhole()).isTrue();
    JsonNode text = memo.content();
    assertThat(text.path("gate").asText()).isEqualTo("claims/beta");
    assertThat(text.path("gate_version").asInt()).isEqualTo(1);
    JsonNode kill = text.path("kill").path(0);
    assertThat(kill.path("metric").asText()).isEqualTo("error_share");
    assertThat(kill.path("figure").asText()).isEqualTo("0.3");
    assertThat(kill.path("evidence").asText()).isEqualTo("rct");
    assertThat(kill.path("rows").asText()).isEqualTo("/rows");
    assertThat(kill.path("lit_since").asText()).isEqualTo(company.now.toString());
    assertThat(text.path("given_back"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"id\":\"claims\",\"is\":{\"audience\":\"internal\",\"budget_usd_per_month\":\"100\",\"stage\":\"poc\"},\"was\":{\"audience\":\"internal\",\"budget_usd_per_month\":\"800\",\"stage\":\"beta\"},\"what\":\"use_case\"}",
            "{\"id\":\"claims\",\"is\":{\"closed\":true,\"share\":1,\"users\":[]},\"was\":{\"closed\":false,\"share\":0.5,\"users\":[]},\"what\":\"rollout\"}",
            "{\"id\":\"claims\",\"was\":{\"limit_usd\":\"800\",\"window\":\"month"
                + " UTC\"},\"what\":\"budget\"}");
  }

  @Test
  void noChangeOfAGateTakesAKillCriterionThatWasSignedAway() {
    company.carriedOut("beta", "0.5", "800");
    company.put(Kind.GATE, "claims/beta", Company.GATE.replaceFirst("(?s)\"kill\":.*?\\],", ""));
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    assertThat(tomorrow())
        .anySatisfy(notice -> assertThat(notice).startsWith("use case 'claims' is closed"));
    assertThat(lights().killed()).containsExactly("error_share > 0.25");
  }

  @Test
  void noDeletionOfAGateTakesAKillCriterionThatWasSignedAway() {
    company.carriedOut("beta", "0.5", "800");
    company.retire(Kind.GATE, "claims/beta");
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    assertThat(tomorrow()).hasSize(2);
    assertThat(company.stage()).isEqualTo("poc");
  }

  @Test
  void aKillCriterionThatNobodySignedTakesNoPromotionBack() {
    company.carriedOut("beta", "0.5", "800");
    company.put(Kind.GATE, "claims/beta", Company.GATE.replace("\"0.25\"", "\"0.005\""));

    assertThat(tomorrow()).isEmpty();
    assertThat(company.stage()).isEqualTo("beta");
  }

  @Test
  void theGateOfAnAudienceGoesOnJudgingOnceItIsThere() {
    company.put(Kind.GATE, "claims/partner", Company.GATE);
    company.carriedOut("beta", "0.5", "800");
    company.retire(Kind.GATE, "claims/beta");
    company.wait(1);
    company.carriedOut("partner", "0.6", "800");
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    tomorrow();

    assertThat(company.promoting.find("claims.2").orElseThrow().state(company.now))
        .isEqualTo(State.ROLLED_BACK);
    assertThat(company.stage()).isEqualTo("beta");
  }

  @Test
  void aRampGoesByItsDaysGuardsAndCapsAsTheyWereSigned() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.economics = Company.UNVALUED;
    company.carriedOut("beta", "0.5", "600");
    company.put(
        Kind.GATE,
        "claims/beta",
        RAMPED
            .replace("\"days\":7", "\"days\":1")
            .replace("\"share\":\"0.1\"", "\"share\":\"1\"")
            .replace("\"threshold\":\"6000\"", "\"threshold\":\"60000\""));

    assertThat(tomorrow()).as("days").isEmpty();
    company.wait(10);
    assertThat(tomorrow()).as("caps").isEmpty();
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("9000"), 500, "/ttft"));
    assertThat(tomorrow())
        .as("guards")
        .singleElement()
        .asString()
        .startsWith("promotion 'claims.1' is rolled back: guard ttft_p95_millis ≤ 6000");
  }

  @Test
  void aUseCaseWithoutAPromotionIsClosedToo() {
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));

    assertThat(tomorrow()).hasSize(2);
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isTrue();
  }

  @Test
  void aKillLeavesAMemoWithTheGateWhereThereIsNoPromotion() {
    assertThat(company.promoting.memo("claims/beta")).isEmpty();
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));
    tomorrow();

    EvidencePack memo = company.promoting.memo("claims/beta").orElseThrow();
    assertThat(memo.isWhole()).isTrue();
    JsonNode text = memo.content();
    assertThat(text.path("closed_at").asText()).isEqualTo(company.now.toString());
    assertThat(text.path("gate").asText()).isEqualTo("claims/beta");
    JsonNode kill = text.path("kill").path(0);
    assertThat(kill.path("figure").asText()).isEqualTo("0.3");
    assertThat(kill.path("rows").asText()).isEqualTo("/rows");
    assertThat(kill.path("lit_since").asText()).isEqualTo(company.now.toString());
    assertThat(text.path("given_back"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"id\":\"claims\",\"is\":{\"closed\":true,\"share\":1,\"users\":[]},\"what\":\"rollout\"}");
    tomorrow();
    assertThat(company.version(Kind.KILL_MEMO, "claims/beta")).as("it is closed once").isEqualTo(1);
  }

  @Test
  void aMemoThatSomebodyHasChangedIsNotWhole() {
    company.figures.put(Metric.ERROR_SHARE, Company.known("0.3", "0.2", "0.4"));
    tomorrow();
    ObjectNode kept = company.body(Kind.KILL_MEMO, "claims/beta").orElseThrow();
    kept.withObject("/memo").put("gate_version", 7);
    company.put(Kind.KILL_MEMO, "claims/beta", kept);

    assertThat(company.promoting.memo("claims/beta").orElseThrow().isWhole()).isFalse();
  }

  @Test
  void aRampGoesUpStepByStepToWhatWasSigned() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.carriedOut("beta", "0.5", "600");
    assertThat(share()).isEqualTo("0.05");
    assertThat(limit()).as("50 users × 4 × 2,000 tokens × 31 days").isEqualTo("62.00");

    company.wait(6);
    assertThat(company.look()).isEmpty();
    assertThat(tomorrow())
        .containsExactly("promotion 'claims.1' goes to step 2, share 0.25: its days are over");
    assertThat(limit()).isEqualTo("310.00");
    company.wait(7);
    company.look();
    assertThat(share()).isEqualTo("0.5");
    assertThat(limit()).isEqualTo("600");
    company.wait(30);
    assertThat(company.look()).as("what was signed is the end").isEmpty();
  }

  @Test
  void aRampWhoseEconomicsAreNotProvenStopsAtItsCaps() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.economics = Company.UNVALUED;
    company.carriedOut("beta", "0.5", "600");
    company.wait(30);

    assertThat(company.look()).isEmpty();
    assertThat(share()).as("0.25 is beyond the cap of 0.1").isEqualTo("0.05");
    company.good();
    tomorrow();
    assertThat(share()).isEqualTo("0.25");
  }

  @Test
  void aGuardThatFailsTakesARampAStepBackAndThenAllOfIt() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    Promotion beta = company.carriedOut("beta", "0.5", "600");
    company.wait(7);
    company.look();
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("9000"), 500, "/ttft"));

    assertThat(tomorrow())
        .contains(
            "promotion 'claims.1' goes to step 1, share 0.05: guard ttft_p95_millis ≤ 6000: 9000,"
                + " asked for ≤ 6000");
    assertThat(limit()).isEqualTo("62.00");
    tomorrow();
    assertThat(company.promoting.find(beta.id()).orElseThrow().state(company.now))
        .isEqualTo(State.ROLLED_BACK);
    assertThat(company.stage()).isEqualTo("poc");
  }

  @Test
  void aBreachThatIsLookedAtTwiceADayIsOneStepBack() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.carriedOut("beta", "0.5", "600");
    company.wait(7);
    company.look();
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("9000"), 500, "/ttft"));

    assertThat(tomorrow()).hasSize(1);
    assertThat(company.look()).isEmpty();
    assertThat(share()).isEqualTo("0.05");
  }

  @Test
  void noRampOpensWhatSomebodyHasClosed() {
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.carriedOut("beta", "0.5", "600");
    company.put(Kind.ROLLOUT, "claims", "{\"closed\":true}");
    company.wait(8);

    assertThat(company.look()).isEmpty();
    assertThat(company.body(Kind.ROLLOUT, "claims").orElseThrow().path("closed").asBoolean())
        .isTrue();
  }

  @Test
  void spendThatLeavesItsProjectionHoldsARampByItsFactor() {
    company.put(Kind.GATE, "claims/beta", RAMPED.replace("roll_back", "hold"));
    company.carriedOut("beta", "0.5", "600");
    LocalDate signed = LocalDate.ofInstant(company.now, ZoneOffset.UTC);
    for (int day = 1; day <= 7; day++) {
      // 50 users as projected, 4 calls each, but 3,000 tokens a call.
      company.days.add(new SpendDay(signed.plusDays(day), 50, 200, 600_000, new BigDecimal("3")));
    }
    company.wait(8);

    assertThat(company.look()).isEmpty();
    assertThat(share()).isEqualTo("0.05");
    assertThat(
            company
                .gates
                .live("claims", Destination.parse("beta"), company.now)
                .orElseThrow()
                .evaluation()
                .offProjection()
                .orElseThrow())
        .startsWith("tokens_per_query: 1.50 of what was projected, CUSUM")
        .endsWith("passed 1.0 on " + signed.plusDays(3));
  }

  @Test
  void aUseCaseThatCannotBeReadIsToldAndTheOthersAreLookedAt() {
    company.put(
        Kind.USE_CASE, "broken", "{\"name\":\"Broken\",\"statement\":\"x\",\"stage\":\"nowhere\"}");

    assertThat(company.look())
        .singleElement()
        .asString()
        .startsWith("gates of 'broken' cannot be looked at: use case 'broken': field 'stage' is");
    assertThat(lights().since()).isPresent();
    assertThat(Duration.between(lights().since().orElseThrow(), company.now)).isZero();
  }

  @Test
  void aDefectOfOneUseCaseIsToldInItsPageAndTheOthersAreLookedAt() {
    company.put(Kind.USE_CASE, "appeals", company.body(Kind.USE_CASE, "claims").orElseThrow());
    company.put(Kind.GATE, "appeals/beta", Company.GATE);
    company.defective = "appeals";

    Looked looked = company.watch.look(company.now, _ -> true);

    assertThat(looked.notices()).isEmpty();
    assertThat(looked.unfinished())
        .singleElement()
        .satisfies(open -> {
          assertThat(open.useCase()).isEqualTo("appeals");
          assertThat(open.failure()).containsInstanceOf(IllegalStateException.class);
        });
    assertThat(company.watch.unfinished("appeals").orElseThrow()).endsWith("no figures of appeals");
    assertThat(company.watch.unfinished("claims")).isEmpty();
    assertThat(lights().since()).as("claims is looked at after it").contains(company.now);

    company.defective = "";
    company.watch.look(company.now, "appeals"::equals);
    assertThat(company.watch.unfinished("appeals")).isEmpty();
    assertThat(company.gates.lights("appeals/beta").since()).contains(company.now);
  }
}
