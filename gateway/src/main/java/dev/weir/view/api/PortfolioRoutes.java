package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.books.Kind;
import dev.weir.value.pack.ReviewedSource;
import dev.weir.value.portfolio.Claim;
import dev.weir.value.portfolio.Growth;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.PolicyText;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.portfolio.ScopePart.Multiplier;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.ranking.Ranking;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ReportRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The portfolio as a whole: its policy, its order, what has grown.
final class PortfolioRoutes {
  private static final String PATH = "/api/v1/portfolio";
  private static final int SEED = 20_261_123;
  private static final MathContext SHOWN = new MathContext(4);

  private final RunningGateway gateway;
  private final Changes changes;
  private final Portfolio portfolio;
  private final ScopeWatch scopes;

  PortfolioRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
    this.portfolio = Portfolio.of(gateway);
    this.scopes = new ScopeWatch(gateway);
  }

  /// @param strategicShare how much of all monthly budgets is called strategic
  /// @param draws of weights, from `seed`
  /// @param unscored use cases without a score
  /// @param strategic those whose value money does not show yet, and that have not ended
  /// @param sources of figures
  record PortfolioPage(
      BigDecimal strategicShare,
      BigDecimal strategicShareMax,
      int draws,
      int seed,
      List<RankLine> ranking,
      List<String> unscored,
      List<StrategicLine> strategic,
      Map<String, ReviewedSource> sources) {}

  /// What is claimed of a strategic use case; in no sum and no ranking.
  ///
  /// @param optionUsd what its owners take the option that it opens to be worth
  /// @param sources of figures
  record StrategicLine(
      String id,
      Claim.Aim aim,
      LocalDate horizon,
      Optional<Money> budgetUsdPerMonth,
      Optional<BigDecimal> optionUsd,
      Map<String, ReviewedSource> sources) {}

  /// @param reversal share of the draws in which the next one is better
  /// @param rankLow with `rankHigh` the middle 90 % of its ranks
  /// @param frontier nobody else suits as well for less budget, or better for no more
  /// @param sources of figures
  record RankLine(
      int rank,
      String id,
      Stage stage,
      BigDecimal score,
      Optional<BigDecimal> reversal,
      int rankLow,
      int rankHigh,
      Optional<Money> budgetUsdPerMonth,
      boolean frontier,
      Map<String, ReviewedSource> sources) {}

  /// @param assumed whether nobody has put one
  record PolicyPage(boolean assumed, ObjectNode policy) {}

  /// A policy; what it leaves out is as Weir assumes it. docs/use-cases.md
  record PolicyBody() {}

  /// @param expected by how much its register is expected to multiply its cost
  /// @param sources of figures
  record ScopePage(
      String useCase,
      Instant from,
      Instant to,
      int unexplained,
      Expected expected,
      List<ScopeLine> parts,
      Map<String, ReviewedSource> sources) {}

  record Expected(BigDecimal low, BigDecimal base, BigDecimal high) {
    static Expected of(Multiplier multiplier) {
      return new Expected(multiplier.low(), multiplier.base(), multiplier.high());
    }
  }

  /// @param approvedBy absent = nobody has
  /// @param sources of figures
  record ScopeLine(
      ScopePart.Kind kind,
      String id,
      String name,
      long calls,
      BigDecimal usd,
      boolean approved,
      Optional<String> approvedBy,
      Optional<LocalDate> approvedOn,
      Map<String, ReviewedSource> sources) {}

  List<Endpoint> all() {
    FromLedger ledger = FromLedger.of(gateway);
    return List.of(
        Endpoint.get("portfolio", PATH, "Use cases by how well they suit, and how sure that is.")
            .asks(
                Parameter.number("seed", "Of the drawn weights; the same one always if not said."))
            .answers(PortfolioPage.class)
            .does(this::ranking),
        Endpoint.get("getPortfolioPolicy", PATH + "/policy", "What holds for all use cases.")
            .answers(PolicyPage.class)
            .does(_ -> Answer.of(policy())),
        Endpoint.change(
                "PUT", "putPortfolioPolicy", PATH + "/policy", "Sets what holds for all use cases.")
            .versioned()
            .takes(PolicyBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.get(
                "useCaseScope",
                UseCaseRoutes.PATH + "/{id}/scope",
                "What calls show of a use case's scope, beside what was approved.")
            .asks(Ranges.FROM, Ranges.TO, Ranges.ZONE)
            .answers(ScopePage.class)
            .does(ledger.does(this::scope)));
  }

  private PolicyPage policy() {
    return new PolicyPage(
        changes.current(Kind.PORTFOLIO, Policy.ID).isEmpty(), PolicyText.write(portfolio.policy()));
  }

  private Answer put(Inquiry inquiry) {
    Policy policy = PolicyText.read(inquiry.body());
    return changes.put(Kind.PORTFOLIO, Policy.ID, PolicyText.write(policy), inquiry);
  }

  private Answer ranking(Inquiry inquiry) {
    int seed = inquiry.number("seed", SEED);
    Policy policy = portfolio.policy();
    List<UseCase> all = portfolio.useCases();
    List<UseCase> alive = all.stream().filter(each -> each.stage() != Stage.SUNSET).toList();
    List<Ranking.Candidate> candidates =
        alive.stream()
            .flatMap(each ->
                each.score().stream()
                    .map(score -> new Ranking.Candidate(each.id(), score, each.budgetUsd())))
            .toList();
    Map<String, Stage> stages =
        alive.stream().collect(Collectors.toMap(UseCase::id, UseCase::stage));
    List<RankLine> lines =
        Ranking.of(candidates, policy.weights(), new SplittableRandom(seed)).stream()
            .map(place -> line(place, stages))
            .toList();
    return Answer.of(
        new PortfolioPage(
            Policy.strategicShare(all),
            policy.strategicShareMax(),
            Ranking.DRAWS,
            seed,
            lines,
            alive.stream().filter(each -> each.score().isEmpty()).map(UseCase::id).toList(),
            alive.stream().flatMap(PortfolioRoutes::strategic).toList(),
            PortfolioSources.portfolio()));
  }

  private static RankLine line(Ranking.Place place, Map<String, Stage> stages) {
    return new RankLine(
        place.rank(),
        place.candidate().id(),
        stages.getOrDefault(place.candidate().id(), Stage.IDEA),
        new BigDecimal(place.score(), SHOWN),
        place.reversal().isPresent()
            ? Optional.of(new BigDecimal(place.reversal().getAsDouble(), SHOWN))
            : Optional.empty(),
        place.rankLow(),
        place.rankHigh(),
        place.candidate().budgetUsd(),
        place.isOnFrontier(),
        PortfolioSources.rank(place.candidate().id()));
  }

  private static Stream<StrategicLine> strategic(UseCase useCase) {
    return useCase.value().stream()
        .filter(Claim.Strategic.class::isInstance)
        .map(Claim.Strategic.class::cast)
        .map(claim ->
            new StrategicLine(
                useCase.id(),
                claim.aim(),
                claim.horizon(),
                useCase.budgetUsd(),
                claim.optionUsd(),
                PortfolioSources.strategic(useCase.id())));
  }

  private Answer scope(Inquiry inquiry) {
    Optional<UseCase> useCase = portfolio.useCase(inquiry.id());
    if (useCase.isEmpty()) {
      return Answer.missing("use case", inquiry.id());
    }
    ReportRange range = Ranges.of(inquiry);
    Growth growth = Growth.of(useCase.get().scope(), scopes.seen(inquiry.id(), range));
    return Answer.of(
        new ScopePage(
            inquiry.id(),
            range.from(),
            range.to(),
            growth.unexplained().size(),
            Expected.of(growth.expected()),
            growth.lines().stream().map(line -> line(line, inquiry.id(), range)).toList(),
            PortfolioSources.scope(inquiry.id(), range)));
  }

  private static ScopeLine line(Growth.Line line, String useCase, ReportRange range) {
    Growth.Seen seen = line.seen();
    return new ScopeLine(
        seen.kind(),
        seen.id(),
        seen.label(),
        seen.calls(),
        seen.cost().toUsd(),
        !line.isUnexplained(),
        line.approved().flatMap(ScopePart::approval).map(ScopePart.Approval::by),
        line.approved().flatMap(ScopePart::approval).map(ScopePart.Approval::on),
        PortfolioSources.seen(useCase, seen, range));
  }
}
