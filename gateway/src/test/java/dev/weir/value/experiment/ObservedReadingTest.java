package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ObservedReadingTest {
  private static final Instant NOW = Registration.START.plus(Duration.ofDays(15));
  private static final String NOBODY = "\"units_per_arm\":40,\"minimum_effect\":1";

  private static Hypothesis differences() {
    return Registration.without(
        NOBODY
            + ","
            + "\"design\":\"difference_in_differences\",\"group_by\":\"team\",\"treated\":[\"red\"],\"untreated\":[\"blue\"]",
        "arms",
        "control");
  }

  private static Hypothesis beforeAfter() {
    return Registration.without(NOBODY + ",\"design\":\"before_after\"", "arms", "control");
  }

  private static Figures value(double usd) {
    return new Figures(1, 1, 1, 1, usd, Map.of());
  }

  /// 50 units each, whose figures spread by ±1 and change alike.
  private static List<Followed> group(boolean treated, double before, double after) {
    return group(treated, before, before, after);
  }

  private static List<Followed> group(
      boolean treated, double earlier, double before, double after) {
    List<Followed> units = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double off = i % 2 * 2 - 1;
      double change = i % 4 < 2 ? 0.5 : -0.5;
      units.add(
          new Followed(
              treated + "" + i,
              treated,
              value(earlier + off - change),
              value(before + off),
              value(after + off + change)));
    }
    return units;
  }

  private static Readout read(Hypothesis hypothesis, List<Followed> units, Instant now) {
    return ObservedReading.of(hypothesis, new Panel(units, 3), now, OptionalDouble.of(100));
  }

  /// formulas.md §9: (20 − 10) − (15 − 11) = 6.
  @Test
  void aDifferenceInDifferencesIsWhatOneGroupChangedMoreThanTheOther() {
    List<Followed> units = new ArrayList<>(group(true, 10, 20));
    units.addAll(group(false, 11, 15));

    Readout readout = read(differences(), units, NOW);

    Readout.Change change = readout.comparisons().getFirst().change().orElseThrow();
    assertThat(change.difference().value()).isCloseTo(6, within(0.05));
    assertThat(readout.comparisons().getFirst().verdict()).isInstanceOf(Verdict.Positive.class);
    assertThat(readout.contaminated()).isEqualTo(3);
    assertThat(readout.notes())
        .anyMatch(note -> note.contains("only if both groups would have gone the same way"));
    // 50 calls of 50 units, 100 a month: 100 units' worth
    assertThat(change.worth().usdPerMonth().orElseThrow().value().doubleValue())
        .isCloseTo(600, within(5.0));
  }

  @Test
  void groupsThatWentApartBeforeTheStartBlockTheReadout() {
    List<Followed> units = new ArrayList<>(group(true, 7, 10, 20));
    units.addAll(group(false, 11, 11, 15));

    Readout readout = read(differences(), units, NOW);

    assertThat(readout.comparisons().getFirst().change()).isEmpty();
    assertThat(readout.comparisons().getFirst().verdict()).isInstanceOf(Verdict.Blocked.class);
    assertThat(readout.comparisons().getFirst().verdict().why())
        .startsWith("in the days before the start the groups went apart by 3.0");
  }

  /// 10 → 39 is a ratio of 3.9, whose E-value is 7.263 (VanderWeele & Ding 2017); that of the
  /// interval's nearer end is a little less.
  @Test
  void beforeAndAfterSaysHowStrongSomethingUnseenMustBe() {
    Readout readout = read(beforeAfter(), group(true, 10, 39), NOW);

    Readout.Change change = readout.comparisons().getFirst().change().orElseThrow();
    assertThat(change.difference().value()).isCloseTo(29, within(0.05));
    assertThat(change.eValue().orElseThrow()).isBetween(7.1, 7.263);
    assertThat(change.worth().usdPerMonth().orElseThrow().value().doubleValue())
        .isCloseTo(29 * 100, within(20.0));
  }

  @Test
  void beforeItsDaysAreOverThereIsNoFigure() {
    Readout readout =
        read(beforeAfter(), group(true, 10, 39), Registration.START.plus(Duration.ofDays(3)));

    assertThat(readout.comparisons().getFirst().change()).isEmpty();
    assertThat(readout.comparisons().getFirst().verdict())
        .isEqualTo(
            new Verdict.TooEarly(
                "the registered rule looks 7 days after the start and 7 for outcomes that are told late, at 2026-09-15T00:00:00Z",
                new Verdict.Needed(0, OptionalDouble.of(1.6))));
  }

  @Test
  void outcomesThatAreToldLateAreWaitedForAndWhatTheLedgerTellsIsNot() {
    Instant tenDays = Registration.START.plus(Duration.ofDays(10));
    Hypothesis impatient =
        Registration.without(
            NOBODY + ",\"design\":\"before_after\",\"late_days\":3", "arms", "control");
    Hypothesis ofLedger =
        Registration.without(
            NOBODY + ",\"design\":\"before_after\",\"metric\":\"calls_per_unit\"",
            "arms",
            "control");

    assertThat(verdict(beforeAfter(), tenDays)).isInstanceOf(Verdict.TooEarly.class);
    assertThat(verdict(impatient, tenDays)).isInstanceOf(Verdict.Positive.class);
    assertThat(ofLedger.late()).isZero();
    assertThatThrownBy(() -> Registration.with("\"late_days\":3"))
        .hasMessageContaining("field 'late_days' is of designs without randomisation")
        .hasMessageEndingWith("was 3");
  }

  private static Verdict verdict(Hypothesis hypothesis, Instant now) {
    return read(hypothesis, group(true, 10, 39), now).comparisons().getFirst().verdict();
  }

  @Test
  void oneUnitAnswersNothing() {
    Readout readout = read(beforeAfter(), group(true, 10, 39).subList(0, 1), NOW);

    assertThat(readout.comparisons().getFirst().verdict())
        .isInstanceOf(Verdict.NotEnoughEvidence.class);
    assertThat(readout.comparisons().getFirst().verdict().why()).contains("2 values at least");
  }

  @Test
  void outcomesCountWhereTheyOccurred() {
    Hypothesis hypothesis = beforeAfter();
    List<Followed> quiet =
        List.of(new Followed("ada", true, Figures.NONE, Figures.NONE, Figures.NONE));
    List<Told> told =
        List.of(
            new Told("ada", Registration.START.minus(Duration.ofDays(8)), value(1)),
            new Told("ada", Registration.START.minus(Duration.ofDays(7)), value(10)),
            new Told("ada", Registration.START, value(100)),
            new Told("ada", Registration.START.plus(Duration.ofDays(7)), value(1_000)),
            new Told("bob", Registration.START, value(10_000)));

    Followed ada = Told.beside(quiet, told, hypothesis, Registration.START).getFirst();

    assertThat(ada.earlier().valueUsd()).isEqualTo(1);
    assertThat(ada.before().valueUsd()).isEqualTo(10);
    assertThat(ada.after().valueUsd()).isEqualTo(100);
  }
}
