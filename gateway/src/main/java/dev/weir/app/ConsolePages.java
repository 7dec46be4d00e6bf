package dev.weir.app;

import dev.weir.flow.books.Operator.Role;
import dev.weir.view.account.Account;
import dev.weir.view.amend.PastChange;
import dev.weir.view.amend.UsageRecords;
import dev.weir.view.call.OneCall;
import dev.weir.view.console.Directory;
import dev.weir.view.desk.Keys;
import dev.weir.view.desk.OneKey;
import dev.weir.view.desk.OnePerson;
import dev.weir.view.desk.People;
import dev.weir.view.explore.CallList;
import dev.weir.view.explore.Explore;
import dev.weir.view.explore.RawRows;
import dev.weir.view.gate.GateList;
import dev.weir.view.gate.OneGate;
import dev.weir.view.gate.OnePromotion;
import dev.weir.view.home.CfoHome;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.outcome.Feedback;
import dev.weir.view.outcome.Outcomes;
import dev.weir.view.own.DeveloperHome;
import dev.weir.view.own.OwnerHome;
import dev.weir.view.prompt.OneModule;
import dev.weir.view.prompt.OneName;
import dev.weir.view.prompt.OnePrompt;
import dev.weir.view.prompt.Prompts;
import dev.weir.view.review.BackTested;
import dev.weir.view.review.MonthlyReview;
import dev.weir.view.review.Reviews;
import dev.weir.view.rule.Budgets;
import dev.weir.view.rule.NewRule;
import dev.weir.view.rule.OneRule;
import dev.weir.view.running.Live;
import dev.weir.view.running.PlatformToday;
import dev.weir.view.running.RoutesHealth;
import dev.weir.view.spend.Accounts;
import dev.weir.view.spend.Agreements;
import dev.weir.view.spend.Chargeback;
import dev.weir.view.spend.Envelopes;
import dev.weir.view.spend.ModelPrices;
import dev.weir.view.spend.Pools;
import dev.weir.view.spend.Prices;
import dev.weir.view.spend.Reconciliation;
import dev.weir.view.stated.Opportunities;
import dev.weir.view.stated.RateCards;
import dev.weir.view.stated.Stated;
import dev.weir.view.trail.Alerts;
import dev.weir.view.trail.Audit;
import dev.weir.view.trail.Settings;
import dev.weir.view.trail.TagValues;
import dev.weir.view.trail.Versions;
import dev.weir.view.trial.OneTrial;
import dev.weir.view.trial.Registering;
import dev.weir.view.trial.Trials;
import dev.weir.view.usecase.EditUseCase;
import dev.weir.view.usecase.NewUseCase;
import dev.weir.view.usecase.Portfolio;
import dev.weir.view.usecase.UseCase;
import java.util.List;
import java.util.Map;

/// Every page of the console, in the order of its navigation, and who begins where.
final class ConsolePages {
  private ConsolePages() {}

  static Directory all() {
    return new Directory(
        List.of(
            new FinopsHome(),
            new CfoHome(),
            new OwnerHome(),
            new DeveloperHome(),
            new PlatformToday(),
            new Explore(),
            new CallList(),
            new OneCall(),
            new Portfolio(),
            new UseCase(),
            new NewUseCase(),
            new EditUseCase(),
            Stated.outcome(),
            Stated.baseline(),
            Stated.roster(),
            Stated.opportunity(),
            Stated.rollout(),
            Stated.portfolioPolicy(),
            new Outcomes(),
            new RateCards(),
            Stated.rateCard(),
            new Feedback(),
            new Opportunities(),
            new Trials(),
            new OneTrial(),
            new Registering(),
            new GateList(),
            new OneGate(),
            new OnePromotion(),
            new Reviews(),
            Stated.reviewPolicy(),
            new BackTested(),
            new MonthlyReview(),
            new Budgets(),
            OneRule.budget(),
            OneRule.limit(),
            NewRule.budget(),
            NewRule.limit(),
            new Envelopes(),
            new Chargeback(),
            new Accounts(),
            new Pools(),
            new Prices(),
            new ModelPrices(),
            new Agreements(),
            new Reconciliation(),
            new UsageRecords(),
            PastChange.rerating(),
            PastChange.retagging(),
            new RoutesHealth(),
            new Live(),
            new Prompts(),
            new OnePrompt(),
            new OneModule(),
            new OneName(),
            new Keys(),
            new OneKey(),
            new People(),
            new OnePerson(),
            new Alerts(),
            new Audit(),
            new Versions(),
            new Account(),
            new TagValues(),
            new Settings(),
            new RawRows()),
        Map.of(
            Role.ADMIN, PlatformToday.PATH,
            Role.OWNER, OwnerHome.PATH,
            Role.DEVELOPER, DeveloperHome.PATH,
            Role.VIEWER, CfoHome.PATH));
  }
}
