package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.books.Kind;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A ceiling of the use case's workload, at a gate that says nothing of it.
@Timeout(60)
class WorkloadGateTest {
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
    company.put(Kind.GATE, "claims/beta", RAMPED);
    company.put(
        Kind.USE_CASE,
        "claims",
        """
        {"name":"Claims","statement":"Settle claims faster.","stage":"poc","audience":"internal",
         "owners":{"business":"Ada","technical":"Bob"},"budget_usd_per_month":"100",
         "workload":{"weights":{"cost":"0.2","latency":"0.6","quality":"0.2"},
          "ceilings":{"ttft_p95_ms_max":1500}}}
        """);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private void slow() {
    company.figures.put(
        Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("2000"), 500, "/ttft"));
  }

  private Refused refused(Optional<String> exception) {
    return Company.no(
        company.promoting.propose(company.proposal("beta", "0.5", "800", exception), company.now));
  }

  @Test
  void aBreachStopsAPromotionWhateverTheGateAsks() {
    assertThat(company.proposed("beta", "0.5", "800").pack().text())
        .contains("\"metric\":\"ttft_p95_millis\"", "\"source\":\"workload\"");
    slow();

    assertThat(refused(Optional.empty()).message())
        .contains(
            "1 of 3 criteria do not hold, first ttft_p95_millis ≤ 1500: 2000, asked for ≤ 1500");
    assertThat(refused(Optional.of("nobody minds")))
        .isEqualTo(
            new Refused(
                Rule.HELD,
                "gate 'claims/beta': workload ttft_p95_millis ≤ 1500: 2000, asked for ≤ 1500"));
  }

  @Test
  void theFiveChecksAreInThePackWithWhatIsServed() {
    String pack = company.proposed("beta", "0.5", "800").pack().text();

    assertThat(pack)
        .contains(
            "\"check\":\"achievable\",\"evidence\":\"success_share 0.9 of 500 live outcomes\","
                + "\"lacking\":[],\"passed\":true",
            "\"check\":\"relevant\",\"lacking\":[\"no evidence is put forward\"",
            "\"human_review_share\":\"0.02\",\"risk_tier\":\"low\"");
  }

  @Test
  void aBreachSinceItWasFrozenStopsTheSecondSignature() {
    Promotion proposed = company.proposed("beta", "0.5", "800");
    var _ = Company.done(company.sign(proposed, company.ada));
    slow();

    Refused no = Company.no(company.sign(proposed, company.bob));

    assertThat(no.rule()).isEqualTo(Rule.EVIDENCE_WORSE);
    assertThat(no.message())
        .contains("criterion ttft_p95_millis ≤ 1500 was 'holds'", "is 'fails' now");
  }

  @Test
  void aBreachTakesARampBack() {
    company.carriedOut("beta", "0.5", "600");
    company.wait(7);
    assertThat(company.look()).singleElement().asString().contains("share 0.25");
    slow();
    company.wait(1);

    assertThat(company.look())
        .containsExactly(
            "promotion 'claims.1' goes to step 1, share 0.05: workload ttft_p95_millis ≤ 1500:"
                + " 2000, asked for ≤ 1500");
  }
}
