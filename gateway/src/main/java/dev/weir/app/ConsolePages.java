package dev.weir.app;

import dev.weir.flow.books.Operator.Role;
import dev.weir.view.account.Account;
import dev.weir.view.console.Directory;
import dev.weir.view.desk.Keys;
import dev.weir.view.desk.OneKey;
import dev.weir.view.desk.OnePerson;
import dev.weir.view.desk.People;
import dev.weir.view.explore.CallList;
import dev.weir.view.explore.Explore;
import dev.weir.view.explore.OneCall;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.CfoHome;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.outcome.Feedback;
import dev.weir.view.outcome.Outcomes;
import dev.weir.view.own.DeveloperHome;
import dev.weir.view.own.OwnerHome;
import dev.weir.view.review.MonthlyReview;
import dev.weir.view.review.Reviews;
import dev.weir.view.spend.Agreements;
import dev.weir.view.spend.Budgets;
import dev.weir.view.spend.Chargeback;
import dev.weir.view.spend.Envelopes;
import dev.weir.view.spend.ModelPrices;
import dev.weir.view.spend.NewRule;
import dev.weir.view.spend.OneRule;
import dev.weir.view.spend.Prices;
import dev.weir.view.spend.Reconciliation;
import dev.weir.view.trail.Alerts;
import dev.weir.view.trail.Audit;
import dev.weir.view.trail.Versions;
import dev.weir.view.trial.OneTrial;
import dev.weir.view.trial.Registering;
import dev.weir.view.trial.Trials;
import dev.weir.view.usecase.Portfolio;
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
            new Portfolio(),
            new RawRows()),
        Map.of(
            Role.OWNER, OwnerHome.PATH,
            Role.DEVELOPER, DeveloperHome.PATH,
            Role.VIEWER, CfoHome.PATH));
  }
}
