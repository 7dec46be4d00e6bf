package dev.weir.app;

import dev.weir.view.console.Directory;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.spend.Agreements;
import dev.weir.view.spend.Budgets;
import dev.weir.view.spend.Chargeback;
import dev.weir.view.spend.Envelopes;
import dev.weir.view.spend.ModelPrices;
import dev.weir.view.spend.NewRule;
import dev.weir.view.spend.OneRule;
import dev.weir.view.spend.Prices;
import dev.weir.view.spend.Reconciliation;
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
            new Budgets(),
            OneRule.budget(),
            OneRule.limit(),
            NewRule.budget(),
            NewRule.limit(),
            new Envelopes(),
            new Chargeback(),
            new Prices(),
            new ModelPrices(),
            new Agreements(),
            new Reconciliation(),
            new RawRows()),
        Map.of());
  }
}
