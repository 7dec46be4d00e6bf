package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.ramp.SpendDay;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What two people signed is loosened by no change of the use case or of the policy.
@Timeout(60)
class SignedTermsTest {
  private static final String CEILING = "{\"ttft_p95_ms_max\":%d}";
  private static final String TO_STEP_2 =
      "promotion 'claims.1' goes to step 2, share 0.25: its days are over";

  /// It leaves its proof to the safeguards, which are 0.8 and 50 for a beta of internal people.
  private static final String GATE =
      Company.GATE
          .strip()
          .replace("\"proof\":{\"margin\":\"0.8\",\"outcomes_min\":100},", "")
          .replaceFirst(
              "\\{",
              """
              {"projection":{"users":"1000","queries_per_user":"4","tokens_per_query":"2000",
                 "usd_per_million_tokens":"5"},
               "ramp":{"steps":["0.05","0.25"],"days":7,"on_breach":"hold"},
              """);

  @TempDir private Path folder;
  private Company company;

  @BeforeEach
  void carryOut() {
    company = new Company(folder);
    company.put(Kind.GATE, "claims/beta", GATE);
    ceilings(CEILING.formatted(1500));
    company.carriedOut("beta", "0.5", "600");
    company.wait(8);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private ObjectNode claims() {
    return company.body(Kind.USE_CASE, "claims").orElseThrow();
  }

  private void ceilings(String ceilings) {
    ObjectNode claims = claims();
    ObjectNode workload =
        Company.tree("{\"weights\":{\"cost\":\"0.2\",\"latency\":\"0.6\",\"quality\":\"0.2\"}}");
    claims.set("workload", workload.set("ceilings", Company.tree(ceilings)));
    company.put(Kind.USE_CASE, "claims", claims);
  }

  private void safeguards(String own) {
    ObjectNode claims = claims();
    claims.set("safeguards", Company.tree(own));
    company.put(Kind.USE_CASE, "claims", claims);
  }

  private void slow(String millis) {
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal(millis), 500, "/ttft"));
  }

  private void policy(String internal) {
    company.put(Kind.PORTFOLIO, Policy.ID, "{\"audiences\":{\"internal\":%s}}".formatted(internal));
  }

  /// Each outcome costs 2 dollars and is worth this.
  private void worth(String usd, long outcomes) {
    company.economics = company.ofOutcomes(outcomes, new BigDecimal(usd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"ttft_p95_ms_max\":9000}"})
  void aCeilingThatIsDroppedOrRaisedHoldsTheRampAllTheSame(String loosened) {
    ceilings(loosened);
    slow("2000");

    assertThat(company.look()).isEmpty();
    slow("1400");
    assertThat(company.look()).containsExactly(TO_STEP_2);
  }

  @Test
  void aCeilingThatIsLoweredCountsAtOnce() {
    ceilings(CEILING.formatted(1000));
    slow("1200");

    assertThat(company.look()).isEmpty();
  }

  @Test
  void noSafeguardOfTheUseCaseLoosensTheProof() {
    worth("2.1", 500);
    safeguards("{\"gate_margin\":\"1\"}");
    assertThat(company.look()).as("2 is not below 2.1 × 0.8").isEmpty();

    worth("10", 40);
    safeguards("{\"gate_outcomes_min\":100}");
    assertThat(company.look()).as("40 outcomes are not 50").isEmpty();
  }

  @Test
  void noPolicyLoosensTheProof() {
    worth("2.1", 500);
    policy("{\"gate_margin\":\"1\",\"gate_outcomes_min\":4}");
    assertThat(company.look()).as("2 is not below 2.1 × 0.8").isEmpty();

    worth("10", 40);
    assertThat(company.look()).as("40 outcomes are not 50").isEmpty();
  }

  @Test
  void aStricterPolicyCountsAtOnce() {
    policy("{\"gate_outcomes_min\":4000}");
    assertThat(company.look()).as("500 outcomes are not 1,000").isEmpty();

    policy("{\"gate_outcomes_min\":200}");
    assertThat(company.look()).containsExactly(TO_STEP_2);
  }

  @Test
  void scopeThatIsApprovedAfterwardsQuietsNoProjection() {
    LocalDate signed = LocalDate.ofInstant(company.now, ZoneOffset.UTC).minusDays(8);
    for (int day = 1; day <= 7; day++) {
      // 50 users as projected, 4 calls each, but 3,000 tokens a call.
      company.days.add(new SpendDay(signed.plusDays(day), 50, 200, 600_000, new BigDecimal("3")));
    }
    ObjectNode claims = claims();
    claims
        .withArray("scope")
        .add(
            Company.tree(
                """
                {"kind":"source","name":"wiki","approved_by":"Eve","approved_on":"%s",
                 "multiplier":{"low":"2","base":"2","high":"2"}}
                """
                    .formatted(signed.plusDays(8))));
    company.put(Kind.USE_CASE, "claims", claims);

    assertThat(company.look()).isEmpty();
    company.days.clear();
    assertThat(company.look()).containsExactly(TO_STEP_2);
  }
}
