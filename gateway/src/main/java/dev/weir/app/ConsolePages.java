package dev.weir.app;

import dev.weir.view.console.Directory;
import dev.weir.view.explore.RawRows;
import dev.weir.view.home.FinopsHome;
import dev.weir.view.prompt.OneModule;
import dev.weir.view.prompt.OneName;
import dev.weir.view.prompt.OnePrompt;
import dev.weir.view.prompt.Prompts;
import dev.weir.view.running.Live;
import dev.weir.view.running.PlatformToday;
import dev.weir.view.running.RoutesHealth;
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
            new PlatformToday(),
            new Portfolio(),
            new RoutesHealth(),
            new Live(),
            new Prompts(),
            new OnePrompt(),
            new OneModule(),
            new OneName(),
            new RawRows()),
        Map.of());
  }
}
