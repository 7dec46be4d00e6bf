package dev.weir.view.api;

import dev.weir.base.stats.Unanswered;
import dev.weir.flow.books.Books;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.value.portfolio.Growth;
import dev.weir.value.portfolio.Growth.Seen;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.portfolio.UseCase;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.ReportQuery.Filter;
import dev.weir.view.report.ReportRange;
import dev.weir.view.report.UseCaseParts.Part;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the ledger shows of the scope of use cases: who calls, by which keys, from which sources.
final class ScopeWatch {
  private static final int PARTS_MAX = 10_000;

  /// In a sentence.
  private static final int NAMED_MAX = 20;

  private static final Dimension USE_CASE = Dimension.parse(TagNames.USE_CASE);

  private static final List<ScopePart.Kind> KINDS = List.of(ScopePart.Kind.values());

  private final RunningGateway gateway;
  private final Portfolio portfolio;

  ScopeWatch(RunningGateway gateway) {
    this.gateway = gateway;
    this.portfolio = Portfolio.of(gateway);
  }

  /// What the ledger tells such parts apart by.
  static Dimension dimension(ScopePart.Kind kind) {
    return switch (kind) {
      case DEPARTMENT -> Dimension.parse(TagNames.DEPARTMENT);
      case AGENT -> Dimension.parse(TagNames.KEY);
      case SOURCE -> Dimension.parse("tag:source");
    };
  }

  /// What nobody has approved of a use case's scope.
  ///
  /// @param seen the dearest first
  /// @param gap why that is not told
  record Unexplained(List<Seen> seen, Optional<String> gap) {
    static final Unexplained NOTHING = new Unexplained(List.of(), Optional.empty());

    Unexplained {
      seen = List.copyOf(seen);
    }

    /// As `department legal`.
    List<String> parts() {
      return seen.stream().map(each -> code(each.kind()) + " " + each.label()).toList();
    }
  }

  /// What is seen of one use case.
  ///
  /// @throws Unanswered where that is too much to be read
  List<Seen> seen(String useCase, ReportRange range) {
    return seen(range, List.of(new Filter(USE_CASE, useCase))).getOrDefault(useCase, List.of());
  }

  /// Of one use case: what nobody has approved.
  Unexplained unexplained(UseCase useCase, ReportRange range) {
    return unexplained(useCase, it -> seen(it.id(), range));
  }

  /// Of every use case in the portfolio: what nobody has approved. One of which too much is seen
  /// leaves the others as they are.
  Map<String, Unexplained> unexplained(ReportRange range) {
    Function<UseCase, List<Seen>> seen = ofEach(range);
    Map<String, Unexplained> unexplained = new HashMap<>();
    portfolio
        .useCases()
        .forEach(useCase -> unexplained.put(useCase.id(), unexplained(useCase, seen)));
    return unexplained;
  }

  /// Of all at once, or of each by itself where that is too much.
  private Function<UseCase, List<Seen>> ofEach(ReportRange range) {
    try {
      Map<String, List<Seen>> all = seen(range, List.of());
      return useCase -> all.getOrDefault(useCase.id(), List.of());
    } catch (Unanswered _) {
      return useCase -> seen(useCase.id(), range);
    }
  }

  private static Unexplained unexplained(UseCase useCase, Function<UseCase, List<Seen>> seen) {
    try {
      return new Unexplained(
          Growth.of(useCase.scope(), seen.apply(useCase)).unexplained().stream()
              .map(Growth.Line::seen)
              .toList(),
          Optional.empty());
    } catch (Unanswered tooMuch) {
      return new Unexplained(List.of(), Optional.of(String.valueOf(tooMuch.getMessage())));
    }
  }

  /// Of every use case with a register, a sentence on what goes beyond it in a month of UTC, or why
  /// that is not told.
  List<String> grown(YearMonth month) {
    ReportRange range =
        new ReportRange(
            month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            ZoneOffset.UTC);
    Map<String, Unexplained> unexplained = unexplained(range);
    return portfolio.useCases().stream()
        .filter(useCase -> !useCase.scope().isEmpty())
        .flatMap(useCase ->
            grown(useCase.id(), unexplained.getOrDefault(useCase.id(), Unexplained.NOTHING))
                .stream())
        .toList();
  }

  private static Optional<String> grown(String useCase, Unexplained unexplained) {
    int more = unexplained.parts().size() - NAMED_MAX;
    String dearest =
        unexplained.parts().stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
    Optional<String> beyond =
        Optional.of(dearest + (more > 0 ? " and %,d more".formatted(more) : ""))
            .filter(parts -> !parts.isEmpty())
            .map("grew beyond its register: "::concat);
    return unexplained
        .gap()
        .map("is not known: "::concat)
        .or(() -> beyond)
        .map(what -> "scope of '%s' %s".formatted(useCase, what));
  }

  static String code(ScopePart.Kind kind) {
    return Json.tree(kind).asText();
  }

  private Map<String, List<Seen>> seen(ReportRange range, List<Filter> filters) {
    List<Dimension> dimensions = KINDS.stream().map(ScopeWatch::dimension).toList();
    List<Part> parts = gateway.queries().parts().of(dimensions, range, filters, PARTS_MAX);
    if (parts.size() > PARTS_MAX) {
      throw new Unanswered(
          "at most %,d sources, agents and departments are looked at, more are seen from %s to %s: ask for less time"
              .formatted(PARTS_MAX, range.from(), range.to()));
    }
    Map<String, List<Seen>> seen = new HashMap<>();
    for (Part part : parts) {
      ScopePart.Kind kind = KINDS.get(dimensions.indexOf(part.of()));
      seen.computeIfAbsent(part.useCase(), _ -> new ArrayList<>())
          .add(new Seen(kind, part.value(), label(kind, part.value()), part.calls(), part.cost()));
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
