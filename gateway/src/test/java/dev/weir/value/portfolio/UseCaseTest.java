package dev.weir.value.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.value.portfolio.Growth.Seen;
import dev.weir.value.portfolio.ScopePart.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseCaseTest {
  private static final List<String> GATES = List.of("stage", "audience", "budget_usd_per_month");

  private static UseCase at(Stage stage) {
    return Cases.of(Cases.WHOLE.replace("poc", stage.code()));
  }

  @ParameterizedTest
  @CsvSource({
    "IDEA,POC,true", "POC,BETA,true", "POC,PRODUCTION,false", "BETA,SOFT_LAUNCH,true",
    "PRODUCTION,BETA,true", "PRODUCTION,SUNSET,true", "IDEA,BETA,false", "SUNSET,PRODUCTION,false",
    "SUNSET,IDEA,true", "SUNSET,POC,true", "SUNSET,BETA,false", "BETA,BETA,true"
  })
  void aGateLeadsOneStageOnOrBackOrToTheEnd(Stage from, Stage to, boolean leads) {
    if (leads) {
      UseCase decided = at(from).atGate(to, Audience.PARTNER, Optional.empty());
      assertThat(decided.stage()).isEqualTo(to);
      assertThat(decided.audience()).isEqualTo(Audience.PARTNER);
      assertThat(decided.budgetUsd()).isEmpty();
      return;
    }
    assertThatThrownBy(() -> at(from).atGate(to, Audience.INTERNAL, Optional.empty()))
        .hasMessageContainingAll("'triage'", from.code(), to.code());
  }

  @Test
  void whatAGateDecidesIsWrittenIntoTheBodyAndNothingElseIs() {
    ObjectNode body = Cases.json(Cases.WHOLE);
    UseCase decided =
        Cases.of(Cases.WHOLE).atGate(Stage.BETA, Audience.PARTNER, Optional.of(Money.usd("700")));

    ObjectNode written = UseCaseText.write(decided, body);

    assertThat(UseCaseText.read("triage", written)).isEqualTo(decided);
    assertThat(written.path("budget_usd_per_month").asText()).isEqualTo("700");
    assertThat(written.without(GATES).toString()).isEqualTo(body.without(GATES).toString());
  }

  @Test
  void anAudienceSetsSafeguardsAndAUseCaseItsOwn() {
    UseCase usual = Cases.of(Cases.WHOLE);
    UseCase own =
        Cases.of(
            Cases.WHOLE.replace("\"name\"", "\"safeguards\":{\"gate_margin\":\"0.5\"},\"name\""));

    assertThat(Policy.USUAL.safeguards(usual)).isEqualTo(Safeguards.USUAL.get(Audience.INTERNAL));
    assertThat(Policy.USUAL.safeguards(own).gateMargin()).isEqualByComparingTo("0.5");
    assertThat(Policy.USUAL.safeguards(own).riskTier()).isEqualTo(Safeguards.RiskTier.LOW);
  }

  @Test
  void theStrategicShareIsOfBudgetsThatAreStillSpent() {
    String strategic =
        Cases.WHOLE.replace(
            "{\"kind\":\"saving\",\"of\":\"handling time\"}",
            "{\"kind\":\"strategic\",\"aim\":\"talent\",\"horizon\":\"2028-01-01\",\"review_criteria\":[\"x\"]}");
    UseCase ended = at(Stage.SUNSET);

    assertThat(Policy.strategicShare(List.of())).isZero();
    assertThat(Policy.strategicShare(List.of(Cases.of(strategic), Cases.of(Cases.WHOLE))))
        .isEqualByComparingTo("0.5");
    assertThat(Policy.strategicShare(List.of(Cases.of(strategic), ended)))
        .isEqualByComparingTo("1");
  }

  @Test
  void whatWasSeenAndNotApprovedIsUnexplainedAndWhatWasNotSeenIsShown() {
    UseCase useCase =
        Cases.of(
            Cases.WHOLE.replace(
                "\"name\":\"Triage\"",
                """
                "name":"Triage","scope":[
                 {"kind":"agent","name":"bot","approved_by":"ada","approved_on":"2026-01-01",
                  "multiplier":{"low":"1","base":"1.5","high":"2"}},
                 {"kind":"agent","name":"crawler","multiplier":{"low":"4","base":"5","high":"6"}},
                 {"kind":"source","name":"wiki","approved_by":"ada","approved_on":"2026-01-01",
                  "multiplier":{"low":"1","base":"2","high":"3"}}]
                """));
    Total dollar = Total.of(Money.usd("1"));
    Growth growth =
        Growth.of(
            useCase.scope(),
            List.of(
                new Seen(Kind.AGENT, "key_1", "bot", 5, dollar),
                new Seen(Kind.AGENT, "key_2", "crawler", 7, dollar.plus(dollar)),
                new Seen(Kind.DEPARTMENT, "wiki", "wiki", 1, Total.ZERO)));

    assertThat(growth.lines())
        .extracting(line -> line.seen().label())
        .containsExactly("crawler", "bot", "wiki", "wiki");
    assertThat(growth.unexplained())
        .extracting(line -> line.seen().id())
        .containsExactly("key_2", "wiki");
    assertThat(growth.expected().base()).isEqualByComparingTo(new BigDecimal("3"));
    assertThat(growth.expected().high()).isEqualByComparingTo(new BigDecimal("6"));
  }
}
