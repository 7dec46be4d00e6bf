package dev.weir.app;

import dev.weir.view.console.Directory;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.outcome.Feedback;
import dev.weir.view.outcome.Outcomes;
import dev.weir.view.review.MonthlyReview;
import dev.weir.view.review.Reviews;
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
            new Portfolio(),
            new Outcomes(),
            new Feedback(),
            new Trials(),
            new OneTrial(),
            new Registering(),
            new Reviews(),
            new MonthlyReview(),
            new RawRows()),
        Map.of());
  }
}
