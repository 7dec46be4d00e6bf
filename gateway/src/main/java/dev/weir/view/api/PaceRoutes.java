package dev.weir.view.api;

import dev.weir.flow.pace.GateStanding;
import dev.weir.flow.pace.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// How it stands with the limits of the providers, and how many calls each bears at once.
final class PaceRoutes {
  private final RunningGateway gateway;

  PaceRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// Of each limit that calls have met since the start.
  record PaceList(List<PaceLine> gates) {}

  /// @param gate provider and model, or the models that share the limit
  /// @param underWay attempts that have passed and not ended
  /// @param mostAtOnce how many can be under way at once for good; absent = no limit is known
  /// @param mostBy what sets that: `concurrency`, `refusals`, or what is limited by the minute
  /// @param closedSeconds how long the provider still asks to be left alone
  record PaceLine(
      String gate,
      int underWay,
      int waiting,
      Optional<BigDecimal> mostAtOnce,
      Optional<String> mostBy,
      BigDecimal closedSeconds,
      List<PaceLeft> left) {}

  /// @param of `requests`, `tokens`, `input_tokens`, `output_tokens`
  /// @param limit at most at once
  /// @param now what is left of it
  /// @param perMinute what comes back in a minute
  record PaceLeft(String of, long limit, long now, BigDecimal perMinute) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listPacing",
                "/api/v1/pacing",
                "How it stands with the limits of the providers, and how many calls each bears.")
            .answers(PaceList.class)
            .does(_ -> Answer.of(new PaceList(lines()))));
  }

  private List<PaceLine> lines() {
    return gateway.paces().get().stream().map(PaceRoutes::line).toList();
  }

  private static PaceLine line(GateStanding standing) {
    return new PaceLine(
        standing.gate(),
        standing.underWay(),
        standing.waiting(),
        standing.most().map(most -> tenths(most.calls())),
        standing.most().map(GateStanding.Most::by),
        BigDecimal.valueOf(standing.closedFor().toMillis(), 3),
        new TreeMap<>(standing.left())
            .entrySet().stream().map(each -> left(each.getKey(), each.getValue())).toList());
  }

  private static PaceLeft left(Quantity quantity, GateStanding.Left left) {
    return new PaceLeft(quantity.code(), left.limit(), left.now(), tenths(left.perMinute()));
  }

  private static BigDecimal tenths(double figure) {
    return BigDecimal.valueOf(figure).setScale(1, RoundingMode.DOWN);
  }
}
