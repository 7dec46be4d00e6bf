package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Judged;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.Evaluation.JudgedKill;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.ramp.FactorWatch.Watched;
import dev.weir.value.stage.Live;
import dev.weir.view.api.PromotionPages.MemoLine;
import dev.weir.view.report.GateSums.Tuning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How use cases stand to their gates, as pages.
final class GatePages {
  private static final int SHOWN_DECIMALS = 4;

  private GatePages() {}

  /// A gate: docs/gates.md.
  record GateBody() {}

  record GateList(List<GateLine> gates) {}

  /// @param criteria that it states; those of the workload come on top
  /// @param litSince when all criteria hold, as last looked at by day
  /// @param stopIterating whether they hold as surely as their metrics allow
  /// @param killed kill criteria that are lit
  /// @param unfinished what the last look has left to be done of the use case, with why
  record GateLine(
      String useCase,
      String to,
      int version,
      int criteria,
      Optional<Instant> litSince,
      boolean stopIterating,
      boolean proven,
      List<String> killed,
      Optional<String> unfinished,
      Instant at,
      String who) {}

  /// What a criterion can be about here.
  record MetricList(List<MetricLine> metrics) {}

  record MetricLine(String metric, String unit, boolean bounded, String meaning) {}

  /// A gate to begin with.
  record GateDefault(String audience, String to, ObjectNode gate) {}

  /// @param figuresFrom the figures are of whole days of UTC from here on and before `figuresTo`
  /// @param safeguards of the use case: its gates take from here what they do not state
  /// @param holds whether all criteria do
  /// @param workload floors and ceilings of the use case: criteria and guards that no gate states
  /// @param proven unit economics
  /// @param capped how far a roll-out goes at most until they are
  /// @param heldBy why the roll-out may not grow as it is; absent if it may
  /// @param signed what a promotion went through here; absent where none is in force
  /// @param unfinished what the last look has left to be done of the use case, with why
  /// @param memo why a kill criterion of it closed the use case last, where there was no promotion
  ///   to take back
  /// @param projection what factors are compared with: the gate's, grown by the scope that was
  ///   approved since it was put
  /// @param polish spend on tuning since the light to stop went on; absent while it is off
  record GateStanding(
      String useCase,
      String to,
      int version,
      String stage,
      String audience,
      Safeguards safeguards,
      Instant figuresFrom,
      Instant figuresTo,
      boolean holds,
      boolean stopIterating,
      Optional<Instant> litSince,
      List<CriterionLine> criteria,
      List<CriterionLine> workload,
      List<CriterionLine> guards,
      List<KillLine> kill,
      ProvenLine proven,
      Optional<CapLine> capped,
      Optional<String> heldBy,
      List<FactorLine> factors,
      Optional<SignedGate> signed,
      Optional<String> unfinished,
      Optional<MemoLine> memo,
      Optional<ObjectNode> projection,
      Optional<Polish> polish,
      ObjectNode gate) {}

  /// @param figure absent where it is unknown
  /// @param low the one-sided lower bound, where the metric has one; likewise `high`
  /// @param rows the path that opens to its rows
  record CriterionLine(
      String metric,
      String comparison,
      BigDecimal threshold,
      Optional<Double> confidence,
      long nMin,
      Optional<BigDecimal> figure,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high,
      Optional<Long> n,
      Optional<String> evidence,
      Judged.Standing standing,
      String why,
      String rows) {
    static CriterionLine of(Judged judged) {
      Optional<Figure.Known> known =
          switch (judged.figure()) {
            case Figure.Known it -> Optional.of(it);
            case Figure.Unknown _ -> Optional.empty();
          };
      Optional<Figure.Bounds> bounds = known.flatMap(Figure.Known::bounds);
      return new CriterionLine(
          judged.criterion().metric().code(),
          judged.criterion().comparison().code(),
          judged.criterion().threshold(),
          judged.criterion().confidence().map(it -> it.share()),
          judged.criterion().nMin(),
          known.map(Figure.Known::value),
          bounds.map(Figure.Bounds::low),
          bounds.map(Figure.Bounds::high),
          known.map(Figure.Known::n),
          known.map(Figure.Known::evidence),
          judged.standing(),
          judged.why(),
          judged.figure().rows());
    }
  }

  record KillLine(CriterionLine when, boolean closes, boolean lit) {
    static KillLine of(JudgedKill kill) {
      return new KillLine(CriterionLine.of(kill.judged()), kill.kill().closes(), kill.isLit());
    }
  }

