package dev.weir.view.api;

import dev.weir.value.criterion.Sources;
import dev.weir.value.event.OutcomeSums;
import dev.weir.value.stage.GateWatch;
import dev.weir.value.stage.LiveGates;
import dev.weir.value.stage.Promoting;
import java.util.List;

/// The stage gates of a gateway, over every source of figures there is.
public final class Gates {
  private final LiveGates live;
  private final Promoting promoting;
  private final GateWatch watch;

  private Gates(RunningGateway gateway, Sources sources, WorthFigures worth) {
    live =
        new LiveGates(
            gateway.books(),
            sources,
            gateway.queries().gateSums()::days,
            worth::economics,
            Portfolio.of(gateway)::known);
    promoting = new Promoting(gateway.books(), live);
    watch = new GateWatch(gateway.books(), live, promoting);
  }

  public static Gates of(RunningGateway gateway) {
    Changes changes = new Changes(gateway.books());
    OutcomeSums outcomes = gateway.outcomes().sums();
    PooledMonths months = new PooledMonths(gateway, changes, new KnownOutcomes(outcomes));
    WorthFigures worth =
        new WorthFigures(
            outcomes,
            gateway.queries().gateSums()::days,
            months,
            new ShownShares(gateway, changes));
    return new Gates(
        gateway,
        new Sources(
            List.of(
                new LedgerFigures(gateway.queries().gateSums()),
                new ScopeFigures(Portfolio.of(gateway), new ScopeWatch(gateway)),
                new AdoptionFigures(changes, gateway.queries().adoption()),
                new OutcomeFigures(outcomes),
                worth,
                new EvidenceFigures(changes, new TrialEvidence(gateway, changes)))),
        worth);
  }

  LiveGates live() {
    return live;
  }

  Promoting promoting() {
    return promoting;
  }

  /// What happens at gates each day.
  public GateWatch watch() {
    return watch;
  }
}
