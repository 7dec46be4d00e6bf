package dev.weir.view.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Every route of the control plane.
final class RouteTable {
  private RouteTable() {}

  static List<Endpoint> of(RunningGateway gateway, Gates gates) {
    Changes changes = new Changes(gateway.books());
    Confirming confirming = new Confirming(gateway);
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new ReportRoutes(gateway, confirming).all());
    all.addAll(new PivotRoutes(gateway, confirming).all());
    all.addAll(new FocusRoutes(gateway, confirming).all());
    all.addAll(new CallRoutes(gateway).all());
    all.addAll(new UsageRoutes(gateway).all());
    all.addAll(new ReratingRoutes(gateway).all());
    all.addAll(new RetaggingRoutes(gateway).all());
    all.addAll(new PeriodRoutes(gateway).all());
    all.addAll(new AlertRoutes(gateway).all());
    all.addAll(new DriftRoutes(gateway).all());
    all.addAll(new PaceRoutes(gateway).all());
    all.addAll(new TargetRoutes(gateway).all());
    all.addAll(new TrafficRoutes(gateway).all());
    all.addAll(new KeyRoutes(gateway, changes).all());
    all.addAll(new TagRoutes(changes).all());
    all.addAll(new SettingsRoutes(gateway, changes).all());
    all.addAll(new RuleRoutes(gateway, changes).all());
    all.addAll(new RehearsalRoutes(gateway).all());
    all.addAll(new BudgetMoveRoutes(gateway, changes).all());
    all.addAll(new RolloutRoutes(gateway, changes).all());
    all.addAll(new ExperimentRoutes(gateway, changes).all());
    all.addAll(new ExposureRoutes(gateway, changes).all());
    all.addAll(new PriceRoutes(gateway, changes).all());
    all.addAll(new PriceDiffRoutes(gateway).all());
    all.addAll(new ContractRehearsalRoutes(gateway).all());
    all.addAll(new PriceHistoryRoutes(gateway).all());
    all.addAll(new StalePriceRoutes(gateway).all());
    all.addAll(new DisputeRoutes(gateway, changes).all());
    all.addAll(new ChargeRoutes(gateway).all());
    all.addAll(new BillRoutes(gateway).all());
    all.addAll(new BillSourceRoutes(gateway).all());
    all.addAll(new ReconciliationRoutes(gateway).all());
    all.addAll(new AccountRoutes(gateway, changes).all());
    all.addAll(new AgreementRoutes(gateway, changes).all());
    all.addAll(new HypothesisRoutes(gateway, changes).all());
    all.addAll(new ExperimentPlanRoutes(gateway, changes).all());
    all.addAll(new ChargebackRoutes(gateway, changes, confirming).all());
    all.addAll(new EnvelopeRoutes(gateway, changes).all());
    PooledMonths months =
        new PooledMonths(gateway, changes, new KnownOutcomes(gateway.outcomes().sums()));
    Yardsticks yardsticks = new Yardsticks(gateway, changes);
    all.addAll(new PoolRoutes(gateway, changes, months).all());
    all.addAll(new PoolRehearsalRoutes(gateway, months).all());
    all.addAll(new EnvelopeComparisonRoutes(gateway, changes, months).all());
    all.addAll(new AllocationRoutes(gateway, months).all());
    all.addAll(new UnitCostRoutes(gateway, changes, months, yardsticks).all());
    ShownShares shares = new ShownShares(gateway, changes);
    all.addAll(new MarginRoutes(gateway, changes, months, yardsticks, shares).all());
    all.addAll(new BridgeRoutes(gateway, months).all());
    all.addAll(new BaselineRoutes(changes).all());
    all.addAll(new AdoptionRoutes(gateway, changes).all());
    all.addAll(new OpportunityRoutes(gateway, changes, months).all());
    all.addAll(new UseCaseRoutes(gateway, changes, gates.live()).all());
    all.addAll(new PortfolioRoutes(gateway, changes).all());
    PackDraft packs =
        new PackDraft(
            gateway,
            changes,
            months,
            new KnownFigures(gateway, changes, months, yardsticks),
            new StandingFigures(gateway, changes, months, gates));
    all.addAll(new ReviewRoutes(gateway, changes, packs).all());
    all.addAll(new ReviewPackRoutes(gateway, changes, packs).all());
    all.addAll(new ReviewFollowUpRoutes(gateway, changes).all());
    all.addAll(new ReviewMonthRoutes(gateway, changes, packs).all());
    all.addAll(new ReviewPolicyRoutes(gateway, changes, packs).all());
    DefinitionRoutes definitions = new DefinitionRoutes(gateway, changes, shares);
    all.addAll(definitions.all());
    all.addAll(new OutcomeRoutes(gateway, definitions).all());
    all.addAll(new OutcomeSumRoutes(gateway, definitions, shares).all());
    all.addAll(new FeedbackRoutes(gateway).all());
    all.addAll(new GateRoutes(gateway, changes, gates).all());
    all.addAll(new PromotionRoutes(gateway, gates).all());
    all.addAll(new NameRoutes(gateway, changes).all());
    all.addAll(new ModuleRoutes(gateway, changes).all());
    all.addAll(new PromptRoutes(gateway, changes).all());
    all.addAll(new LabelRoutes(gateway, changes).all());
    all.addAll(new OperatorRoutes(gateway, changes).all());
    all.addAll(new LoginRoutes(gateway).all());
    all.addAll(new ViewRoutes(gateway, changes).all());
    all.addAll(new HistoryRoutes(gateway).all());
    all.addAll(new LookRoutes(gateway).all());
    all.addAll(new BackupRoutes(gateway).all());
    all.addAll(new ConfigRoutes(gateway).all());
    all.addAll(new StatusRoutes(gateway).all());
    Endpoint document = Endpoint.get("openApi", "/api/openapi.json", "This document.").needsNoKey();
    all.add(document);
    OpenApi text = new OpenApi(all);
    all.set(
        all.size() - 1, document.does(_ -> new Answer.Text(200, Endpoint.JSON, text.document())));
    requireDistinct(all);
    return List.copyOf(all);
  }

  private static void requireDistinct(List<Endpoint> all) {
    Set<String> operations = new HashSet<>();
    for (Endpoint endpoint : all) {
      if (!operations.add(endpoint.route().operation())) {
        throw new IllegalStateException("two routes are called " + endpoint.route().operation());
      }
    }
  }
}
