package dev.weir.view.api;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.value.portfolio.Growth.Seen;
import dev.weir.view.report.ReportRange;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the figures of the portfolio come from: marks and options are their owners' opinion,
/// budgets a plan. Pure.
final class PortfolioSources {
  private static final String ALL = UseCaseRoutes.PATH;
  private static final String PLAN = "plan";
  private static final String OPINION = Evidence.OPINION.code();

  private PortfolioSources() {}

  /// Of the share of budgets that is called strategic, and its cap.
  static Map<String, ReviewedSource> portfolio() {
    Map<String, ReviewedSource> all =
        new TreeMap<>(new ReviewedSource(PLAN, ALL).of("strategic_share"));
    all.putAll(new ReviewedSource("policy", "/api/v1/portfolio/policy").of("strategic_share_max"));
    return all;
  }

  /// A rank is among all marks.
  static Map<String, ReviewedSource> rank(String useCase) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(
            new ReviewedSource(OPINION, ALL).of("rank", "reversal", "rank_low", "rank_high"));
    all.putAll(new ReviewedSource(OPINION, one(useCase)).of("score"));
    all.putAll(new ReviewedSource(PLAN, one(useCase)).of("budget_usd_per_month"));
    return all;
  }

  static Map<String, ReviewedSource> strategic(String useCase) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(new ReviewedSource(OPINION, one(useCase)).of("option_usd"));
    all.putAll(new ReviewedSource(PLAN, one(useCase)).of("budget_usd_per_month"));
    return all;
  }

  /// Of what calls show beside what was approved: the register is its owners' opinion.
  static Map<String, ReviewedSource> scope(String useCase, ReportRange range) {
    Map<String, ReviewedSource> all =
        new TreeMap<>(new ReviewedSource(OPINION, one(useCase)).of("expected"));
    all.putAll(calls(range, List.of("use_case=" + useCase)).of("unexplained"));
    return all;
  }

  static Map<String, ReviewedSource> seen(String useCase, Seen seen, ReportRange range) {
    String part = ScopeWatch.dimension(seen.kind()).label() + "=" + seen.id();
    return calls(range, List.of("use_case=" + useCase, part)).of("calls", "usd");
  }

  private static ReviewedSource calls(ReportRange range, List<String> conditions) {
    return new ReviewedSource(Ground.LEDGER, Ground.calls(range.from(), range.to(), conditions));
  }

  private static String one(String useCase) {
    return ALL + "/" + PathTemplate.encoded(useCase);
  }
}
