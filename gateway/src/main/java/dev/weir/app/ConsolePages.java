package dev.weir.app;

import dev.weir.view.console.Directory;
import dev.weir.view.explore.RawRows;
import dev.weir.view.gate.GateList;
import dev.weir.view.gate.OneGate;
import dev.weir.view.gate.OnePromotion;
import dev.weir.view.home.FinopsHome;
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
            new Portfolio(),
            new UseCase(),
            new NewUseCase(),
            new EditUseCase(),
            new GateList(),
            new OneGate(),
            new OnePromotion(),
            new RawRows()),
        Map.of());
  }
}
