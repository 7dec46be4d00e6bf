package dev.weir.view.api;

import dev.weir.base.money.Total;
import dev.weir.exchange.chargeback.Payer;
import dev.weir.exchange.chargeback.Spend;
import dev.weir.value.envelope.Comparison.Cost;
import dev.weir.value.envelope.Months;
import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.portfolio.UseCase;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What cost centres cost, fully loaded: by the ledger, and of pools what use cases bear that the
/// portfolio has under a cost centre.
///
/// @param centres by name
/// @param outside what no cost centre bears, by who does
record CentreCosts(Map<String, Cost> centres, Map<String, Cost> outside) {
  /// Bears pools of use cases that the portfolio has under no cost centre.
  static final String NO_CENTRE = "pools of use cases without a cost centre";

  /// Bears what of pools no use case bears.
  static final String UNALLOCATED = "unallocated pools";

  static CentreCosts of(
      RunningGateway gateway, Changes changes, PooledMonths pooled, Months months, Instant now) {
    CentreCosts costs = new CentreCosts(new TreeMap<>(), new TreeMap<>());
    List<Spend> spent =
        gateway
            .queries()
            .payers()
            .of(ChargebackRoutes.range(months), AccountRoutes.inForce(changes), List.of());
    for (Spend spend : spent) {
      Cost cost = new Cost(spend.cost(), Total.ZERO);
      switch (spend.payer()) {
        case Payer.CostCentre centre -> costs.centres.merge(centre.name(), cost, Cost::plus);
        case Payer.Shared shared -> costs.outside.merge(shared.id(), cost, Cost::plus);
        case Payer.Unattributed nobody -> costs.outside.merge(nobody.id(), cost, Cost::plus);
      }
    }
    Map<String, String> centres = centres(gateway);
    for (YearMonth month : months.until(now)) {
      AllocatedMonth allocated =
          pooled.allocated(month, pooled.sums(month), AllocatedMonth.Method.STEP_DOWN);
      allocated.lines().forEach(line -> costs.add(line, centres));
    }
    return costs;
  }

  /// The cost centre of each use case that has one in the portfolio.
  static Map<String, String> centres(RunningGateway gateway) {
    return Portfolio.of(gateway).useCases().stream()
        .filter(useCase -> useCase.costCentre().isPresent())
        .collect(Collectors.toMap(UseCase::id, it -> it.costCentre().orElseThrow()));
  }

  private void add(AllocatedMonth.Line line, Map<String, String> centreOf) {
    Cost cost = new Cost(Total.ZERO, Total.usd(line.amount()));
    Optional<String> centre = line.useCase().map(centreOf::get);
    if (centre.isPresent()) {
      centres.merge(centre.get(), cost, Cost::plus);
    } else {
      outside.merge(line.useCase().isPresent() ? NO_CENTRE : UNALLOCATED, cost, Cost::plus);
    }
  }

  /// Everything, in and outside of cost centres.
  Cost all() {
    return centres.values().stream()
        .reduce(Cost.NONE, Cost::plus)
        .plus(outside.values().stream().reduce(Cost.NONE, Cost::plus));
  }
}
