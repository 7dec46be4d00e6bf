package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.adoption.Adoption;
import dev.weir.value.adoption.RosterText;
import dev.weir.value.opportunity.MissedUpside;
import dev.weir.value.opportunity.MissedUpside.Range;
import dev.weir.value.pack.Pack.ReviewedAdoption;
import dev.weir.value.pack.Pack.ReviewedGate;
import dev.weir.value.pack.Pack.ReviewedMissed;
import dev.weir.value.pack.Pack.ReviewedUndone;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.review.Policy;
import dev.weir.value.stage.Lights;
import dev.weir.view.report.GateSums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How use cases stand in a month: who uses them, what their gates show, what was taken back, and
/// what limits kept them from. Blocks.
final class StandingFigures {
  private static final int SEED = 1;
  private static final int SCALE = 6;

  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;
  private final Gates gates;

  StandingFigures(RunningGateway gateway, Changes changes, PooledMonths months, Gates gates) {
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
    this.gates = gates;
  }

  /// Of use cases that have a roster.
  List<ReviewedAdoption> adoption(PackSources sources) {
    List<ReviewedAdoption> lines = new ArrayList<>();
    for (Version roster : changes.current(Kind.ROSTER)) {
      Adoption of =
          gateway
              .queries()
              .adoption()
              .ofMonth(RosterText.read(roster.id(), roster.body()), sources.month());
      lines.add(
          new ReviewedAdoption(
              roster.id(),
              of.eligible(),
              of.activated(),
              share(of.activated(), of.eligible()),
              of.monthlyActive(),
              share(of.monthlyActive(), of.eligible()),
              sources.adoption(roster.id())));
    }
    return lines;
  }

  private static BigDecimal share(long of, long all) {
    return BigDecimal.valueOf(of).divide(BigDecimal.valueOf(all), SCALE, RoundingMode.HALF_EVEN);
  }

  /// What every gate showed when it was last looked at.
  List<ReviewedGate> gates(Instant now) {
    List<ReviewedGate> lines = new ArrayList<>();
    for (Version version : changes.current(Kind.GATE)) {
      int slash = version.id().lastIndexOf('/');
      String useCase = version.id().substring(0, slash);
      String to = version.id().substring(slash + 1);
      Lights lights = gates.live().lights(version.id());
      lines.add(
          new ReviewedGate(
              useCase,
              to,
              lights.since().map(ReviewRoutes::day),
              lights.stop(),
              lights.since().filter(_ -> lights.stop()).map(since -> polish(useCase, since, now)),
              lights.proven(),
              lights.killed(),
              PackSources.gate(useCase, to),
              PackSources.polish(useCase, to)));
    }
    return lines;
  }

  /// What tuning cost since the light to stop went on.
  private BigDecimal polish(String useCase, Instant since, Instant now) {
    return since.isBefore(now)
        ? gateway.queries().gateSums().tuning(useCase, since, now).stream()
            .map(GateSums.Tuning::usd)
            .reduce(BigDecimal.ZERO, BigDecimal::add)
        : BigDecimal.ZERO;
  }

  /// Promotions that were taken back in the month, by an owner or by what had been agreed.
  List<ReviewedUndone> undone(YearMonth month) {
    List<ReviewedUndone> lines = new ArrayList<>();
    for (Promotion promotion : gates.promoting().all(Optional.empty())) {
      promotion
          .undone()
          .filter(it -> YearMonth.from(it.at().atOffset(ZoneOffset.UTC)).equals(month))
          .ifPresent(it ->
              lines.add(
                  new ReviewedUndone(
                      promotion.useCase(),
                      promotion.to().code(),
                      ReviewRoutes.day(it.at()),
                      it.who(),
                      it.why(),
                      PackSources.promotion(promotion.id()))));
    }
    lines.sort(Comparator.comparing(ReviewedUndone::on).thenComparing(ReviewedUndone::useCase));
    return lines;
  }

  /// By the hurdle that is asked of money which is added. The most first.
  List<ReviewedMissed> missed(PackSources sources, Policy policy, Instant now) {
    BigDecimal hurdle =
        BigDecimal.ONE.add(BigDecimal.valueOf(policy.doubleDown().margin())).stripTrailingZeros();
    return new KnownInputs(gateway, changes, months, now, sources.month())
        .missed(hurdle.doubleValue(), SEED).stream()
            .map(missed -> missed(missed, sources.missed(missed.throttled().useCase(), hurdle)))
            .toList();
  }

  private static ReviewedMissed missed(MissedUpside missed, Map<String, ReviewedSource> sources) {
    Optional<Range> usd = missed.usd();
    return new ReviewedMissed(
        missed.throttled().useCase(),
        missed.verdict(),
        missed.throttled().refused(),
        usd.map(range -> OpportunityPages.cents(range.low())),
        usd.map(range -> OpportunityPages.cents(range.middle())),
        usd.map(range -> OpportunityPages.cents(range.high())),
        sources);
  }
}
