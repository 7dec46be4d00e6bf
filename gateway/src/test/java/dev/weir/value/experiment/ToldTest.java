package dev.weir.value.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.hypothesis.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Outcomes put beside the units that calls tell of: 7 days from the first exposure on, and where a
/// covariate was registered its 14 days before.
class ToldTest {
  private static final Instant FIRST = Registration.START.plus(Duration.ofDays(3));
  private static final String COVARIATE = "\"covariate_days\":14";

  private static Told told(String unit, Duration after, double usd) {
    return new Told(
        unit,
        FIRST.plus(after),
        new Figures(0, 0, 1, 1, usd, Map.of("csat", new Figures.Kpi(4, 1))));
  }

  private static Exposed exposed(Optional<Figures> before) {
    return new Exposed("ada", "small", FIRST, before, Figures.ofCalls(2, 0.5));
  }

  private static Exposed with(Exposed unit, String fields, Told... outcomes) {
    return Told.with(List.of(unit), List.of(outcomes), Registration.with(fields)).getFirst();
  }

  @Test
  void whatOccurredInTheRegisteredDaysIsTheUnitsFromItsFirstInstantToItsLast() {
    Exposed unit =
        with(
            exposed(Optional.empty()),
            "",
            told("ada", Duration.ofNanos(-1), 1),
            told("ada", Duration.ZERO, 10),
            told("ada", Duration.ofDays(7).minusNanos(1), 100),
            told("ada", Duration.ofDays(7), 1_000),
            told("bob", Duration.ofDays(1), 10_000));

    assertThat(unit.within())
        .isEqualTo(new Figures(2, 0.5, 2, 2, 110, Map.of("csat", new Figures.Kpi(8, 2))));
    assertThat(unit.before()).as("no covariate was registered").isEmpty();
  }

  @Test
  void whatOccurredBeforeIsTheCovariateBesideTheCallsOfThoseDays() {
    Exposed unit =
        with(
            exposed(Optional.of(Figures.ofCalls(3, 2))),
            COVARIATE,
            told("ada", Duration.ofDays(-14).minusNanos(1), 1),
            told("ada", Duration.ofDays(-14), 10),
            told("ada", Duration.ofNanos(-1), 100));

    assertThat(unit.before())
        .contains(new Figures(3, 2, 2, 2, 110, Map.of("csat", new Figures.Kpi(8, 2))));
    assertThat(unit.within()).isEqualTo(Figures.ofCalls(2, 0.5));
  }

  @Test
  void aUnitThatIsKnownByItsOutcomesAloneIsKnown() {
    Exposed known = with(exposed(Optional.empty()), COVARIATE, told("ada", Duration.ofDays(-1), 5));
    Exposed unknown = with(exposed(Optional.empty()), COVARIATE);

    assertThat(known.before().orElseThrow().valueUsd()).isEqualTo(5);
    assertThat(unknown.before()).as("nothing is known, which is not nothing done").isEmpty();
  }
}
