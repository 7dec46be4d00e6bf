package dev.weir.view.api;

import dev.weir.flow.entry.Entry;
import dev.weir.flow.ledger.Alert;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.value.portfolio.Growth.Seen;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.api.ScopeWatch.Unexplained;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells of use cases whose calls show more than was approved of their scope: once for each part
/// that nobody has approved. Blocks.
public final class GrowthWatch {
  /// Parts of a use case in one look, the dearest first; the others in the next ones.
  private static final int TOLD_MAX = 20;

  private static final Duration LOADED_WITHIN = Duration.ofMinutes(1);

  private final RunningGateway gateway;
  private final Portfolio portfolio;
  private final ScopeWatch scopes;

  public GrowthWatch(RunningGateway gateway) {
    this.gateway = gateway;
    this.portfolio = Portfolio.of(gateway);
    this.scopes = new ScopeWatch(gateway);
  }

  /// Looks at the last 30 days of every use case that registers a scope. What was told already is
  /// known from the ledger database, so without all of it the look is left to the next one.
  public void look() throws InterruptedException {
    List<UseCase> registering =
        portfolio.useCases().stream().filter(useCase -> !useCase.scope().isEmpty()).toList();
    if (registering.isEmpty()
        || !gateway.loader().awaitLoaded(gateway.journal().durablePosition(), LOADED_WITHIN)) {
      return;
    }
    Instant now = gateway.clock().instant();
    Map<String, Unexplained> unexplained = scopes.unexplained(Ranges.last(now));
    for (UseCase useCase : registering) {
      List<Seen> seen = unexplained.getOrDefault(useCase.id(), Unexplained.NOTHING).seen();
      if (!seen.isEmpty()) {
        Map<ScopePart.Kind, Set<String>> told = told(useCase.id());
        seen.stream()
            .filter(each -> !told.getOrDefault(each.kind(), Set.of()).contains(each.id()))
            .limit(TOLD_MAX)
            .forEach(each -> tell(useCase.id(), each, now));
      }
    }
  }

  private Map<ScopePart.Kind, Set<String>> told(String useCase) {
    RaisedAlerts raised = gateway.queries().raised();
    return Arrays.stream(ScopePart.Kind.values())
        .collect(
            Collectors.toMap(
                Function.identity(), kind -> raised.grown(useCase, ScopeWatch.code(kind))));
  }

  private void tell(String useCase, Seen seen, Instant now) {
    Entry.ScopeGrew entry =
        new Entry.ScopeGrew(
            now, useCase, ScopeWatch.code(seen.kind()), seen.id(), seen.label(), seen.calls());
    gateway.ledger().seen(new Alert.ScopeGrown(entry));
  }
}
