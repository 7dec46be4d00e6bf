package dev.weir.app;

import dev.weir.view.call.OneCall;
import dev.weir.view.console.Directory;
import dev.weir.view.explore.CallList;
import dev.weir.view.explore.Explore;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.FinopsHome;
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
            new Explore(),
            new CallList(),
            new OneCall(),
            new Portfolio(),
            new RawRows()),
        Map.of());
  }
}
