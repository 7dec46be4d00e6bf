package dev.weir.view.api;

import dev.weir.flow.books.Books;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Growth;
import dev.weir.value.portfolio.Growth.Seen;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.Report;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportQuery.Filter;
import dev.weir.view.report.ReportRange;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the ledger shows of the scope of use cases: who calls, by which keys, from which sources.
final class ScopeWatch {
  private static final int ROWS_MAX = 10_000;
  private static final Dimension USE_CASE = Dimension.parse(TagNames.USE_CASE);

  private final RunningGateway gateway;
  private final Portfolio portfolio;

  ScopeWatch(RunningGateway gateway) {
    this.gateway = gateway;
    this.portfolio = Portfolio.of(gateway);
  }

  private static Dimension dimension(ScopePart.Kind kind) {
    return switch (kind) {
      case DEPARTMENT -> Dimension.parse(TagNames.DEPARTMENT);
      case AGENT -> Dimension.parse(TagNames.KEY);
      case SOURCE -> Dimension.parse("tag:source");
    };
  }

  /// What is seen of one use case.
  List<Seen> seen(String useCase, ReportRange range) {
    return seen(range, List.of(new Filter(USE_CASE, useCase))).getOrDefault(useCase, List.of());
  }

  /// Of every use case in the portfolio: what nobody has approved.
  Map<String, List<String>> unexplained(ReportRange range) {
    Map<String, List<Seen>> all = seen(range, List.of());
    Map<String, List<String>> unexplained = new HashMap<>();
    portfolio
        .useCases()
        .forEach(useCase ->
            unexplained.put(
                useCase.id(),
                Growth.of(useCase.scope(), all.getOrDefault(useCase.id(), List.of()))
                    .unexplained()
                    .stream()
                    .map(line -> code(line.seen().kind()) + " " + line.seen().label())
                    .toList()));
    return unexplained;
  }

  /// Of every use case with a register, a sentence on what goes beyond it in a month of UTC.
  List<String> grown(YearMonth month) {
    ReportRange range =
        new ReportRange(
            month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            ZoneOffset.UTC);
    Map<String, List<String>> unexplained = unexplained(range);
    List<String> grown = new ArrayList<>();
    for (UseCase useCase : portfolio.useCases()) {
      List<String> parts = unexplained.getOrDefault(useCase.id(), List.of());
      if (!useCase.scope().isEmpty() && !parts.isEmpty()) {
        grown.add(
            "scope of '%s' grew beyond its register: %s"
                .formatted(useCase.id(), String.join(", ", parts)));
      }
    }
    return List.copyOf(grown);
  }

  static String code(ScopePart.Kind kind) {
    return Json.tree(kind).asText();
  }

  private Map<String, List<Seen>> seen(ReportRange range, List<Filter> filters) {
    Map<String, List<Seen>> seen = new HashMap<>();
    for (ScopePart.Kind kind : ScopePart.Kind.values()) {
      Report report =
          gateway
              .queries()
              .reports()
              .report(
                  new ReportQuery(List.of(USE_CASE, dimension(kind)), range, filters, ROWS_MAX));
      if (report.more()) {
        throw new IllegalArgumentException(
            "more than %,d parts of scopes are seen from %s to %s: ask for less time"
                .formatted(ROWS_MAX, range.from(), range.to()));
      }
      for (Report.Row row : report.rows()) {
        String id = row.group().getLast();
        if (!id.equals(Dimension.NONE)) {
          seen.computeIfAbsent(row.group().getFirst(), _ -> new ArrayList<>())
              .add(
                  new Seen(
                      kind, id, label(kind, id), row.measures().calls(), row.measures().cost()));
        }
      }
    }
    return seen;
  }

  private String label(ScopePart.Kind kind, String id) {
    Books books = gateway.books();
    return kind == ScopePart.Kind.AGENT
        ? books.inForce().keyring().byId(id).map(VirtualKey::name).orElse(id)
        : id;
  }
}