  /// The gate as it was signed, by which the promotion's ramp, kill criteria and caps go.
  ///
  /// @param changed whether the gate has another version now, or its use case or the policy would
  ///   loosen it: by that they do not go
  /// @param heldBy why the ramp may not go on as it was signed; absent if it may
  record SignedGate(
      String promotion,
      int version,
      boolean changed,
      List<KillLine> kill,
      CapLine capped,
      Optional<String> heldBy) {
    /// @param signed how the use case stands to it
    /// @param live how it stands to the gate as it is
    static SignedGate of(Promotion promotion, Live signed, Live live) {
      Evaluation evaluation = signed.evaluation();
      return new SignedGate(
          promotion.id(),
          signed.gate().version(),
          signed.gate().version() != live.gate().version()
              || !evaluation.gate().equals(live.evaluation().gate()),
          evaluation.kill().stream().map(KillLine::of).toList(),
          CapLine.of(evaluation.gate().untilProven()),
          evaluation.heldFrom(evaluation.gate().untilProven()));
    }
  }

  record ProvenLine(Judged.Standing standing, BigDecimal margin, long outcomesMin, String why) {
    static ProvenLine of(Evaluation evaluation) {
      return new ProvenLine(
          evaluation.proven().standing(),
          evaluation.gate().proof().margin(),
          evaluation.gate().proof().outcomesMin(),
          evaluation.proven().why());
    }
  }

  record CapLine(BigDecimal share, Optional<Long> users, BigDecimal budgetUsdPerMonth) {
    static CapLine of(Allowed allowed) {
      return new CapLine(allowed.share(), allowed.users(), allowed.budgetUsdPerMonth());
    }
  }

  /// @param ratio mean of actual ÷ projected
  /// @param sum of the CUSUM; above `alarm` the roll-out is held
  record FactorLine(
      String factor,
      Optional<BigDecimal> ratio,
      int days,
      BigDecimal sum,
      BigDecimal alarm,
      Optional<LocalDate> alarmed) {
    static FactorLine of(Watched watched) {
      return new FactorLine(
          watched.factor().code(),
          watched.ratio().isPresent()
              ? Optional.of(shown(watched.ratio().getAsDouble()))
              : Optional.empty(),
          watched.days(),
          shown(watched.sum()),
          shown(watched.alarm()),
          watched.alarmed());
    }
  }

  /// @param since the light to stop went on
  record Polish(Instant since, BigDecimal usd, List<PolishLine> rows) {
    static Polish of(Instant since, List<Tuning> tuning) {
      return new Polish(
          since,
          tuning.stream().map(Tuning::usd).reduce(BigDecimal.ZERO, BigDecimal::add),
          tuning.stream()
              .map(it -> new PolishLine(it.environment(), it.purpose(), it.calls(), it.usd()))
              .toList());
    }
  }

  record PolishLine(String environment, String purpose, long calls, BigDecimal usd) {}

  private static BigDecimal shown(double figure) {
    return new BigDecimal(figure).setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
  }

  static GateStanding standing(
      Live live,
      Optional<SignedGate> signed,
      Optional<String> unfinished,
      Optional<MemoLine> memo,
      Optional<Polish> polish) {
    Evaluation evaluation = live.evaluation();
    return new GateStanding(
        live.useCase().id(),
        evaluation.gate().to().code(),
        live.gate().version(),
        live.useCase().stage().code(),
        live.useCase().audience().code(),
        live.safeguards(),
        live.asked().from(),
        live.asked().to(),
        evaluation.holds(),
        evaluation.stopsIterating(),
        live.lights().since(),
        evaluation.criteria().stream().map(CriterionLine::of).toList(),
        evaluation.workload().stream().map(CriterionLine::of).toList(),
        evaluation.guards().stream().map(CriterionLine::of).toList(),
        evaluation.kill().stream().map(KillLine::of).toList(),
        ProvenLine.of(evaluation),
        evaluation.proven().holds()
            ? Optional.empty()
            : Optional.of(CapLine.of(evaluation.gate().untilProven())),
        evaluation.heldFrom(evaluation.gate().untilProven()),
        evaluation.factors().stream().map(FactorLine::of).toList(),
        signed,
        unfinished,
        memo,
        evaluation.gate().projection().map(it -> it.write()),
        polish,
        live.gate().body());
  }
}
