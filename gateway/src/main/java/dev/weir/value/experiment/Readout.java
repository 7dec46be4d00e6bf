package dev.weir.value.experiment;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Unanswered;
import dev.weir.base.trial.NonInferiority;
import dev.weir.base.trial.SampleRatio;
import dev.weir.value.hypothesis.Guard;
import dev.weir.value.hypothesis.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What came of a hypothesis, as far as the registration lets it be said.
///
/// @param split of the arms against their weights; none without arms, or of too few units
/// @param contaminated units in more than one arm, which are left out
/// @param notes what has to be said beside
public record Readout(
    Optional<SampleRatio> split,
    List<Group> groups,
    long contaminated,
    List<Comparison> comparisons,
    List<String> notes) {
  public Readout {
    groups = List.copyOf(groups);
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
  }

  /// @param exposed units that were put into it
  /// @param counted units whose time is over
  /// @param metric none while nothing may be looked at
  public record Group(String name, long exposed, long counted, Optional<Estimate> metric) {}

  /// An arm against the control, or what was changed against what was before.
  ///
  /// @param change none while nothing may be looked at, or where data does not answer
  /// @param also what was found in other metrics
  public record Comparison(
      String arm,
      Verdict verdict,
      Optional<Change> change,
      List<Guarded> guards,
      List<Beside> also) {
    public Comparison {
      guards = List.copyOf(guards);
      also = List.copyOf(also);
    }

    static Comparison without(String arm, Verdict verdict) {
      return new Comparison(arm, verdict, Optional.empty(), List.of(), List.of());
    }
  }

  /// @param difference new less old, in units of the metric
  /// @param pValue by the registered rule
  /// @param reduction the share of the variance that the covariate took away
  /// @param eValue without randomisation: how strong something unseen must be to explain it away
  public record Change(
      Estimate difference,
      double pValue,
      OptionalDouble reduction,
      Worth worth,
      OptionalDouble eValue) {}

  /// @param gain new less old, above 0 is better
  /// @param test none where data does not answer
  /// @param unanswered why
  public record Guarded(
      Guard guard,
      Optional<Estimate> gain,
      Optional<NonInferiority> test,
      Optional<String> unanswered,
      long needed) {

    public boolean isShown() {
      return test.filter(NonInferiority::isShown).isPresent();
    }

    /// Whether it is shown to be worse by more than the margin.
    boolean isHurt() {
      return gain.filter(estimate -> estimate.high() < -guard.margin()).isPresent();
    }
  }

  /// @param found among all that are looked at beside, at a false discovery rate of 5 %
  public record Beside(
      Metric metric,
      Optional<Estimate> difference,
      OptionalDouble pValue,
      boolean found,
      Optional<String> unanswered) {
    static Beside told(Metric metric, Estimate difference, double pValue) {
      return new Beside(
          metric, Optional.of(difference), OptionalDouble.of(pValue), false, Optional.empty());
    }

    static Beside untold(Metric metric, Unanswered why) {
      return new Beside(
          metric,
          Optional.empty(),
          OptionalDouble.empty(),
          false,
          Optional.of(String.valueOf(why.getMessage())));
    }

    Beside found(boolean among) {
      return new Beside(metric, difference, pValue, among, unanswered);
    }
  }
}
