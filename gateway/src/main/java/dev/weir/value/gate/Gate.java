package dev.weir.value.gate;

import dev.weir.value.criterion.Criterion;
import dev.weir.value.portfolio.Growth;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.ramp.Projection;
import dev.weir.value.ramp.Ramp;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What is demanded before a use case goes somewhere.
///
/// @param windowDays whole days of UTC its figures are of, before today
/// @param criteria all have to hold
/// @param workload floors and ceilings of the use case, which hold as well, and guard each roll-out
/// @param guards criteria that must not fail while a roll-out goes up
/// @param proof what proves the unit economics
/// @param untilProven how far a roll-out goes at most before that
/// @param proposalDays how long a proposal waits for its signatures
/// @param budget the id of the budget that a promotion sets
public record Gate(
    String useCase,
    Destination to,
    int windowDays,
    List<Criterion> criteria,
    List<Criterion> workload,
    List<Kill> kill,
    List<Criterion> guards,
    Proof proof,
    Allowed untilProven,
    Optional<Projection> projection,
    Optional<Ramp> ramp,
    int proposalDays,
    String budget) {
  private static final int CRITERIA_MAX = 30;
  private static final int KILL_MAX = 10;
  private static final int WINDOW_MAX = 366;
  private static final int PROPOSAL_MAX = 90;
  private static final long LOOKS = 365;

  public Gate {
    criteria = List.copyOf(criteria);
    workload = List.copyOf(workload);
    kill = List.copyOf(kill);
    guards = List.copyOf(guards);
    require("criteria", criteria.size(), to.isSunset() ? 0 : 1, CRITERIA_MAX);
    require("kill", kill.size(), 0, KILL_MAX);
    require("guards", guards.size(), 0, CRITERIA_MAX);
    require("window_days", windowDays, 1, WINDOW_MAX);
    require("proposal_days", proposalDays, 1, PROPOSAL_MAX);
    if (ramp.isPresent() && projection.isEmpty()) {
      throw new IllegalArgumentException(
          "field 'projection' is needed by field 'ramp', whose steps have budgets by it");
    }
  }

  /// As its projection is once its use case has grown: a department brings users, an agent calls, a
  /// source tokens of a call. What was approved up to the day the gate was put is in it already.
  public Gate grown(List<ScopePart> scope, LocalDate put) {
    return new Gate(
        useCase,
        to,
        windowDays,
        criteria,
        workload,
        kill,
        guards,
        proof,
        untilProven,
        projection.map(it ->
            it.times(
                Growth.expected(scope, ScopePart.Kind.DEPARTMENT, put),
                Growth.expected(scope, ScopePart.Kind.AGENT, put),
                Growth.expected(scope, ScopePart.Kind.SOURCE, put))),
        ramp,
        proposalDays,
        budget);
  }

  /// As it was signed: by the projection, floors, ceilings and proof of then. What its use case and
  /// the policy demand since counts where it is stricter.
  ///
  /// @param then the same version of it, read and grown with the use case as it was signed
  /// @param proof that was signed
  public Gate asSigned(Gate then, Proof proof) {
    return new Gate(
        useCase,
        to,
        windowDays,
        criteria,
        WorkloadCriteria.stricter(workload, then.workload),
        kill,
        guards,
        this.proof.and(proof),
        untilProven,
        then.projection,
        ramp,
        proposalDays,
        budget);
  }

  private static void require(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "field '%s' is %d to %d, was %d".formatted(field, min, max, value));
    }
  }

  /// The day from which on its proof counts: a window before it was put, and from then on all days,
  /// so that daily looks are looks at one sequence. After a year of them it is counted anew.
  ///
  /// @param put when this version of it was
  public LocalDate countedFrom(LocalDate put, LocalDate today) {
    long years = Math.max(0, ChronoUnit.DAYS.between(put, today)) / LOOKS;
    return put.minusDays(windowDays).plusDays(years * LOOKS);
  }

  /// `claims/beta`.
  public String id() {
    return id(useCase, to);
  }

  public static String id(String useCase, Destination to) {
    return useCase + "/" + to.code();
  }
}
