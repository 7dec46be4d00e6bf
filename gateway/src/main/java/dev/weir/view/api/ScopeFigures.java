package dev.weir.view.api;

import dev.weir.base.stats.Unanswered;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.Growth;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.report.ReportRange;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Set;

/// How far calls go beyond the scope that was approved.
final class ScopeFigures implements FigureSource {
  private final Portfolio portfolio;
  private final ScopeWatch scopes;

  ScopeFigures(Portfolio portfolio, ScopeWatch scopes) {
    this.portfolio = portfolio;
    this.scopes = scopes;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(Metric.SCOPE_GROWTH);
  }

  @Override
  public Figures at(Asked asked) {
    String rows =
        "%s/%s/scope?from=%s&to=%s"
            .formatted(
                UseCaseRoutes.PATH,
                PathTemplate.encoded(asked.useCase()),
                asked.from(),
                asked.to());
    Figure growth =
        portfolio
            .useCase(asked.useCase())
            .filter(useCase -> !useCase.scope().isEmpty())
            .map(useCase -> growth(useCase, asked, rows))
            .orElseGet(() ->
                new Figure.Unknown(
                    "growth is beyond a scope, and use case '%s' registers none"
                        .formatted(asked.useCase()),
                    rows));
    return (_, _) -> growth;
  }

  private Figure growth(UseCase useCase, Asked asked, String rows) {
    ReportRange range = new ReportRange(asked.from(), asked.to(), ZoneOffset.UTC);
    try {
      Growth growth = Growth.of(useCase.scope(), scopes.seen(useCase.id(), range));
      return Figure.counted(
          BigDecimal.valueOf(growth.unexplained().size()), growth.lines().size(), rows);
    } catch (Unanswered tooMuch) {
      return new Figure.Unknown(
          "scope of '%s': %s".formatted(useCase.id(), tooMuch.getMessage()), rows);
    }
  }
}
