package dev.weir.value.opportunity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.base.money.CashFlows;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.evidence.Bearing;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.evidence.ShownShare;
import dev.weir.value.portfolio.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpportunityTest {
  private static final String GOLDEN = "10000 0.6 0.8 8 1.5 5 2000 10000";
  private static final Plan PLAN =
      new Plan(
          Stage.PRODUCTION,
          new BigDecimal("100000"),
          12,
          new BigDecimal("0.1"),
          Optional.empty(),
          Evidence.RCT);

  /// Of values in the order of the terms, each least and most by a share away.
  private static Inputs inputs(String values, String share) {
    List<BigDecimal> bases = List.of(values.split(" ")).stream().map(BigDecimal::new).toList();
    Map<Term, Input> all = new TreeMap<>();
    for (Term term : Term.values()) {
      BigDecimal base = bases.get(term.place);
      BigDecimal half = base.multiply(new BigDecimal(share));
      BigDecimal high = base.add(half);
      all.put(
          term,
          new Input(
              term,
              base.subtract(half),
              base,
              term.isShare() ? high.min(BigDecimal.ONE) : high,
              Input.Origin.STATED,
              "test"));
    }
    return Inputs.of(all, Map.of());
  }

  private static Opportunity drawn(Inputs inputs, Plan plan) {
    return drawn(inputs, plan, new ShownShare("trial", 1, 0));
  }

  private static Opportunity drawn(Inputs inputs, Plan plan, ShownShare shown) {
    Counting counting =
        new Counting(Haircut.USUAL, new Bearing(Evidence.RCT, "a trial"), Optional.of(shown));
    return Opportunity.of(inputs, plan, counting, new SplittableRandom(7));
  }

  @Test
  void theSimpleModelAndTheFullOneAreTheGoldenOnesAndTheBridgeLeadsFromOneToTheOther() {
    Bridge bridge = Bridge.of(inputs(GOLDEN, "0"));

    assertThat(bridge.simple()).isEqualByComparingTo("68000");
    assertThat(bridge.full()).isEqualByComparingTo("13200");
    assertThat(
            bridge.steps().stream().map(step -> step.usd().setScale(0, RoundingMode.UNNECESSARY)))
        .map(BigDecimal::toPlainString)
        .containsExactly("-32000", "-9600", "-7200", "-6000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyBridgeAddsUpExactlyAndInformationIsNeverWorthLessThanNothing(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      Map<Term, Input> all = new EnumMap<>(Term.class);
      for (Term term : Term.values()) {
        double most = term.isShare() ? 1 : Math.pow(10, random.nextDouble(6));
        double[] three = random.doubles(3, 0, most).sorted().toArray();
        all.put(
            term,
            new Input(
                term,
                BigDecimal.valueOf(three[0]),
                BigDecimal.valueOf(three[1]),
                BigDecimal.valueOf(three[2]),
                Input.Origin.STATED,
                "drawn"));
      }
      Inputs inputs = Inputs.of(all, Map.of());
      Bridge bridge = Bridge.of(inputs);
      BigDecimal sum =
          bridge.steps().stream().map(Bridge.Step::usd).reduce(bridge.simple(), BigDecimal::add);

      assertThat(sum).as("seed %d, %d", seed, i).isEqualByComparingTo(bridge.full());
      assertThat(Information.of(inputs, Prospect.of(PLAN, 1)))
          .as("seed %d, %d", seed, i)
          .hasSize(Term.values().length)
          .allMatch(each -> each.usd() >= 0);
    }
  }

  @Test
  void theValueOfInformationIsWhatDrawingSaysItIs() {
    Inputs inputs = inputs("10000 0.6 0.8 8 1.5 5 2000 10000", "0.5");
    Prospect prospect = Prospect.of(PLAN, 1);
    Triangular[] terms = inputs.distributions();
    double[] means = new double[terms.length];
    for (int i = 0; i < terms.length; i++) {
      means[i] = terms[i].mean();
    }
    SplittableRandom random = new SplittableRandom(11);
    int draws = 200_000;
    for (Information each : Information.of(inputs, prospect)) {
      int k = each.term().place;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < draws; i++) {
        double[] drawn = means.clone();
        drawn[k] = terms[k].at(random.nextDouble());
        double best = Math.max(0, prospect.value(drawn));
        sum += best;
        squares += best * best;
      }
      double mean = sum / draws;
      double error = Math.sqrt((squares / draws - mean * mean) / draws);
      assertThat(each.usd())
          .as("%s, seed 11", each.term())
          .isCloseTo(mean - Math.max(0, prospect.value(means)), within(4 * error + 1e-6));
    }
  }

  @Test
  void whatIsCertainIsWorthNothingToKnow() {
    assertThat(Information.of(inputs(GOLDEN, "0"), Prospect.of(PLAN, 1)))
        .allMatch(each -> each.usd() == 0);
  }

  @Test
  void certainInputsHaveOneDrawAndItIsTheFullModel() {
    Opportunity of = drawn(inputs(GOLDEN, "0"), PLAN);

    assertThat(of.monthly().p10()).isCloseTo(13_200, within(1e-6));
    assertThat(of.monthly().p90()).isCloseTo(13_200, within(1e-6));
    assertThat(of.monthly().aboveZero()).isEqualTo(1);
    // 12 months of 13,200 at 10 % a year, less 100,000
    assertThat(of.expected())
        .isCloseTo(
            of.plan()
                .flows(of.inputs())
                .netPresentValue(CashFlows.monthlyRate(new BigDecimal("0.1")))
                .doubleValue(),
            within(1e-6));
  }

  @Test
  void theSameSeedDrawsTheSameAndTheMeanIsThatOfTheClosedForm() {
    Opportunity once = drawn(inputs(GOLDEN, "0.4"), PLAN);
    Opportunity again = drawn(inputs(GOLDEN, "0.4"), PLAN);

    assertThat(again).isEqualTo(once);
    double spread = once.value().p90() - once.value().p10();
    assertThat(once.value().mean()).isCloseTo(once.expected(), within(spread / 25));
    assertThat(once.monthly().p10())
        .isLessThan(once.monthly().p50())
        .isLessThan(once.monthly().p90());
  }

  @Test
  void riskAndEvidenceTakeTheirPartAndTheUncutFigureStays() {
    Plan poc =
        new Plan(
            Stage.POC,
            BigDecimal.ZERO,
            12,
            new BigDecimal("0.1"),
            Optional.empty(),
            Evidence.BEFORE_AFTER);
    Opportunity of = drawn(inputs(GOLDEN, "0"), poc);

    assertThat(poc.wayOn().chance()).isCloseTo(0.5 * 0.7 * 0.8, within(1e-12));
    assertThat(poc.wayOn().months()).isEqualTo(7);
    // 25,200 of benefit, half of it counted, 12,000 of cost
    assertThat(of.counted().p50()).isCloseTo(600, within(1e-6));
    assertThat(of.expected() / of.expectedUncut()).isCloseTo(600.0 / 13_200, within(1e-9));
  }

  @Test
  void ofTheBenefitCountsTheShareThatAnExperimentHasShown() {
    Opportunity of = drawn(inputs(GOLDEN, "0"), PLAN, new ShownShare("trial", 0.75, 0.1));

    // 25,200 of benefit, three quarters of it counted, 12,000 of cost
    assertThat(of.counted().p50()).isCloseTo(6_900, within(1e-6));
    assertThat(of.monthly().p50()).isCloseTo(13_200, within(1e-6));
    assertThat(of.evidence()).isEqualTo("rct × 1.0 × 0.750000 shown by 'trial'");
  }

  @ParameterizedTest
  @CsvSource({"IDEA, 0.14, 8", "BETA, 0.56, 5", "SOFT_LAUNCH, 0.8, 2", "PRODUCTION, 1, 0"})
  void theChanceAndTheDelayAreThoseOfTheStage(Stage stage, double chance, int months) {
    WayOn way = PLAN.at(stage).wayOn();

    assertThat(way.chance()).isCloseTo(chance, within(1e-12));
    assertThat(way.months()).isEqualTo(months);
  }

  @Test
  void whatHasEndedHasNoOpportunity() {
    assertThatThrownBy(() -> drawn(inputs(GOLDEN, "0"), PLAN.at(Stage.SUNSET)))
        .isInstanceOf(Unanswered.class)
        .hasMessage("a use case at 'sunset' has no opportunity");
  }

  @Test
  void whatNobodyMeasuredOrSaidIsMarkedAsAssumed() {
    Map<Term, Input> stated = new TreeMap<>(inputs(GOLDEN, "0").byTerm());
    stated
        .keySet()
        .retainAll(List.of(Term.VOLUME_PER_MONTH, Term.HUMAN_COST_USD, Term.VARIABLE_COST_USD));

    Inputs inputs = Inputs.of(Map.of(), stated);

    assertThat(inputs.byTerm().values())
        .filteredOn(input -> input.origin() == Input.Origin.ASSUMED)
        .extracting(Input::term)
        .containsExactly(
            Term.ADOPTION,
            Term.SUCCESS_RATE,
            Term.REVIEW_COST_USD,
            Term.REWORK_COST_USD,
            Term.FIXED_COST_USD);
    Input fixed = inputs.of(Term.FIXED_COST_USD);
    assertThat(fixed.source()).contains("source: mission");
    assertThat(List.of(fixed.low(), fixed.base(), fixed.high()))
        .map(BigDecimal::toPlainString)
        .containsExactly("3000.00", "4666.67", "8000.00");
    stated.remove(Term.VOLUME_PER_MONTH);
    assertThatThrownBy(() -> Inputs.of(Map.of(), stated))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("field 'volume_per_month'");
  }

  @Test
  void whatIsKnownGoesBeforeWhatIsStated() {
    Input measured =
        new Input(
            Term.ADOPTION,
            new BigDecimal("0.1"),
            new BigDecimal("0.2"),
            new BigDecimal("0.3"),
            Input.Origin.LEDGER,
            "roster");

    assertThat(
            Inputs.of(Map.of(Term.ADOPTION, measured), inputs(GOLDEN, "0").byTerm())
                .of(Term.ADOPTION))
        .isEqualTo(measured);
  }

  @Test
  void throttledUseCasesMissWhatAMoreDollarWouldBring() {
    // 1,000 served for 200 dollars bring 2,000 to 4,000; of 100 refused 60 are calls of their own.
    MissedUpside.Throttled throttled = new MissedUpside.Throttled("triage", 1_000, 200, 100, 60);
    Spread benefit = new Spread(3_000, 2_000, 3_000, 4_000, 1);

    MissedUpside missed = MissedUpside.of(throttled, Optional.of(benefit), 2);

    assertThat(missed.verdict()).isEqualTo(MissedUpside.Verdict.MISSED);
    assertThat(missed.valuePerUsd()).contains(new MissedUpside.Range(10, 15, 20));
    assertThat(missed.usd()).contains(new MissedUpside.Range(108, 168, 380));
    assertThat(MissedUpside.of(throttled, Optional.of(benefit), 25).verdict())
        .isEqualTo(MissedUpside.Verdict.BELOW_HURDLE);
    assertThat(MissedUpside.of(throttled, Optional.of(benefit), 12).verdict())
        .isEqualTo(MissedUpside.Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(MissedUpside.of(throttled, Optional.empty(), 2).verdict())
        .isEqualTo(MissedUpside.Verdict.NOT_ENOUGH_EVIDENCE);
    assertThat(
            MissedUpside.of(
                    new MissedUpside.Throttled("triage", 29, 200, 100, 60), Optional.of(benefit), 2)
                .verdict())
        .isEqualTo(MissedUpside.Verdict.NOT_ENOUGH_EVIDENCE);
    assertThatThrownBy(() -> MissedUpside.of(throttled, Optional.of(benefit), -1))
        .hasMessage("parameter 'hurdle' is finite and not negative, was -1.0");
  }
}
