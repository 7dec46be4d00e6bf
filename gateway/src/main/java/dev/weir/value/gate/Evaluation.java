package dev.weir.value.gate;

import dev.weir.value.criterion.Criterion;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Judged;
import dev.weir.value.criterion.Judged.Standing;
import dev.weir.value.ramp.FactorWatch.Watched;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a use case stands to a gate.
///
/// @param workload criteria that the use case brings; each is a guard as well
/// @param kill each with whether it is lit
/// @param factors of spend against the projection; none without one
public record Evaluation(
    Gate gate,
    List<Judged> criteria,
    List<Judged> workload,
    List<JudgedKill> kill,
    List<Judged> guards,
    Proof.Proven proven,
    List<Watched> factors) {

  /// @param judged its condition: one that holds is lit
  public record JudgedKill(Kill kill, Judged judged) {
    public boolean isLit() {
      return judged.holds();
    }
  }

  public Evaluation {
    criteria = List.copyOf(criteria);
    workload = List.copyOf(workload);
    kill = List.copyOf(kill);
    guards = List.copyOf(guards);
    factors = List.copyOf(factors);
  }

  /// Criteria are of one look, for people who decide; kill criteria and the proof act by themselves
  /// and are looked at every day, so their errors are of all looks together.
  public static Evaluation of(
      Gate gate, Figures figures, Economics economics, List<Watched> factors) {
    return new Evaluation(
        gate,
        gate.criteria().stream().map(each -> each.judge(figures)).toList(),
        gate.workload().stream().map(each -> each.judge(figures)).toList(),
        gate.kill().stream()
            .map(each -> new JudgedKill(each, each.when().judgeDaily(figures)))
            .toList(),
        gate.guards().stream().map(each -> each.judge(figures)).toList(),
        gate.proof().of(economics, gate.windowDays()),
        factors);
  }

  /// Every criterion: those of the gate, then those of the workload.
  public List<Judged> demanded() {
    return Stream.concat(criteria.stream(), workload.stream()).toList();
  }

  /// Whether every criterion holds.
  public boolean holds() {
    return demanded().stream().allMatch(Judged::holds);
  }

  /// Whether there is nothing left to iterate for: every criterion holds, each as sure as its
  /// metric allows.
  public boolean stopsIterating() {
    return holds()
        && !criteria.isEmpty()
        && demanded().stream().map(Judged::criterion).allMatch(Criterion::isSure);
  }

  public List<Judged> notHolding() {
    return demanded().stream().filter(each -> !each.holds()).toList();
  }

  public List<JudgedKill> lit() {
    return kill.stream().filter(JudgedKill::isLit).toList();
  }

  /// The guard, or the floor or ceiling of the workload, that fails; what cannot be told breaks
  /// none.
  public Optional<String> breach() {
    return Stream.concat(
            guards.stream().filter(Evaluation::fails).map(each -> text("guard", each)),
            workload.stream().filter(Evaluation::fails).map(each -> text("workload", each)))
        .findFirst();
  }

  private static boolean fails(Judged judged) {
    return judged.standing() == Standing.FAILS;
  }

  private static String text(String what, Judged judged) {
    return "%s %s: %s".formatted(what, judged.criterion().text(), judged.why());
  }

  /// The factor of spend that has left its projection.
  public Optional<String> offProjection() {
    return factors.stream()
        .filter(each -> each.alarmed().isPresent())
        .map(Watched::text)
        .findFirst();
  }

  /// Why a roll-out may not grow to this: a lit kill criterion, a guard, a factor of spend, or unit
  /// economics that are not proven.
  public Optional<String> heldFrom(Allowed next) {
    return lit().stream()
        .map(each -> "kill criterion %s is lit".formatted(each.kill().when().text()))
        .findFirst()
        .or(this::breach)
        .or(this::offProjection)
        .or(() -> cappedFrom(next));
  }

  /// Why unit economics that are not proven forbid this.
  public Optional<String> cappedFrom(Allowed next) {
    return proven.holds()
        ? Optional.empty()
        : next.beyond(gate.untilProven())
            .map(
                beyond -> "%s until unit economics are proven: %s".formatted(beyond, proven.why()));
  }
}
